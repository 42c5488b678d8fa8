/**
 * What the provider sends although the author set nothing and the plan says null: its code writes the zero value of some optional
 * fields. Found by comparing applied objects with their configuration on a real API server (test/live/sources-synth.test.ts).
 */

/** Field (end of its path) → value sent. */
const sent: readonly (readonly [RegExp, unknown])[] = []

/** @param path `kubernetes_pod_v1.spec.container.security_context.run_as_non_root` */
export function alwaysSent(path: string): unknown {
  return sent.find(([pattern]) => pattern.test(path))?.[1]
}
