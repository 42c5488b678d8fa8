/** A small estate of plain documents for verdict and waiver tests: what the loader would give, without files. */
import { createHash } from 'node:crypto'
import type { DocumentOf, EstateDocument, EstateKind } from '../../policies/estate/document.ts'
import type { Estate, PlacedTier } from '../../policies/estate/estate.ts'
import { namespaceName } from '../../policies/names.ts'

const title = { zh: '示例' }

export const root: DocumentOf<'Estate'> = { kind: 'Estate', name: 'cloud', title, schema: 1, bureau: 'bureau', regions: ['cn-1'], registries: ['registry.example/'] }

export function system(name: string, over: Partial<DocumentOf<'System'>> = {}): DocumentOf<'System'> {
  return {
    kind: 'System', name, title: { zh: `系统${name}` }, department: 'hr', phase: 'running', phaseSince: '2025-01-01',
    parties: { owner: { organisation: 'hr-gov', contact: 'chen', from: '2025-01-01' } }, usage: { kind: 'internal' },
    tiers: [{ name: 'web', zone: 'business', cluster: 'city' }], ...over,
  }
}

export function graded(name: string, level: 2 | 3 | 4, members: DocumentOf<'GradingObject'>['members']): DocumentOf<'GradingObject'> {
  return { kind: 'GradingObject', name, title: { zh: `定级对象${name}` }, members, level }
}

export const cluster: DocumentOf<'Cluster'> = {
  kind: 'Cluster', name: 'city', city: 'example', version: '1.34', provider: 'cloud-co', region: 'cn-1', trust: 'production',
  networkPlugin: { name: 'cilium', enforcesNetworkPolicy: true }, podCidrs: ['10.64.0.0/14'], serviceCidrs: ['10.96.0.0/16'], nodeCidrs: ['10.10.0.0/20'],
}

export function department(name: string, organisation: string): DocumentOf<'Department'> {
  return { kind: 'Department', name, title, area: 'example', organisation, owner: 'chen', costCentre: '1', contacts: [{ name: '值班' }] }
}

export function record(name: string, covers: readonly string[], scope: DocumentOf<'Record'>['scope'], over: Partial<DocumentOf<'Record'>> = {}): DocumentOf<'Record'> {
  return {
    kind: 'Record', name, title, type: 'policy', covers: [...covers], scope, result: '符合', judged: { by: '测评机构', organisation: 'assess-co', person: 'xu' },
    author: 'chen', issued: '2026-01-01', expires: '2026-12-31', evidence: [{ path: 'a.pdf', digest: `sha256:${'0'.repeat(64)}` }], ...over,
  }
}

export function estateOf(documents: readonly EstateDocument[], timezone = 'Asia/Shanghai'): Estate {
  const all: readonly EstateDocument[] = [root, ...documents]
  const isKind = <K extends EstateKind>(kind: K, d: EstateDocument): d is Extract<EstateDocument, { kind: K }> => d.kind === kind
  const of = <K extends EstateKind>(kind: K): readonly DocumentOf<K>[] => all.filter((d): d is DocumentOf<K> & EstateDocument => isKind(kind, d))
  const levelOf = (name: string): 2 | 3 | 4 | null => of('GradingObject').find((g) => g.members.systems?.includes(name))?.level ?? null
  const digestOf = (d: EstateDocument): string => `sha256:${createHash('sha256').update(JSON.stringify(d)).digest('hex')}`
  const departments = new Map(of('Department').map((d) => [d.name, d]))
  const tiers = of('System').flatMap((s) =>
    s.tiers.map((tier): PlacedTier => ({
      system: s, department: departments.get(s.department) ?? department(s.department, 'hr-gov'), tier, namespace: namespaceName(s.department, s.name, tier),
      place: { department: s.department, system: s.name, tier: tier.name, zone: tier.zone, level: levelOf(s.name), environment: 'production' },
    })),
  )
  const tierOf = (c: string, namespace: string) => tiers.find((t) => t.namespace === namespace && (c === '' || t.tier.cluster === c))
  return {
    root, documents: all, of, tiers, tierOf, tier: (s, name) => tiers.find((t) => t.system.name === s && t.tier.name === name), levelOf, digestOf, timezone,
    get: (kind, name) => of(kind).find((d) => d.name === name),
    position: () => ({ file: 'estate.yaml', line: 1, column: 1 }),
    approvalsOf: (d) => of('Approval').filter((a) => a.of === `${d.kind}/${d.name}` && a.digest === digestOf(d)),
  }
}
