/** Which requests a policy looks at: kinds, namespaces, conditions; and how it finds the pod in what it is given. */
import type { KindInfo } from '../kinds.ts'
import { namespaceLabel } from '../network/baseline.ts'
import { clusterRbac, namespacedRbac, serverNamespaces } from '../server-objects.ts'
import { and, or, requestName, requestNamespace, texts, type Cel } from './cel.ts'
import type { AdmissionForm } from './form.ts'

/** Every namespace but those of the cluster's own components, by the one label that nobody can write. */
export function namespaceSelector(): unknown {
  return { matchExpressions: [{ key: namespaceLabel, operator: 'NotIn', values: [...serverNamespaces] }] }
}

export const isRbac = (kind: KindInfo): boolean => kind.group === 'rbac.authorization.k8s.io'

/** One rule an API group, each resource once. A pod's debug containers come by a subresource of their own. */
export function resourceRules(kinds: readonly KindInfo[], withDebugContainers = false): readonly unknown[] {
  const groups = [...new Set(kinds.map((k) => `${k.group}/${k.version}`))]
  return groups.map((group) => {
    const members = kinds.filter((k) => `${k.group}/${k.version}` === group)
    const resources = members.map((k) => k.resource)
    if (withDebugContainers && resources.includes('pods')) resources.push('pods/ephemeralcontainers')
    return { apiGroups: [members[0]?.group ?? ''], apiVersions: [members[0]?.version ?? ''], operations: ['CREATE', 'UPDATE'], resources, scope: '*' }
  })
}

interface Condition {
  readonly name: string
  readonly expression: Cel
}

/** A finalizer must be removable from whatever exists. */
export const notBeingDeleted: Condition = { name: 'not-being-deleted', expression: "request.operation == 'CREATE' || !has(object.metadata.deletionTimestamp)" }

/** Controllers whose objects are judged through their owner; the second form is that of a manager without accounts of its own for each. */
const controllers = [
  ...['replicaset', 'replication', 'statefulset', 'job', 'deployment', 'cronjob'].map((name) => `system:serviceaccount:kube-system:${name}-controller`),
  'system:serviceaccount:kube-system:daemon-set-controller', 'system:kube-controller-manager',
]

const podOf = (object: Cel): Cel =>
  `(${object}.kind == 'Pod' ? dyn(${object}).spec : ${object}.kind == 'PodTemplate' ? dyn(${object}).template : ${object}.kind == 'CronJob' ? dyn(${object}).spec.jobTemplate : dyn(${object}).spec.?template.orValue({}))`

/** Objects that a policy looks at, beyond kind and namespace. */
export function matchConditions(form: AdmissionForm, kinds: readonly KindInfo[]): readonly Condition[] {
  const list: Condition[] = [notBeingDeleted]
  const changed = form.on === 'pod' ? [`${podOf('object')} != ${podOf('oldObject')}`] : (form.looksAt ?? []).map((path) => `object${path} != oldObject${path}`)
  list.push({ name: 'changes-what-is-judged', expression: or("request.operation == 'CREATE'", ...changed) })
  if (kinds.some((k) => k.kind === 'Pod')) {
    list.push({
      name: 'judged-through-owner',
      expression: `!(${and(`request.userInfo.username in ${texts(controllers)}`, 'object.metadata.?ownerReferences.orValue([]).exists(o, o.?controller.orValue(false))')})`,
    })
  }
  if (kinds.some((k) => k.kind === 'Namespace')) list.push({ name: 'not-the-servers-namespace', expression: `!(${requestName} in ${texts([...serverNamespaces, 'default'])})` })
  if (kinds.some((k) => k.kind === 'Service')) list.push({ name: 'not-the-servers-service', expression: `!(request.kind.kind == 'Service' && ${requestNamespace} == 'default' && ${requestName} == 'kubernetes')` })
  if (form.server !== true && kinds.some(isRbac)) list.push({ name: 'not-the-servers-role', expression: `!(${serversRbac})` })
  return list
}

/** server-objects.ts: isServersRbac. */
const serversRbac: Cel = or(
  and(`${requestNamespace} == ''`, `${requestName} in ${texts(clusterRbac)}`),
  and(`${requestNamespace} in ${texts(serverNamespaces)}`, `${requestName} in ${texts(namespacedRbac)}`),
  and(`${requestName}.startsWith('system:')`, "object.metadata.?labels[?'kubernetes.io/bootstrapping'].orValue('') == 'rbac-defaults'", `${requestNamespace} in ${texts(['', ...serverNamespaces])}`),
)

/** From any object that bears a pod to the pod and its parts; nothing where it bears none (a ReplicationController without a template). */
export const podVariables: Readonly<Record<string, Cel>> = {
  pod: "object.kind == 'Pod' ? dyn(object) : object.kind == 'PodTemplate' ? dyn(object).template : object.kind == 'CronJob' ? dyn(object).spec.jobTemplate.spec.template : dyn(object).spec.?template.orValue({})",
  hasPod: 'has(variables.pod.spec)',
  spec: 'variables.hasPod ? variables.pod.spec : dyn({})',
  annotations: 'variables.pod.?metadata.?annotations.orValue({})',
  containers: "variables.spec.?containers.orValue([]) + variables.spec.?initContainers.orValue([]) + variables.spec.?ephemeralContainers.orValue([])",
  contexts: '(has(variables.spec.securityContext) ? [variables.spec.securityContext] : []) + variables.containers.filter(c, has(c.securityContext)).map(c, c.securityContext)',
}
