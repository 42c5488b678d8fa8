/**
 * Digs the pod template out of every pod-bearing kind, so that a check says nothing about Deployments or CronJobs.
 * Kinds: Kubernetes API reference v1.34, every built-in kind with a PodSpec or PodTemplateSpec.
 */
import type { Container, ObjectMeta, PodSpec } from './kubernetes.ts'
import type { Subject } from './subject.ts'

export interface PodContainer {
  readonly container: Container
  readonly type: 'container' | 'init' | 'ephemeral'
  /** Stable path of the container: `spec.template.spec.containers[app]`. */
  readonly path: string
}

export interface PodTarget {
  readonly subject: Subject
  readonly spec: PodSpec
  /** Labels and annotations of the pod (template), not of the owner. */
  readonly metadata: ObjectMeta
  /** Path of the pod spec inside the object: `spec`, `spec.template.spec` … */
  readonly path: string
  /** Containers, init containers and ephemeral containers, in that order. */
  readonly containers: readonly PodContainer[]
}

/** Path from the object to the pod (an object with `metadata` and `spec`), by kind. '' = the object is the pod. */
const podPath: ReadonlyMap<string, readonly string[]> = new Map([
  ['/Pod', []],
  ['/PodTemplate', ['template']],
  ['/ReplicationController', ['spec', 'template']],
  ['apps/Deployment', ['spec', 'template']],
  ['apps/ReplicaSet', ['spec', 'template']],
  ['apps/StatefulSet', ['spec', 'template']],
  ['apps/DaemonSet', ['spec', 'template']],
  ['batch/Job', ['spec', 'template']],
  ['batch/CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
])

export const podBearingKinds: readonly string[] = [...podPath.keys()].map((k) => k.slice(k.indexOf('/') + 1))

/** True for kinds that carry a pod. Group and kind must both fit: a `Deployment` of another group is not ours. */
export function bearsPod(subject: Pick<Subject, 'group' | 'kind'>): boolean {
  return podPath.has(`${subject.group}/${subject.kind}`)
}

/**
 * The pod of a subject, or null where it bears none (ReplicationController without a template, another kind).
 * @throws Error where the place of the pod spec holds something that is not an object (→ `error` finding)
 */
export function podTarget(subject: Subject): PodTarget | null {
  const steps = podPath.get(`${subject.group}/${subject.kind}`)
  if (steps === undefined) return null
  let pod: unknown = subject.object
  for (const step of steps) {
    if (!isRecord(pod)) return null
    pod = pod[step]
  }
  if (pod === undefined || pod === null) return null
  if (!isRecord(pod)) throw new Error(`${steps.join('.')} is not an object`)
  const spec = pod['spec']
  if (spec === undefined || spec === null) return null
  if (!isRecord(spec)) throw new Error(`${[...steps, 'spec'].join('.')} is not an object`)
  const path = [...steps, 'spec'].join('.')
  const typed = spec as PodSpec
  return {
    subject,
    spec: typed,
    metadata: isRecord(pod['metadata']) ? pod['metadata'] : {},
    path,
    containers: [
      ...list(typed.containers, 'container', `${path}.containers`),
      ...list(typed.initContainers, 'init', `${path}.initContainers`),
      ...list(typed.ephemeralContainers, 'ephemeral', `${path}.ephemeralContainers`),
    ],
  }
}

function list(containers: readonly Container[] | undefined | null, type: PodContainer['type'], path: string): PodContainer[] {
  if (containers === undefined || containers === null) return []
  if (!Array.isArray(containers)) throw new Error(`${path} is not a list`)
  return containers.map((container: Container, i) => ({ container, type, path: `${path}[${container.name ?? i}]` }))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
