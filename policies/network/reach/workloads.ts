/**
 * Pods as policies see them: labels, addresses, named ports. A template stands for all pods made from it: their generated labels and their
 * addresses are free. Pods alike in one namespace are one class, which is what the engine reasons about.
 */
import type { PodTarget } from '../../pod-target.ts'
import { bearsPod, podTarget } from '../../pod-target.ts'
import type { Subject } from '../../subject.ts'
import { parseAddress, parseCidrs, wholeFamily, type AddressRange, type Family } from '../cidr.ts'
import { portsOf, protocols, union, noPorts, type PortSet } from '../port-set.ts'
import { whole, type LabelGaps } from '../selector.ts'
import type { Assumptions, Workload } from './types.ts'

/** Where a pod's address lies: any one address of the ranges of a family. */
export interface Addresses {
  readonly ranges: readonly AddressRange[]
  readonly families: readonly Family[]
  /** False where nobody said which families the pods have. */
  readonly certain: boolean
}

export interface PodClass {
  readonly key: string
  readonly namespace: string
  readonly workloads: readonly Workload[]
  readonly labels: Readonly<Record<string, string>>
  readonly gaps: LabelGaps
  readonly host: boolean
  /** Container ports by `name/protocol`. */
  readonly named: ReadonlyMap<string, PortSet>
  readonly addresses: Addresses
  /** True for pods without an owner: one is one pod, and a pod cannot block access to itself. */
  readonly single: boolean
}

/** Labels that controllers write on pods (Kubernetes: well-known labels; pod-template-hash and controller-revision-hash of the controllers). */
const generatedLabels: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['pod-template-hash'],
  StatefulSet: ['controller-revision-hash', 'statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index'],
  DaemonSet: ['controller-revision-hash', 'pod-template-generation'],
  Job: ['controller-uid', 'batch.kubernetes.io/controller-uid', 'job-name', 'batch.kubernetes.io/job-name'],
  CronJob: ['controller-uid', 'batch.kubernetes.io/controller-uid', 'job-name', 'batch.kubernetes.io/job-name'],
}
const gapsOf: ReadonlyMap<string, LabelGaps> = new Map(Object.entries(generatedLabels).map(([kind, keys]) => [kind, { generated: new Set(keys), open: false }]))

/**
 * Classes of the pods of one namespace.
 * @param subjects all subjects of the namespace
 * @returns pods that no other subject controls and that have not ended
 */
export function podClasses(namespace: string, subjects: Iterable<Subject>, assumptions: Assumptions): readonly PodClass[] {
  const pods: PodTarget[] = []
  const names = new Map<string, number>()
  for (const subject of subjects) {
    if (subject.controlledBy !== undefined || !bearsPod(subject)) continue
    const pod = readable(subject)
    if (pod === null || ended(subject)) continue
    pods.push(pod)
    names.set(subject.name, (names.get(subject.name) ?? 0) + 1)
  }
  const classes = new Map<string, PodClass & { workloads: Workload[] }>()
  for (const pod of pods) {
    const { subject } = pod
    const labels = pod.metadata.labels ?? {}
    const host = pod.spec.hostNetwork === true
    const id = `${namespace}/${subject.name}${(names.get(subject.name) ?? 1) > 1 ? `[${subject.kind}]` : ''}`
    const workload: Workload = { type: 'workload', id, kind: subject.kind, namespace, name: subject.name, labels, hostNetwork: host, subject }
    const named = namedPorts(pod)
    const addresses = addressesOf(subject, host ? assumptions.nodeCidrs : assumptions.podCidrs)
    const single = subject.kind === 'Pod'
    const key = JSON.stringify([
      namespace, Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)), single ? 'Pod' : generatedLabels[subject.kind] ?? [], host,
      [...named].sort(([a], [b]) => (a < b ? -1 : 1)), addresses.certain, addresses.ranges.map((r) => [r.family, String(r.from), String(r.to)]),
    ])
    const found = classes.get(key)
    if (found !== undefined) found.workloads.push(workload)
    else classes.set(key, { key, namespace, workloads: [workload], labels, gaps: gapsOf.get(subject.kind) ?? whole, host, named, addresses, single })
  }
  return [...classes.values()]
}

/** Why a subject that bears pods cannot be reasoned about, or null. */
export function podFault(subject: Subject): string | null {
  if (!bearsPod(subject)) return null
  try {
    podTarget(subject)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : 'pod template'
  }
}

function readable(subject: Subject): PodTarget | null {
  return podFault(subject) === null ? podTarget(subject) : null
}

/** A pod that has ended has no network any more. */
function ended(subject: Subject): boolean {
  const phase = statusOf(subject)['phase']
  return subject.kind === 'Pod' && (phase === 'Succeeded' || phase === 'Failed')
}

function statusOf(subject: Subject): Readonly<Record<string, unknown>> {
  const status = subject.object['status']
  return typeof status === 'object' && status !== null ? { ...status } : {}
}

/** Ports of containers, and of init containers that keep running (sidecars). */
function namedPorts(pod: PodTarget): ReadonlyMap<string, PortSet> {
  const named = new Map<string, PortSet>()
  for (const { container, type } of pod.containers) {
    if (type === 'ephemeral' || (type === 'init' && container.restartPolicy !== 'Always')) continue
    for (const { name, containerPort, protocol = 'TCP' } of container.ports ?? []) {
      const known = protocols.find((p) => p === protocol)
      if (name === undefined || containerPort === undefined || known === undefined) continue
      const key = `${name}/${known}`
      named.set(key, union(named.get(key) ?? noPorts, portsOf(known, containerPort, containerPort)))
    }
  }
  return named
}

const anywhere: Addresses = { ranges: [wholeFamily(4), wholeFamily(6)], families: [4, 6], certain: false }
const byCidrs = new WeakMap<readonly string[], Addresses>()

function addressesOf(subject: Subject, cidrs: readonly string[]): Addresses {
  const own = subject.kind === 'Pod' ? addressesInStatus(subject) : []
  if (own.length > 0) return { ranges: own, families: familiesOf(own), certain: true }
  let declared = byCidrs.get(cidrs)
  if (declared === undefined) {
    const ranges = parseCidrs(cidrs)
    declared = ranges.length === 0 ? anywhere : { ranges, families: familiesOf(ranges), certain: true }
    byCidrs.set(cidrs, declared)
  }
  return declared
}

function familiesOf(ranges: readonly AddressRange[]): readonly Family[] {
  return ([4, 6] as const).filter((family) => ranges.some((range) => range.family === family))
}

function addressesInStatus(pod: Subject): readonly AddressRange[] {
  const { podIPs, podIP } = statusOf(pod)
  const listed: readonly unknown[] = Array.isArray(podIPs) ? podIPs.map((one: unknown) => (typeof one === 'object' && one !== null && 'ip' in one ? one.ip : null)) : [podIP]
  return listed.flatMap((text) => {
    const address = typeof text === 'string' ? parseAddress(text) : null
    return address === null ? [] : [{ family: address.family, from: address.value, to: address.value }]
  })
}
