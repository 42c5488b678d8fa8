/** What the estate says about admission on one cluster: compiled policies, and waivers that they cannot follow. */
import type { DocumentOf } from '../estate/document.ts'
import type { Estate } from '../estate/estate.ts'
import { compileAdmission, oldestMinor, type AdmissionObject } from './compile.ts'
import { exemptionsOf, type NotExempted } from './exemptions.ts'
import type { AdmissionInput } from './form.ts'
import { admissionForms } from './forms.ts'

export interface ClusterAdmission {
  /** null where the cluster's servers are too old for ValidatingAdmissionPolicies. */
  readonly objects: readonly AdmissionObject[] | null
  readonly not: readonly NotExempted[]
}

/** @returns a function of the estate alone: nothing appears or goes because a day passed */
export function admissionOf(estate: Estate, cluster: DocumentOf<'Cluster'>): ClusterAdmission {
  const pssMinor = Number(cluster.version.slice(cluster.version.indexOf('.') + 1))
  if (pssMinor < oldestMinor) return { objects: null, not: [] }
  const breakGlass = (estate.root.breakGlass ?? []).flatMap((name) => estate.get('Person', name)?.account ?? []).sort()
  const input: AdmissionInput = { pssMinor, registries: estate.root.registries, breakGlass }
  const checks = new Set(admissionForms(input).map((f) => f.check.id))
  const { exemptions, not } = exemptionsOf(estate, cluster.name, checks)
  const importantZones = estate.of('Zone').filter((z) => z.important === true).map((z) => z.name)
  return { objects: compileAdmission({ ...input, importantZones, exemptions }), not }
}
