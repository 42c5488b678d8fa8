/**
 * What a check is: one file, one pure function, data about itself. `checks/list.ts` is the list.
 * The catalogue says which clauses hang on a check; the check does not know them.
 */
import type { EstateDocument, EstateKind, DocumentOf } from './estate/document.ts'
import type { Estate } from './estate/estate.ts'
import type { Severity } from './finding.ts'
import type { NetworkProof } from './network/proof.ts'
import type { PodTarget } from './pod-target.ts'
import type { Subject } from './subject.ts'
import type { Text } from './text.ts'
import type { WaiverUse } from './waivers/use.ts'

/** What a check yields for each thing that is wrong. Nothing yielded = pass. */
export interface Offence {
  /** Key of the check's `reasons`. */
  readonly reason: string
  /** Offender inside the object (see Finding.path); '' or absent = the object itself. */
  readonly path?: string
  /** Value found, shown to the reader after the reason: `privileged: true`. */
  readonly found?: string
}

export interface Alias {
  readonly pss?: readonly string[]
  readonly 'kube-linter'?: readonly string[]
  readonly polaris?: readonly string[]
  readonly checkov?: readonly string[]
  readonly kyverno?: readonly string[]
  readonly mtb?: readonly string[]
  readonly cis?: readonly string[]
}

interface CheckMeta {
  /** kebab-case name of the wanted state; equals the file name. */
  readonly id: string
  readonly severity: Severity
  readonly title: Text
  /** Why it matters, one or two sentences. */
  readonly why: Text
  readonly remedy: Text
  /** YAML that passes, for the report's "how to fix". */
  readonly snippet?: string
  /** Every reason code the check can yield, with its sentence. */
  readonly reasons: Readonly<Record<string, Text>>
  readonly aliases?: Alias
  /** Pod Security Standards: profile and name of the control that this check is (a part of). */
  readonly pss?: { readonly profile: 'baseline' | 'restricted'; readonly control: string }
  /** True where it asks what the other checks found (context.useOf): then it runs after all of them, on estate documents only. */
  readonly afterOthers?: boolean
  /** Names of catalogue parameters that it reads by context.parameter(). */
  readonly parameters?: readonly string[]
  /** Scopes of Kubernetes subjects it judges. @default tenant and platform (never the server's own objects) */
  readonly scopes?: readonly Subject['scope'][]
}

/** Looks at the pod template of every pod-bearing object (Pod, Deployment, CronJob …). */
export interface PodCheck extends CheckMeta {
  readonly target: 'pod'
  readonly applies?: (pod: PodTarget, context: CheckContext) => boolean
  readonly evaluate: (pod: PodTarget, context: CheckContext) => Iterable<Offence>
}

/** Looks at whole Kubernetes objects of the named kinds (`Service`, `ClusterRole`; kinds are unique among those we read). */
export interface ObjectCheck extends CheckMeta {
  readonly target: { readonly kinds: readonly string[] }
  readonly applies?: (subject: Subject, context: CheckContext) => boolean
  readonly evaluate: (subject: Subject, context: CheckContext) => Iterable<Offence>
}

/** Looks at estate documents of one kind. */
export interface EstateCheck<K extends EstateKind = EstateKind> extends CheckMeta {
  readonly target: { readonly estate: K }
  readonly applies?: (document: DocumentOf<K>, context: CheckContext) => boolean
  readonly evaluate: (document: DocumentOf<K>, context: CheckContext) => Iterable<Offence>
}

export type Check = PodCheck | ObjectCheck | AnyEstateCheck
/** An EstateCheck with its kind forgotten, so that checks of all kinds fit one list. */
export interface AnyEstateCheck extends CheckMeta {
  readonly target: { readonly estate: EstateKind }
  readonly applies?: (document: EstateDocument, context: CheckContext) => boolean
  readonly evaluate: (document: EstateDocument, context: CheckContext) => Iterable<Offence>
}

export const isPodCheck = (check: Check): check is PodCheck => check.target === 'pod'
export const isEstateCheck = (check: Check): check is AnyEstateCheck => check.target !== 'pod' && 'estate' in check.target

/**
 * Gives an estate check the type of its kind inside and the common type outside: the document is looked up by kind and
 * name, so nothing is cast.
 */
export function estateCheck<K extends EstateKind>(check: EstateCheck<K>): AnyEstateCheck {
  const kind = check.target.estate
  const narrow = (document: EstateDocument, context: CheckContext): DocumentOf<K> => {
    const found = context.requireEstate().get(kind, document.name)
    if (found === undefined) throw new Error(`check ${check.id} looks at ${kind}, was given ${document.kind} ${document.name}`)
    return found
  }
  const { applies, evaluate, ...meta } = check
  return {
    ...meta,
    ...(applies === undefined ? {} : { applies: (d: EstateDocument, c: CheckContext) => applies(narrow(d, c), c) }),
    evaluate: (d, c) => evaluate(narrow(d, c), c),
  }
}

export function podCheck(check: Omit<PodCheck, 'target'>): PodCheck {
  return { ...check, target: 'pod' }
}

export function objectCheck(check: ObjectCheck): ObjectCheck {
  return check
}

/** What a check may ask. All of it is data; nothing here does I/O or reads a clock. */
export interface CheckContext {
  /** The instant that the audit judges at (RFC 3339 → milliseconds), from --now. */
  readonly now: number
  /** `1.34` → 34: minor version of the Pod Security Standards definition (--pss-version). */
  readonly pssMinor: number
  /** Level of protection that the subject is judged at: --as-level, else its place's, else the profile's. */
  readonly level: 2 | 3 | 4
  /** The estate, or null without one. Prefer requireEstate(). */
  readonly estate: Estate | null
  /** The estate; without one the check's result becomes `skip: no-estate`. */
  requireEstate(): Estate
  /**
   * Every object of a kind in a namespace ('' = cluster-scoped, '*' = all namespaces), for questions of absence.
   * Where the input did not give the kind whole, the check's result becomes `skip: incomplete`.
   */
  all(kind: string, namespace: string): readonly Subject[]
  /** Objects of the kind that the input happens to hold: for questions that absence does not decide. */
  known(kind: string, namespace: string): readonly Subject[]
  /** One object by name, or undefined when the input does not hold it (which proves nothing unless all() was asked). */
  find(kind: string, namespace: string, name: string): Subject | undefined
  /** Pod templates known in a namespace ('*' = all), owners only. */
  pods(namespace: string): readonly PodTarget[]
  /** Whether the kind was given whole. */
  isComplete(kind: string, namespace: string): boolean
  /** What a waiver's check found in this run on what the waiver names; for checks that run after the others. */
  useOf(waiver: DocumentOf<'Waiver'>): WaiverUse
  /** Reachability by the input's policies, every declared tier included; the estate is needed. Worked out once a snapshot. */
  network(): NetworkProof
  /** Value of a catalogue parameter at the level judged (number as the clause states it). */
  parameter(name: string): number
}

/** Thrown by the context (or a check) when a question cannot be answered from this input; becomes a `skip` finding. */
export class Skip extends Error {
  readonly reason: 'incomplete' | 'unknown-until-apply' | 'no-estate' | 'unsupported'
  readonly text: Text
  constructor(reason: Skip['reason'], text: Text) {
    // An answer, not a fault: nobody reads its stack, and capturing one costs more than most checks do.
    const limit = Error.stackTraceLimit
    Error.stackTraceLimit = 0
    super(text.en)
    Error.stackTraceLimit = limit
    this.reason = reason
    this.text = text
  }
}
