/** Made-up checks and findings for verdict tests: a check for each kind of target, a clause for each kind of duty. */
import { readCatalogue } from '../../policies/catalogue/read.ts'
import { createCatalogue } from '../../policies/catalogue/catalogue.ts'
import { estateCheck, objectCheck, podCheck, type Check } from '../../policies/check.ts'
import type { Finding, Result, Severity } from '../../policies/finding.ts'
import type { Estate } from '../../policies/estate/estate.ts'
import type { Snapshot, Subject } from '../../policies/subject.ts'

const text = { zh: '甲', en: 'A' }
const meta = (id: string, severity: Severity) => ({ id, severity, title: text, why: text, remedy: text, reasons: { bad: text } })
const nothing = () => []

export const checks: readonly Check[] = [
  podCheck({ ...meta('pod-check', 'high'), evaluate: nothing }),
  objectCheck({ ...meta('namespace-check', 'medium'), target: { kinds: ['Namespace'] }, evaluate: nothing }),
  estateCheck({ ...meta('cluster-check', 'critical'), target: { estate: 'Cluster' }, evaluate: nothing }),
]

const clause = (id: string, responsibility: string, rest: string) =>
  `- ids: ${id}\n  domain: 域\n  point: {zh: 点, en: Point}\n  summary: {zh: ${responsibility}, en: ${responsibility}}\n  responsibility: ${responsibility}\n  wall: [云, 事前, 技防]\n  dimension: 安全保障\n${rest}`

/** One clause for each status and duty; the first has an equal at level 2. */
export const catalogue = createCatalogue(
  readCatalogue(
    `format: ywq.catalogue\nversion: 1\npart: general\nclauses:\n${[
      clause('{2: 7.1.4.1.a, 3: 8.1.4.1.a}', 'tenant', '  status: automated\n  checks: [pod-check, namespace-check]\n'),
      clause('{3: 8.1.4.1.b}', 'tenant', '  status: partial\n  residual: 其余须证明\n  checks: [pod-check]\n'),
      clause('{3: 8.1.4.1.c}', 'shared', '  status: automated\n  checks: [namespace-check, cluster-check]\n'),
      clause('{2: 7.1.5.1.a, 3: 8.1.5.1.a}', 'platform', '  status: automated\n  checks: [namespace-check]\n'),
      clause('{2: 7.1.6.1, 3: 8.1.6.1}', 'organisation', '  status: manual\n  residual: 制度\n'),
      clause('{3: 8.1.1.1.a}', 'facility', '  status: inherited\n'),
      clause('{3: 8.1.3.1.d}', 'platform', '  status: not-applicable\n'),
    ].join('')}`,
    'made-up.yaml',
  ),
)

const source = 'live'
export const everything: Pick<Snapshot, 'cluster' | 'source' | 'complete'> = { cluster: 'city', source, complete: { has: () => true } }
export const declaration: typeof everything = { cluster: '', source: 'declaration', complete: { has: () => true } }
export const partial: typeof everything = { cluster: 'city', source: 'manifests', complete: { has: () => false } }

export function tenant(estate: Estate, systemName: string, kind = 'Namespace', name = 'x'): Subject {
  const tier = estate.tiers.find((t) => t.system.name === systemName)
  if (tier === undefined) throw new Error(`no tier of ${systemName}`)
  return { group: '', kind, namespace: kind === 'Namespace' ? '' : tier.namespace, name, object: {}, source, cluster: 'city', location: 'uid', scope: 'tenant', place: tier.place }
}

export const ofPlatform = (kind: string, name: string, group = ''): Subject => ({ group, kind, namespace: '', name, object: {}, source, cluster: 'city', location: 'uid', scope: 'platform' })
export const clusterDocument: Subject = { ...ofPlatform('Cluster', 'city', 'ywq'), cluster: '', source: 'declaration' }

export function finding(check: string, result: Result, subject: Subject, over: Partial<Finding> = {}): Finding {
  const severity = checks.find((c) => c.id === check)?.severity ?? 'medium'
  return { check, result, severity, subject, reason: result === 'pass' ? '' : 'bad', detail: text, path: '', clauses: [], ...over }
}
