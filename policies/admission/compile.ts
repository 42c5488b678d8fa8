/**
 * Checks → ValidatingAdmissionPolicies and their bindings (admissionregistration.k8s.io/v1), as plain objects. One policy a check.
 * Objects made by Kubernetes' own controllers are judged through their owner, as in the audit: turning the wall on stops no workload
 * that runs, it stops the next change. What is being deleted is let go, and an update that leaves the pod as it was.
 */
import type { Check } from '../check.ts'
import { kindByName, type KindInfo } from '../kinds.ts'
import { labels, managedBy } from '../names.ts'
import { podBearingKinds } from '../pod-target.ts'
import { bindingsOf, type Enforcement } from './bindings.ts'
import { and, or } from './cel.ts'
import { exemptionPrefix, type Exemption } from './exemptions.ts'
import type { AdmissionForm, AdmissionInput } from './form.ts'
import { admissionForms } from './forms.ts'
import { guardExpression, guardMessage, guardName, guardVariables } from './guard.ts'
import { isRbac, matchConditions, namespaceSelector, notBeingDeleted, podVariables, resourceRules } from './match.ts'

export const admissionApi = 'admissionregistration.k8s.io/v1'

/** First minor version of Kubernetes whose servers have ValidatingAdmissionPolicies in v1. */
export const oldestMinor = 30

/** A Kubernetes object as it is written to the server. */
export interface AdmissionObject {
  readonly apiVersion: typeof admissionApi
  readonly kind: 'ValidatingAdmissionPolicy' | 'ValidatingAdmissionPolicyBinding'
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> }
  readonly spec: Readonly<Record<string, unknown>>
}

export interface CompileOptions extends AdmissionInput, Enforcement {
  readonly exemptions: readonly Exemption[]
}

/** Name of the policy of a check, and of its binding. */
export const policyName = (check: string): string => `ywq-${check}`

/**
 * @param options pssMinor at least oldestMinor
 * @returns policies and bindings of every check that has an admission form, and the guard over protected labels; sorted by check
 */
export function compileAdmission(options: CompileOptions): readonly AdmissionObject[] {
  const compiled = admissionForms(options).flatMap(({ check, form }) => {
    const kinds = kindsOf(form)
    return [
      object('ValidatingAdmissionPolicy', policyName(check.id), check.severity, policySpec(check, form, kinds, options.exemptions.filter((e) => e.check === check.id))),
      ...bindingsOf(policyName(check.id), check.severity, kinds, options).map(({ name, spec }) => object('ValidatingAdmissionPolicyBinding', name, check.severity, spec)),
    ]
  })
  return [...compiled, ...guard()]
}

function object(kind: AdmissionObject['kind'], name: string, severity: string, spec: AdmissionObject['spec']): AdmissionObject {
  return { apiVersion: admissionApi, kind, metadata: { name, labels: { [labels.managedBy]: managedBy, [labels.component]: 'admission', [labels.severity]: severity } }, spec }
}

function kindsOf(form: AdmissionForm): readonly KindInfo[] {
  return (form.on === 'pod' ? podBearingKinds : form.on).map((name) => {
    const kind = kindByName.get(name)
    if (kind === undefined) throw new Error(`admission form of ${form.check}: no kind ${name}`)
    return kind
  })
}

function policySpec(check: Check, form: AdmissionForm, kinds: readonly KindInfo[], exemptions: readonly Exemption[]): AdmissionObject['spec'] {
  const isPod = form.on === 'pod'
  const when = [...(isPod ? ['variables.hasPod'] : []), ...(form.when === undefined ? [] : [form.when])]
  const selects = kinds.every((k) => k.namespaced && !isRbac(k)) ? { namespaceSelector: namespaceSelector() } : {}
  return {
    failurePolicy: 'Fail',
    matchConstraints: { matchPolicy: 'Equivalent', ...selects, resourceRules: resourceRules(kinds, isPod) },
    matchConditions: [...matchConditions(form, kinds), ...exemptions.map((e) => ({ name: `${exemptionPrefix}${e.waiver}`, expression: `!(${e.matches})` }))],
    variables: Object.entries({ ...(isPod ? podVariables : { object: 'dyn(object)' }), ...form.variables }).map(([name, expression]) => ({ name, expression })),
    validations: Object.entries(form.admits).map(([reason, expression]) => ({
      expression: when.length === 0 ? expression : or(`!(${and(...when)})`, expression), message: message(check, reason), reason: 'Forbidden',
    })),
  }
}

/** What the user reads in the denial: check, then the reason in both languages. */
export function message(check: Check, reason: string): string {
  const { zh, en } = check.reasons[reason] ?? check.title
  return `[${check.id}] ${zh} / ${en}`
}

function guard(): readonly AdmissionObject[] {
  const namespaces = kindByName.get('Namespace')
  return [
    object('ValidatingAdmissionPolicy', guardName, 'critical', {
      failurePolicy: 'Fail',
      matchConstraints: { matchPolicy: 'Equivalent', resourceRules: resourceRules(namespaces === undefined ? [] : [namespaces]) },
      matchConditions: [notBeingDeleted],
      variables: Object.entries(guardVariables).map(([name, expression]) => ({ name, expression })),
      validations: [{ expression: guardExpression, message: `[${guardName.slice(4)}] ${guardMessage}`, reason: 'Forbidden' }],
    }),
    object('ValidatingAdmissionPolicyBinding', guardName, 'critical', { policyName: guardName, validationActions: ['Deny', 'Audit'] }),
  ]
}
