/** A small report with everything that a format can stumble over: quotes, markup, control characters, Chinese, waivers, skips, errors. */
import { estateCheck, podCheck, type Check } from '../../policies/check.ts'
import type { EstateDocument } from '../../policies/estate/document.ts'
import type { Finding } from '../../policies/finding.ts'
import { buildReport, type AuditReport, type ReportMaterial } from '../../policies/report.ts'
import type { Snapshot, Subject } from '../../policies/subject.ts'
import { judgeClauses } from '../../policies/verdict.ts'
import { catalogue } from '../verdict/findings.ts'
import { cluster, department, estateOf, graded, record, system } from '../verdict/estate.ts'

export const hostile = '</script><script>alert(1)</script> "q" \'a\' & <b>\u0007\u001b[31m\u0000 =1+1 名'

const reasons = { bad: { zh: '不好', en: 'bad' } }
export const checks: readonly Check[] = [
  podCheck({
    id: 'pod-check', severity: 'high', title: { zh: '容器甲', en: 'Pods' }, why: { zh: '因为', en: 'because' }, remedy: { zh: '改成 false', en: 'set it to false' },
    snippet: 'a: </script>\n', reasons, aliases: { cis: Array.from({ length: 30 }, (_, i) => `5.2.${i}`) }, pss: { profile: 'baseline', control: 'X' }, evaluate: () => [],
  }),
  podCheck({ id: 'namespace-check', severity: 'medium', title: { zh: hostile, en: hostile }, why: { zh: hostile, en: hostile }, remedy: { zh: hostile, en: hostile }, reasons, evaluate: () => [] }),
  estateCheck({ id: 'cluster-check', severity: 'critical', title: { zh: '集群', en: 'Cluster' }, why: { zh: '因为', en: 'because' }, remedy: { zh: '改', en: 'change' }, reasons, target: { estate: 'Cluster' }, evaluate: () => [] }),
]

const documents: readonly EstateDocument[] = [
  department('bureau', 'bureau-gov'), department('hr', 'hr-gov'), cluster, graded('platform', 3, { platforms: ['city'] }), graded('apps', 3, { systems: ['a'] }), system('a'), system('c'),
  record('r', ['8.1.6.1'], { estate: true }),
]
export const estate = estateOf(documents)
const [tier] = estate.tiers

export const subjects = {
  manifest: { group: '', kind: 'Pod', namespace: 'hr--a--web', name: 'web', object: {}, source: 'manifests', cluster: 'city', location: './目录 a/pod.yaml:12', scope: 'tenant', ...(tier === undefined ? {} : { place: tier.place }) },
  hostile: { group: '', kind: 'Pod', namespace: 'hr--a--web', name: hostile, object: {}, source: 'live', cluster: 'city', location: 'uid-1', scope: 'tenant', ...(tier === undefined ? {} : { place: tier.place }) },
  synth: { group: 'apps', kind: 'Deployment', namespace: 'hr--a--web', name: 'api', object: {}, source: 'synth', cluster: 'city', location: 'city_apps_hr/kubernetes_deployment_v1.api', estateLocation: 'estate/hr.yaml:7', scope: 'tenant', ...(tier === undefined ? {} : { place: tier.place }) },
  cluster: { group: 'ywq', kind: 'Cluster', namespace: '', name: 'city', object: {}, source: 'declaration', cluster: '', location: 'estate/bureau.yaml:3', scope: 'platform' },
} as const satisfies Readonly<Record<string, Subject>>

const make = (check: string, result: Finding['result'], subject: Subject, over: Partial<Finding> = {}): Finding => ({
  check, result, severity: checks.find((c) => c.id === check)?.severity ?? 'low', subject, reason: result === 'pass' ? '' : 'bad', detail: result === 'pass' ? { zh: '', en: '' } : reasons.bad, path: '', clauses: ['8.1.4.1.a'], ...over,
})

export const findings: readonly Finding[] = [
  make('pod-check', 'fail', subjects.manifest, { path: 'spec.containers[app].securityContext.privileged', detail: { zh: '不好：spec.containers[app] = privileged: true', en: 'bad: spec.containers[app] = privileged: true' } }),
  make('pod-check', 'pass', subjects.synth),
  make('pod-check', 'fail', subjects.hostile, { detail: { zh: hostile, en: hostile }, path: hostile }),
  make('namespace-check', 'fail', subjects.manifest, { waiver: 'legacy' }),
  make('namespace-check', 'skip', subjects.synth, { reason: 'incomplete', detail: { zh: '输入没有给全', en: 'incomplete' } }),
  make('cluster-check', 'error', subjects.cluster, { reason: 'check-failed' }),
]

const snapshots: readonly Pick<Snapshot, 'cluster' | 'source' | 'complete'>[] = [{ cluster: '', source: 'declaration', complete: { has: () => true } }, { cluster: 'city', source: 'live', complete: { has: () => true } }]

export function sample(over: Partial<ReportMaterial> = {}): AuditReport {
  const now = Date.parse('2026-06-30T04:00:00Z')
  const list = over.findings ?? findings
  return buildReport({
    tool: { name: 'ywq', version: '0.1.0' }, now, inputs: [{ name: 'manifests/', source: 'manifests', cluster: 'city', subjects: 4 }], profile: 'gbt-22239', approvals: 'none', findings: list,
    judgement: judgeClauses({ findings: list, checks, snapshots, catalogue, estate, fixedLevel: null, inputLevel: 3, now }), checks, catalogue, estate,
    unreadable: [{ location: 'manifests/broken.yaml:3:1', zh: '缩进不对', en: 'bad indentation' }], ...over,
  })
}
