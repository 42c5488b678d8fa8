/** Admission forms of the checks on Roles and bindings: wildcards, anonymous subjects, cluster-admin, and rights that only declared roles give. */
import { escalationLimit } from '../checks/no-escalation-verbs.ts'
import { execLimit } from '../checks/exec-attach-limited.ts'
import { podCreationLimit } from '../checks/pod-creation-limited.ts'
import { networkPolicyLimit, policyLimit } from '../checks/policy-changes-by-authorised-only.ts'
import { secretsReadLimit } from '../checks/secrets-read-limited.ts'
import { snapshotLimit } from '../checks/snapshot-access-limited.ts'
import { labels } from '../names.ts'
import { bindingKinds, roleKinds } from '../rbac/bindings.ts'
import { builtInRoles, discoveryRoles } from '../rbac/built-in-roles.ts'
import type { GrantLimit, Right } from '../rbac/grants.ts'
import { allows } from '../rbac/rules.ts'
import { serverNamespaces } from '../server-objects.ts'
import type { Text } from '../text.ts'
import { all, and, or, requestNamespace, text, texts, valueAt, type Cel } from './cel.ts'
import type { AdmissionForm, FormOf } from './form.ts'

const rules: Cel = valueAt('variables.object', ['rules'], '[]')
const subjects: Cel = valueAt('variables.object', ['subjects'], '[]')
/** A binding's roleRef cannot change. */
const looksAt = ['.?rules', '.?subjects']
const isRole: Cel = `variables.object.kind in ${texts(roleKinds)}`
const listOf = (field: string): Cel => valueAt('r', [field], '[]')
const is = (kind: string, name: string): Cel => and(`s.kind == ${text(kind)}`, `s.name == ${text(name)}`)
const refersTo = (names: Iterable<string>): Cel => and("variables.object.roleRef.kind == 'ClusterRole'", `variables.object.roleRef.name in ${texts(names)}`)

/** One rule `r` gives some verb of the right (rbac/rules.ts: covers, with no name asked for). */
function gives({ group, resource, verbs }: Right): Cel {
  const slash = resource.indexOf('/')
  const isSubresource = slash >= 0
  // The authorizer does not know the name of a whole object that is created: a rule limited by names never covers it.
  const named = verbs.filter((v) => isSubresource || (v !== 'create' && v !== 'deletecollection'))
  const someVerb = (wanted: readonly string[]): Cel => `${listOf('verbs')}.exists(v, v in ${texts([...wanted, '*'])})`
  return and(
    `${listOf('apiGroups')}.exists(g, g in ${texts([group, '*'])})`,
    `${listOf('resources')}.exists(x, x in ${texts([resource, '*', ...(isSubresource ? [`*${resource.slice(slash)}`] : [])])})`,
    or(and(`size(${listOf('resourceNames')}) == 0`, someVerb(verbs)), ...(named.length === 0 ? [] : [someVerb(named)])),
  )
}

/** The role does not give what the limit reserves, or is one that may. */
const keeps = (limit: GrantLimit): Cel => or(`variables.object.metadata.?name.orValue('') in ${texts(limit.roles)}`, all(rules, 'r', `!(${or(...limit.rights.map(gives))})`))

/** Identities of the control plane itself (rbac/bindings.ts: isControlPlane). */
const isControlPlane: Cel = [
  `s.kind == 'ServiceAccount' ? s.?namespace.orValue(${requestNamespace}) in ${texts(serverNamespaces)}`,
  `s.kind == 'User' ? (s.name.matches('^system:serviceaccount:[^:]+:[^:]+$') ? s.name.split(':')[2] in ${texts(serverNamespaces)} : s.name.startsWith('system:') && s.name != 'system:anonymous')`,
  `s.name.startsWith('system:serviceaccounts:') ? s.name.substring(23) in ${texts(serverNamespaces)}`,
  `s.name.startsWith('system:') && !(s.name in ${texts(['system:serviceaccounts', 'system:authenticated', 'system:unauthenticated'])})`,
].join(' : ')

/** Roles that every server has and that give what a limit reserves; cluster-admin has a check of its own. */
const builtInGiving = (limit: GrantLimit): readonly string[] =>
  [...builtInRoles].filter(([name, given]) => name !== 'cluster-admin' && limit.rights.some(({ group, resource, verbs }) => verbs.some((verb) => allows(given, { verb, group, resource })))).map(([name]) => name)

const byRegister: Text = { zh: '角色的持有人随账户登记册和命名空间归属逐日变化；这些绑定只由空间栈写', en: 'who may hold the role follows the account register day by day; only the space stack writes these bindings' }
const noBuiltIn: Text = { zh: '没有哪个内置角色给这些权限；自建的角色由 granted-by-role 拦下', en: 'no role that every server has gives these rights; a role of one’s own is stopped by granted-by-role' }

function limited(check: string, limits: readonly GrantLimit[], options: { readonly when?: Cel; readonly hasHolders?: boolean } = {}): AdmissionForm {
  const builtIn = [...new Set(limits.flatMap(builtInGiving))]
  return {
    check, on: [...roleKinds, ...bindingKinds], looksAt, ...(options.when === undefined ? {} : { when: options.when }),
    admits: {
      'granted-by-role': or(`!(${isRole})`, and(...limits.map(keeps))),
      ...(builtIn.length === 0 ? {} : { 'granted-by-binding': or(isRole, `!(${refersTo(builtIn)})`, all(subjects, 's', isControlPlane)) }),
    },
    leaves: { ...(builtIn.length === 0 ? { 'granted-by-binding': noBuiltIn } : {}), ...(options.hasHolders === false ? {} : { 'held-by-undeclared-subject': byRegister }) },
  }
}

const isInstallers: Cel = or(
  and("variables.object.kind == 'ClusterRoleBinding'", is('Group', 'system:masters'), "variables.object.metadata.?name.orValue('') == 'cluster-admin'"),
  and("variables.object.kind == 'ClusterRoleBinding'", is('Group', 'kubeadm:cluster-admins'), "variables.object.metadata.?name.orValue('') == 'kubeadm:cluster-admins'"),
)
const isClusterInfo: Cel = and(`${requestNamespace} == 'kube-public'`, "variables.object.roleRef.name == 'kubeadm:bootstrap-signer-clusterinfo'")
const isTest: Cel = `namespaceObject != null && namespaceObject.metadata.?labels[?${text(labels.environment)}].orValue('') == 'test'`

export const rbacForms: readonly FormOf[] = [
  () => ({
    check: 'no-wildcard-rbac', on: roleKinds, looksAt: ['.?rules'],
    admits: Object.fromEntries([['verb', 'verbs'], ['resource', 'resources'], ['api-group', 'apiGroups'], ['url', 'nonResourceURLs']].map(([word = '', field = '']) =>
      [`wildcard-${word}`, all(rules, 'r', all(listOf(field), 'e', "!e.contains('*')"))])),
  }),
  () => limited('no-escalation-verbs', [escalationLimit]),
  () => limited('exec-attach-limited', [execLimit]),
  () => limited('secrets-read-limited', [secretsReadLimit], { hasHolders: false }),
  () => limited('snapshot-access-limited', [snapshotLimit]),
  () => limited('pod-creation-limited', [podCreationLimit], { when: `!(${isTest})` }),
  () => limited('policy-changes-by-authorised-only', [policyLimit, networkPolicyLimit]),
  () => ({
    check: 'no-anonymous-binding', on: bindingKinds, server: true, looksAt,
    admits: {
      'anonymous-bound': or(isClusterInfo, refersTo(['system:public-info-viewer']), all(subjects, 's', `!(${or(is('User', 'system:anonymous'), is('Group', 'system:unauthenticated'))})`)),
      'authenticated-bound': or(refersTo(discoveryRoles), all(subjects, 's', `!(${is('Group', 'system:authenticated')})`)),
    },
  }),
  ({ breakGlass }) => ({
    check: 'cluster-admin-limited', on: bindingKinds, server: true, looksAt,
    admits: {
      'names-system-masters': all(subjects, 's', or(isInstallers, `!(${is('Group', 'system:masters')})`)),
      'bound-to-cluster-admin': or(
        `!(${refersTo(['cluster-admin'])})`,
        all(subjects, 's', or(isInstallers, is('Group', 'system:masters'), and("s.kind == 'User'", `s.name in ${texts(breakGlass)}`))),
      ),
    },
    leaves: { 'bound-to-equal-role': { zh: '所绑定的角色是另一个对象；全权角色本身由 no-wildcard-rbac 拦下', en: 'the role bound is another object; a role that gives everything is itself stopped by no-wildcard-rbac' } },
  }),
]
