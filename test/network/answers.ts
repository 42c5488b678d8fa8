/** Objects → Reachability, and the same pods for the oracle. */
import { buildReachability, type Assumptions, type End, type Reachability } from '../../policies/network/reachability.ts'
import { hasPort, type Protocol } from '../../policies/network/port-set.ts'
import { subjectOf } from '../../policies/sources/kubernetes-object.ts'
import type { Snapshot, Subject } from '../../policies/subject.ts'
import type { Address, Json, Oracle, Pod } from './oracle.ts'
import { outsideAddresses, probes } from './clusters.ts'

export function subject(object: Json): Subject {
  const found = subjectOf(object, 'test', { source: 'manifests', cluster: 'test', estate: null, defaultNamespace: 'default' })
  if (!('object' in found)) throw new Error(found.en)
  return found
}

export function reachabilityOf(objects: readonly Json[], assumptions: Assumptions): Reachability {
  const snapshot: Snapshot = { cluster: 'test', source: 'manifests', readAt: '2026-11-21T00:00:00Z', subjects: objects.map(subject), complete: { has: () => true }, unreadable: [] }
  return buildReachability([snapshot], assumptions)
}

interface Template { readonly metadata?: { readonly labels?: Record<string, string> }; readonly spec?: { readonly hostNetwork?: boolean; readonly containers?: readonly { readonly ports?: Pod['ports'] }[] } }

/** @param ipsOf addresses of a pod made from a template, and its generated labels, in the world at hand */
export function podsOf(objects: readonly Json[], ipsOf: (object: Json, host: boolean) => readonly string[]): readonly Pod[] {
  return objects.flatMap((object) => {
    const kind = String(object['kind'])
    if (!['Pod', 'Deployment', 'StatefulSet'].includes(kind)) return []
    const { name, namespace } = object['metadata'] as { readonly name: string; readonly namespace: string }
    const body = (kind === 'Pod' ? object : (object['spec'] as { readonly template: Json }).template) as Template
    const status = object['status'] as { readonly podIPs?: readonly { readonly ip: string }[] } | undefined
    const host = body.spec?.hostNetwork === true
    return [{
      type: 'pod', id: `${namespace}/${name}`, namespace, labels: body.metadata?.labels ?? {}, host,
      ports: (body.spec?.containers ?? []).flatMap((c) => c.ports ?? []), ips: status?.podIPs?.map(({ ip }) => ip) ?? ipsOf(object, host), many: kind !== 'Pod',
    }]
  })
}

/** What the engine says of a probe. */
export type Said = 'open' | 'unknown' | 'closed'

export interface Compared {
  readonly from: string
  readonly to: string
  readonly protocol: Protocol
  readonly port: number
  readonly said: Said
  readonly truth: boolean
}

/** Every pair of pods, and of pods with addresses outside, at every probe: what both say. */
export function compare(reachability: Reachability, oracle: Oracle, pods: readonly Pod[]): readonly Compared[] {
  const endOf = (end: Pod | Address): End | undefined => (end.type === 'pod' ? reachability.workload(end.id) : reachability.externalsWithin(end.ip)[0])
  const ends: readonly (Pod | Address)[] = [...pods, ...outsideAddresses.map((ip) => ({ type: 'address', ip }) as const)]
  const known = new Map(ends.map((end) => [end, endOf(end)]))
  return ends.flatMap((from) => ends.flatMap((to) => {
    const [a, b] = [known.get(from), known.get(to)]
    if ((from.type === 'address' && to.type === 'address') || a === undefined || b === undefined) return []
    const answer = reachability.allowed(a, b)
    const other = to === from && to.type === 'pod' && to.many ? { ...to } : to
    return probes.map(([protocol, port]) => ({
      from: a.id, to: b.id, protocol, port, truth: oracle.reaches(from, other, { protocol, port }),
      said: hasPort(answer.allow, protocol, port) ? 'open' as const : hasPort(answer.unknown, protocol, port) ? 'unknown' as const : 'closed' as const,
    }))
  }))
}

/** Where what is said is not the truth; unknown is never false. */
export function lies(compared: readonly Compared[]): readonly Compared[] {
  return compared.filter(({ said, truth }) => said !== 'unknown' && (said === 'open') !== truth)
}

/** Answers of all pairs by ids, as `connections()` lists them. @throws Error where a pair comes twice */
export function listedPairs(reachability: Reachability): ReadonlyMap<string, string> {
  const listed = new Map<string, string>()
  for (const { from, to, allow, unknown } of reachability.connections()) {
    for (const a of from) {
      for (const b of to) {
        if (a.type === 'external' || b.type === 'external') continue
        const key = `${a.id} → ${b.id}`
        if (listed.has(key)) throw new Error(`${key} twice`)
        listed.set(key, JSON.stringify([allow, unknown]))
      }
    }
  }
  return listed
}

/** The same by asking for each pair. */
export function askedPairs(reachability: Reachability): ReadonlyMap<string, string> {
  const asked = new Map<string, string>()
  for (const a of reachability.workloads) {
    for (const b of reachability.workloads) {
      const { allow, unknown } = reachability.allowed(a, b)
      if (allow.length + unknown.length > 0) asked.set(`${a.id} → ${b.id}`, JSON.stringify([allow, unknown]))
    }
  }
  return asked
}

/** For each workload and direction, the addresses outside with their answers, as `connections()` lists them. */
export function listedOutside(reachability: Reachability): ReadonlyMap<string, string> {
  const listed = new Map<string, string>()
  for (const { from, to, allow, unknown } of reachability.connections()) {
    for (const a of from) for (const b of to) if (a.type === 'external' || b.type === 'external') for (const cidr of a.type === 'external' ? a.cidrs : b.type === 'external' ? b.cidrs : []) {
      listed.set(a.type === 'external' ? `${cidr} → ${b.id}` : `${a.id} → ${cidr}`, JSON.stringify([allow, unknown]))
    }
  }
  return listed
}
