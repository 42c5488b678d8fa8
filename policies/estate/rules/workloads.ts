/** What tiers and their workloads lean on: node pools, storage classes, ingress, port names, data tiers; and no secrets in plain text. */
import type { DocumentOf, Tier, Workload } from '../document.ts'
import type { Path } from '../yaml-node.ts'
import { unknownReference } from './references.ts'
import { looksSecret } from './secret-literal.ts'
import type { Complaint, Rule, RuleInput } from './rule.ts'

type System = DocumentOf<'System'>

export const workloads: Rule = function* (input) {
  for (const system of input.of('System')) {
    const names = system.tiers.map((t) => t.name)
    for (const [i, item] of (system.data ?? []).entries())
      if (item.tier !== undefined && !names.includes(item.tier)) yield unknownReference(system, ['data', i, 'tier'], `层（tier of ${system.name}）`, item.tier, names)
    for (const [i, tier] of system.tiers.entries()) yield* judgeTier(input, system, tier, ['tiers', i])
  }
}

function* judgeTier(input: RuleInput, system: System, tier: Tier, path: Path): Generator<Complaint> {
  const cluster = input.get('Cluster', tier.cluster)
  const pools = cluster?.pools?.map((p) => p.name) ?? []
  if (cluster !== undefined && tier.pool !== undefined && !pools.includes(tier.pool)) yield unknownReference(system, [...path, 'pool'], `节点池（pool of ${cluster.name}）`, tier.pool, pools)
  for (const [j, workload] of (tier.workloads ?? []).entries()) yield* judgeWorkload(system, workload, [...path, 'workloads', j], cluster)
}

function* judgeWorkload(system: System, workload: Workload, path: Path, cluster: DocumentOf<'Cluster'> | undefined): Generator<Complaint> {
  const ports = (workload.ports ?? []).map((p) => p.name)
  const unknownPort = (name: string | number | undefined, ...at: Path): Complaint[] =>
    typeof name !== 'string' || ports.includes(name) ? [] : [unknownReference(system, [...path, ...at], `端口（port of ${workload.name}）`, name, ports)]
  if (workload.ingress !== undefined) {
    yield* unknownPort(workload.ingress.port, 'ingress', 'port')
    if (cluster !== undefined && cluster.ingress === undefined)
      yield { code: 'cluster-without-ingress', document: system, path: [...path, 'ingress'], text: { zh: `集群“${cluster.name}”没有声明 ingress，域名无处可接`, en: `the cluster "${cluster.name}" declares no ingress: there is nothing to serve the host` } }
  }
  for (const kind of ['readiness', 'liveness', 'startup'] as const) yield* unknownPort(workload.probes?.[kind]?.port, 'probes', kind, 'port')
  for (const [k, volume] of (workload.storage ?? []).entries()) {
    const classes = cluster?.storageClasses?.map((c) => c.name) ?? []
    if (cluster !== undefined && !classes.includes(volume.class)) yield unknownReference(system, [...path, 'storage', k, 'class'], `存储类（storage class of ${cluster.name}）`, volume.class, classes)
  }
  if (workload.autoscale !== undefined && workload.autoscale.min > workload.autoscale.max)
    yield { code: 'reversed-range', document: system, path: [...path, 'autoscale', 'max'], text: { zh: `max ${workload.autoscale.max} 小于 min ${workload.autoscale.min}`, en: `max ${workload.autoscale.max} is below min ${workload.autoscale.min}` } }
  for (const [name, value] of Object.entries(workload.env ?? {})) {
    if (!looksSecret(name, value)) continue
    yield {
      code: 'secret-literal', document: system, path: [...path, 'env', name],
      text: { zh: `环境变量 ${name} 像是把密码或密钥写成了明文；请放进 Secret，用 secretFiles 引用`, en: `the variable ${name} looks like a password or key in plain text; put it in a Secret and refer to it by secretFiles` },
    }
  }
}
