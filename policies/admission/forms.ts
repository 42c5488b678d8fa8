/** The list of admission forms at an input, each with its check: the vocabulary of the admission stack. */
import type { Check } from '../check.ts'
import { checks } from '../checks/index.ts'
import { exposureForms } from './exposure.ts'
import type { AdmissionForm, AdmissionInput, FormOf } from './form.ts'
import { podSecurityForms } from './pod-security.ts'
import { rbacForms } from './rbac.ts'
import { workloadForms } from './workloads.ts'

export interface CheckForm {
  readonly check: Check
  readonly form: AdmissionForm
}

const forms: readonly FormOf[] = [...podSecurityForms, ...workloadForms, ...exposureForms, ...rbacForms]

/**
 * Every check that has something to say at admission, sorted by id.
 * @throws Error where a form names a check that does not exist (a fault of this program, held by a test)
 */
export function admissionForms(input: AdmissionInput): readonly CheckForm[] {
  const byId = new Map(checks.map((c) => [c.id, c]))
  return forms.flatMap((make) => make(input) ?? []).map((form) => {
    const check = byId.get(form.check)
    if (check === undefined) throw new Error(`admission form of ${form.check}: no such check`)
    return { check, form }
  }).sort((a, b) => (a.check.id < b.check.id ? -1 : 1))
}
