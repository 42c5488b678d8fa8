/** What a synth did not build although the estate mentions it, and why: shown by `ywq synth`, never silent. */
import type { Text } from '../policies/text.ts'

export type NotBuiltReason =
  | 'flow-unapproved' | 'flow-end-unknown' | 'flow-end-not-built' | 'flow-across-clusters' | 'flow-outside-only'
  | 'access-unapproved' | 'external-person-in-key-system' | 'no-pool' | 'no-ingress-class' | 'no-exporter-image' | 'quota-too-small' | 'no-admission-policies' | 'waiver-not-exempted'

export interface NotBuilt {
  readonly reason: NotBuiltReason
  /** The document: `Flow/portal-to-db`. */
  readonly subject: string
  /** `file:line`. */
  readonly location: string
  readonly detail: Text
}

export interface BuildReport {
  readonly notBuilt: readonly NotBuilt[]
}
