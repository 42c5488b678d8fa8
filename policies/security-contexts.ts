/**
 * The security contexts of a pod with their paths: the pod's own and every container's (init and ephemeral too), as
 * Pod Security Standards name them (kubernetes.io/docs/concepts/security/pod-security-standards).
 */
import type { PodSecurityContext } from './kubernetes.ts'
import type { PodTarget } from './pod-target.ts'

export interface PlacedSecurityContext {
  readonly context: PodSecurityContext
  /** `spec.securityContext`, `spec.containers[app].securityContext` … */
  readonly path: string
}

/** Every security context that is set, the pod's first. */
export function* securityContexts(pod: PodTarget): Generator<PlacedSecurityContext> {
  if (pod.spec.securityContext != null) yield { context: pod.spec.securityContext, path: `${pod.path}.securityContext` }
  for (const { container, path } of pod.containers) {
    if (container.securityContext != null) yield { context: container.securityContext, path: `${path}.securityContext` }
  }
}

/** Path of the pod template's metadata, beside its spec: `metadata`, `spec.template.metadata` … */
export function metadataPath(pod: PodTarget): string {
  return `${pod.path.slice(0, pod.path.length - 'spec'.length)}metadata`
}

/**
 * Windows pods have no Linux-only controls: from v1.25 of the standard `spec.os.name: windows` exempts a pod from
 * privilege escalation, seccomp and capabilities of the restricted profile.
 */
export function isExemptWindowsPod(pod: PodTarget, pssMinor: number): boolean {
  return pssMinor >= 25 && pod.spec.os?.name === 'windows'
}
