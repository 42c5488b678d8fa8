/**
 * What the provider's code does that its schema does not say: some optional fields are sent as zero although the author set nothing and the
 * plan says null; one planned zero is never sent. Found by comparing applied objects with their configuration on a real API server
 * (test/live/sources-synth.test.ts), which fails when a newer provider does otherwise.
 */
import type { Field } from './provider-fields.ts'

/** End of a field's path → value sent where nothing was set. */
const sent: readonly (readonly [RegExp, unknown])[] = [
  // Overrides the pod's runAsNonRoot: true.
  [/\.(init_)?container\.security_context\.run_as_non_root$/, false],
  [/\.volume\.(secret|config_map)\.optional$/, false],
  [/\.volume\.projected\.sources\.(config_map|secret)\.optional$/, false],
  [/\.env_from\.(secret|config_map)_ref\.optional$/, false],
  [/\.env\.value_from\.(secret|config_map)_key_ref\.optional$/, false],
  [/^kubernetes_stateful_set(_v1)?\.spec\.revision_history_limit$/, 0],
  [/^kubernetes_cron_job(_v1)?\.spec\.job_template\.spec\.manual_selector$/, false],
]

/** End of a field's path whose zero is never sent. */
const zeroUnsent = /^kubernetes_cron_job(_v1)?\.spec\.starting_deadline_seconds$/

/** @param path `kubernetes_pod_v1.spec.container.security_context.run_as_non_root` */
export function asSent(path: string, field: Exclude<Field, { fields: unknown }>): object {
  if (zeroUnsent.test(path)) return { as: field.as, is: 'nonZero' }
  const zero = sent.find(([pattern]) => pattern.test(path))
  return zero === undefined || (field.default !== undefined && !path.endsWith('revision_history_limit')) ? field : { ...field, default: zero[1] }
}
