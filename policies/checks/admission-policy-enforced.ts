/**
 * Restricted fields: ValidatingAdmissionPolicies (failurePolicy, spec.matchConstraints.namespaceSelector) and their bindings
 * (validationActions, matchResources.namespaceSelector).
 * Allowed values: failurePolicy Fail (or unset, which is Fail); a binding that holds Deny, or Warn or Audit where the policy is labelled as
 * compiled from a check of medium or low severity; namespace selectors that leave out only the server's and the platform's own
 * namespaces, by kubernetes.io/metadata.name; exemptions (matchConditions waiver-NAME) of Waivers that are approved and have not expired:
 * the server has no clock and goes on exempting.
 */
import { exemptionPrefix } from '../admission/exemptions.ts'
import { objectCheck, type CheckContext, type Offence } from '../check.ts'
import type { LabelSelector } from '../kubernetes.ts'
import { labels, platformNamespaces } from '../names.ts'
import { namespaceLabel } from '../network/baseline.ts'
import { metadataOf } from '../placed.ts'
import { serverNamespaces } from '../server-objects.ts'
import type { Subject } from '../subject.ts'
import { hasPassed } from '../today.ts'

interface PolicySpec {
  readonly failurePolicy?: string
  readonly matchConstraints?: { readonly namespaceSelector?: LabelSelector }
  readonly matchConditions?: readonly { readonly name?: string }[]
}
interface BindingSpec {
  readonly policyName?: string
  readonly validationActions?: readonly string[]
  readonly matchResources?: { readonly namespaceSelector?: LabelSelector }
}

const exempt: readonly string[] = [...serverNamespaces, ...Object.values(platformNamespaces)]

export const admissionPolicyEnforced = objectCheck({
  id: 'admission-policy-enforced',
  severity: 'high',
  title: { zh: '准入策略强制执行', en: 'Admission policy is enforced' },
  aliases: { cis: ['5.2.1'] },
  why: { zh: '只警告、只审计或遇错放行的准入策略拦不住任何东西。', en: 'An admission policy that warns, audits or lets through on error stops nothing.' },
  remedy: { zh: '绑定用 Deny，failurePolicy 用 Fail，只排除服务端和平台自己的命名空间。', en: 'Bind with Deny, fail with Fail, and leave out only the server’s and the platform’s namespaces.' },
  snippet: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: ywq-images }
spec: { policyName: ywq-images, validationActions: [Deny] }
`,
  reasons: {
    'not-denying': { zh: '没有以 Deny 绑定，违规仍会放行', en: 'not bound with Deny: what breaks the policy is admitted' },
    'fails-open': { zh: '策略出错时放行（failurePolicy: Ignore）', en: 'the policy lets through on error (failurePolicy: Ignore)' },
    'exemption-expired': { zh: '豁免已到期，准入仍在放行', en: 'the waiver has expired and admission still exempts' },
    'exemption-without-waiver': { zh: '准入放行所依据的豁免不在声明里，或没有批准', en: 'admission exempts for a waiver that the estate does not hold or nobody approved' },
    'undeclared-exclusion': { zh: '排除了不该排除的命名空间', en: 'namespaces are left out that must not be' },
  },
  target: { kinds: ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'] },
  evaluate: (subject, context) => (subject.kind === 'ValidatingAdmissionPolicy' ? policy(subject, context) : binding(subject)),
})

function* policy(subject: Subject, context: CheckContext): Iterable<Offence> {
  const spec = (subject.object['spec'] ?? {}) as PolicySpec
  if (spec.failurePolicy === 'Ignore') yield { reason: 'fails-open', path: 'spec.failurePolicy', found: 'Ignore' }
  yield* exclusions(spec.matchConstraints?.namespaceSelector, 'spec.matchConstraints.namespaceSelector')
  yield* exemptions(spec, context)
  const binds = (b: Subject): boolean => ((b.object['spec'] ?? {}) as BindingSpec).policyName === subject.name
  if (!context.known('ValidatingAdmissionPolicyBinding', '').some(binds) && !context.all('ValidatingAdmissionPolicyBinding', '').some(binds)) yield { reason: 'not-denying', path: 'ValidatingAdmissionPolicyBinding', found: '—' }
}

function* binding(subject: Subject): Iterable<Offence> {
  const spec = (subject.object['spec'] ?? {}) as BindingSpec
  const mild = ['medium', 'low'].includes(metadataOf(subject).labels?.[labels.severity] ?? '')
  if (!mild && !(spec.validationActions ?? []).includes('Deny')) yield { reason: 'not-denying', path: 'spec.validationActions', found: (spec.validationActions ?? []).join(', ') }
  yield* exclusions(spec.matchResources?.namespaceSelector, 'spec.matchResources.namespaceSelector')
}

function* exclusions(selector: LabelSelector | undefined, path: string): Iterable<Offence> {
  for (const { key, operator, values = [] } of selector?.matchExpressions ?? []) {
    if (operator !== 'NotIn' && operator !== 'DoesNotExist') continue
    const undeclared = key === namespaceLabel && operator === 'NotIn' ? values.filter((name) => !exempt.includes(name)) : [key]
    if (undeclared.length > 0) yield { reason: 'undeclared-exclusion', path: `${path}[${key}]`, found: undeclared.join(', ') }
  }
}

function* exemptions({ matchConditions = [] }: PolicySpec, context: CheckContext): Iterable<Offence> {
  for (const { name = '' } of matchConditions) {
    if (!name.startsWith(exemptionPrefix)) continue
    const waiver = context.requireEstate().get('Waiver', name.slice(exemptionPrefix.length))
    const path = `spec.matchConditions[${name}]`
    if (waiver === undefined || context.requireEstate().approvalsOf(waiver).length === 0) yield { reason: 'exemption-without-waiver', path }
    else if (hasPassed(waiver.expires, context)) yield { reason: 'exemption-expired', path, found: waiver.expires }
  }
}
