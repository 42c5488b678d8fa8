/**
 * Labels that isolation, zones and exemptions rest on: on namespaces, changed only by whoever may change the admission policies
 * themselves (nobody could hold them back anyway). Asked of the server's own authorizer, so it needs no list of names.
 */
import { and, or, text, type Cel } from './cel.ts'

const prefixes = ['ywq.io/', 'pod-security.kubernetes.io/']
const isProtected: Cel = or(...prefixes.map((p) => `k.startsWith(${text(p)})`))
const labelsOf = (object: Cel): Cel => `${object}.metadata.?labels.orValue({})`
const mayChange: Cel = "authorizer.group('admissionregistration.k8s.io').resource('validatingadmissionpolicies').check('update').allowed()"

export const guardName = 'ywq-protected-labels'

/** Name → expression, in order. */
export const guardVariables: Readonly<Record<string, Cel>> = {
  before: `oldObject == null ? {} : ${labelsOf('oldObject')}`,
  after: labelsOf('object'),
}

/** True where no protected label was set, changed or removed, or by whom it may be. */
export const guardExpression: Cel = or(
  mayChange,
  and(
    `variables.after.all(k, !(${isProtected}) || (k in variables.before && variables.before[k] == variables.after[k]))`,
    `variables.before.all(k, !(${isProtected}) || k in variables.after)`,
  ),
)

export const guardMessage = '命名空间上的 ywq.io/ 与 pod-security 标签受保护，只由主管局改动 / labels ywq.io/ and pod-security on namespaces are protected: only the bureau changes them'
