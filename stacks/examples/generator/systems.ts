/** System documents: phase, parties, data, security, tiers with zones and, for a third of the systems, declared workloads. */
import type { DocumentOf, Tier, Workload } from '../../../policies/estate/document.ts'
import { createHash } from 'node:crypto'
import { companies, officerOf, organisationOf } from './people.ts'
import { quotaFor } from './quota.ts'
import type { Random } from './random.ts'
import type { RosterSystem } from './roster.ts'

type System = DocumentOf<'System'>

export interface SystemPlan {
  readonly roster: RosterSystem
  /** Index of its department in the roster. */
  readonly departmentIndex: number
  readonly cluster: string
  readonly backupCluster: string | null
  readonly region: string
  readonly phase: System['phase']
  readonly operator: string | null
  readonly builder: string
  readonly withWorkloads: boolean
  /** Of importance key, with important data: operated by the cloud's own company, since outsiders get no access to key systems. */
  readonly key: boolean
}

/** What a phase already has: nothing is due before its time. */
const started: Readonly<Record<System['phase'], string>> = {
  requested: '2026-05-11', building: '2026-02-02', trial: '2026-04-07', running: '2025-03-03', suspended: '2026-03-16', retired: '2026-01-12',
}

/** 三同步: planned, built and used together with the system, as far as its phase has come. */
const old = { planned: '2024-02-01', built: '2024-09-01', used: '2025-03-03' }
const securityDates: Readonly<Record<System['phase'], { readonly planned: string; readonly built?: string; readonly used?: string }>> = {
  requested: { planned: '2026-04-20' }, building: { planned: '2025-11-03', built: '2026-02-02' },
  trial: { planned: '2025-03-10', built: '2025-10-09', used: '2026-04-07' }, running: old, suspended: old, retired: old,
}

export function planOf(roster: RosterSystem, departmentIndex: number, cluster: string, backupCluster: string | null, region: string, random: Random): SystemPlan {
  // What others use is always in operation: a shared service or a system of the cloud's own bureau.
  const phase = roster.department.name === 'data-bureau' || roster.original && roster.words.usage === 'interface'
    ? 'running'
    : random.weighted<System['phase']>([['running', 84], ['trial', 6], ['building', 4], ['requested', 3], ['suspended', 2], ['retired', 1]])
  const company = () => random.pick(companies).name
  const key = roster.words.level === 3 && random.chance(0.5)
  const operated = phase === 'running' || phase === 'trial' || phase === 'suspended'
  return {
    roster, departmentIndex, cluster, backupCluster, region, phase, builder: company(), operator: operated ? (key ? companies[0].name : company()) : null, key,
    withWorkloads: random.chance(0.4) && phase !== 'requested' && phase !== 'retired',
  }
}

const tierNames: Readonly<Record<string, string>> = { w: 'web', a: 'app', d: 'db' }
const special: Readonly<Record<string, string>> = { exchange: 'exchange', 'log-centre': 'management', 'cloud-monitor': 'management', egress: 'access' }

/** Letters of the vocabulary → tier name and zone. */
export function tiersOf(words: RosterSystem['words']): readonly { readonly name: string; readonly zone: string }[] {
  return Array.from(words.tiers).map((letter) => {
    const own = special[words.name]
    const name = letter === 'a' && !words.tiers.includes('w') ? 'api' : (tierNames[letter] ?? 'app')
    if (own !== undefined) return { name, zone: own }
    if (letter === 'd') return { name, zone: 'data' }
    return { name, zone: words.usage === 'people' && letter === 'w' || words.usage === 'interface' && !words.tiers.includes('w') ? 'service' : 'business' }
  })
}

export const portOf = (tier: string): number => (tier === 'db' ? 5432 : 8080)

function workload(plan: SystemPlan, tier: string, random: Random): Workload {
  const system = plan.roster.name
  const path = `${plan.roster.department.name}/${system}-${tier}`
  const image = `registry.city.example/${path}@sha256:${createHash('sha256').update(path).digest('hex')}`
  const port = tier === 'db' ? 'db' : 'http'
  const probes = tier === 'db' ? { readiness: { port }, liveness: { port } } : { readiness: { path: '/ready', port }, liveness: { path: '/live', port } }
  return {
    name: tier, ...(tier === 'db' ? { type: 'StatefulSet' as const } : {}), image, replicas: tier === 'db' ? 2 : random.between(2, 4),
    ports: [{ name: port, port: portOf(tier) }], probes,
    resources: { cpu: random.pick(['250m', '500m', '1']), memory: random.pick(['512Mi', '1Gi', '2Gi']) },
    ...(tier === 'db' ? { storage: [{ name: 'data', mountPath: '/var/lib/data', size: `${random.between(2, 20) * 10}Gi`, class: 'encrypted' }] } : {}),
    ...(tier === 'db' ? {} : { scratch: [{ mountPath: '/tmp', size: '256Mi' }] }),
    ...(tier === 'web' && plan.roster.words.usage === 'people' ? { ingress: { host: `${system}.${plan.cluster}.example`, tlsSecret: `${system}-tls`, port: 'http' } } : {}),
  }
}

export function systemOf(plan: SystemPlan, uses: readonly string[], random: Random): System {
  const { roster, phase } = plan
  const { words, department } = roster
  const owner = organisationOf(department)
  const officer = officerOf(plan.departmentIndex)
  const operating = phase === 'running' || phase === 'suspended'
  const atWork = operating || phase === 'trial'
  const tiers: Tier[] = tiersOf(words).map(({ name, zone }) => ({
    name, zone, cluster: plan.cluster, ...(plan.withWorkloads ? { workloads: [workload(plan, name, random)] } : {}),
  }))
  return {
    kind: 'System', name: roster.name, title: { zh: roster.zh, en: roster.en }, department: department.name, phase, phaseSince: started[phase],
    importance: plan.key ? 'key' : words.level === 3 ? 'high' : 'normal',
    parties: {
      owner: { organisation: owner, contact: officer, from: '2024-01-01' },
      ...(phase === 'requested' ? {} : { builders: [{ organisation: plan.builder, contract: `build-${plan.builder}`, from: '2024-01-01', ...(operating ? { to: '2025-03-03' } : {}) }] }),
      ...(plan.operator === null ? {} : { operators: [{ organisation: plan.operator, contact: engineerOf(plan.operator), contract: `operate-${plan.operator}`, from: '2025-01-01', to: '2027-12-31' }] }),
    },
    usage: { kind: words.usage, registeredUsers: words.usage === 'people' ? random.between(20, 900) * 1000 : random.between(20, 900) },
    data: [{
      name: words.data, class: plan.key ? 'important' : 'general', personal: words.usage !== 'interface', share: 'conditional', basis: `${department.zh}审批`,
      tier: tiers.at(-1)?.name ?? 'web', region: plan.region, catalogue: `D-${roster.name}`,
    }],
    security: {
      ...securityDates[phase],
      means: ['traffic', 'situation', 'intrusion', 'vulnerability', 'log'], organisation: owner,
    },
    crypto: words.level === 3
      ? { profile: 'gm', assessed: '2026-01-20', expires: '2027-01-19', products: [{ name: '服务器密码机（示例）', certificate: 'GM0000000000', expires: '2029-12-31' }] }
      : { profile: 'international' },
    monitoring: {
      kpis: { activeUsers: true, transactions: true, affectedUsers: true }, duty: officer,
      slos: [{ name: 'available', objective: words.level === 3 ? 99.9 : 99.5, windowDays: 30, indicator: 'availability' }],
    },
    ...(atWork ? { runbook: `runbooks/${roster.name}.md`, emergencyPlan: { reviewed: '2026-03-18', document: `${words.zh}应急预案` } } : {}),
    ...(operating ? { handover: '2025-03-03' } : {}),
    dr: {
      topology: words.level === 3 && plan.backupCluster !== null ? 'remote-backup' : 'none',
      sites: [{ cluster: plan.cluster, role: 'primary' }, ...(words.level === 3 && plan.backupCluster !== null ? [{ cluster: plan.backupCluster, role: 'backup' as const }] : [])],
      backup: { schedule: '0 2 * * *', retentionDays: words.level === 3 ? 90 : 30, site: '示例异地备份中心' },
      rpoMinutes: words.level === 3 ? 15 : 1440, rtoMinutes: words.level === 3 ? 60 : 480,
      ...(atWork ? { lastDrill: '2026-04-15', lastRestoreTest: '2026-04-15' } : {}),
    },
    ...(uses.length === 0 ? {} : { uses: [...uses] }),
    catalogue: `S-${roster.name}`,
    quota: quotaFor(tiers, random),
    tiers,
  }
}

const engineerOf = (company: string): string => companies.find(({ name }) => name === company)?.engineer ?? companies[0].engineer
