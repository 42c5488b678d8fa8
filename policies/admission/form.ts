/**
 * The admission form of a check: what the check says of one object, in CEL, reason by reason. The check itself stays the only place that
 * knows lists and limits: forms read them from it. test/live/admission.test.ts holds form and check together on a real API server.
 */
import type { Text } from '../text.ts'
import type { Cel } from './cel.ts'

/** What the expressions depend on besides the object: fixed when the stack is built. */
export interface AdmissionInput {
  /** Minor version of the Pod Security Standards: that of the cluster. */
  readonly pssMinor: number
  /** Estate.registries; empty where there is no estate: then nothing is said about registries. */
  readonly registries: readonly string[]
  /** Accounts of the people on Estate.breakGlass. */
  readonly breakGlass: readonly string[]
}

export interface AdmissionForm {
  /** Id of the check. */
  readonly check: string
  /** `pod`: every kind that bears a pod; else the kinds by name (kinds.ts). */
  readonly on: 'pod' | readonly string[]
  /** Reason code of the check → expression that is true where the object does not offend. */
  readonly admits: Readonly<Record<string, Cel>>
  /** Named parts of the expressions, in order: `variables.<name>`. */
  readonly variables?: Readonly<Record<string, Cel>>
  /** Where false the check says nothing of the object. @default always */
  readonly when?: Cel
  /** Reasons of the check that the object alone cannot show, and what does. Together with `admits` all reasons of the check. */
  readonly leaves?: Readonly<Record<string, Text>>
  /**
   * What of an object of kinds that bear no pod is judged, as CEL after the object: `.?spec`. An update that leaves it as it was passes;
   * an empty list: only creation is judged. (Of pods: the pod or its template.)
   */
  readonly looksAt?: readonly Cel[]
  /** Also the server's own objects are judged (Check.scopes). @default false */
  readonly server?: boolean
}

/** A form, or null where the check says nothing at this input (a control of a later version of the standard). */
export type FormOf = (input: AdmissionInput) => AdmissionForm | null
