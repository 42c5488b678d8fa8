/**
 * What each role may do, as data. No wildcard, no reading of Secrets, no exec, no escalation (GB/T 22239 x.1.4.2 d: least privilege).
 */
import { policyNames } from '../../policies/names.ts'

export interface Rule {
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  readonly verbs: readonly string[]
  readonly resourceNames?: readonly string[]
}

const read = ['get', 'list', 'watch'] as const
const write = ['create', 'update', 'patch', 'delete'] as const

const workloads = ['deployments', 'statefulsets'] as const

/** A department's delivery pipeline, in its own namespaces: what its apps stack holds. It cannot touch the space itself. */
export const deliveryRules: readonly Rule[] = [
  { apiGroups: [''], resources: ['configmaps', 'persistentvolumeclaims', 'services'], verbs: [...read, ...write] },
  { apiGroups: ['apps'], resources: workloads, verbs: [...read, ...write] },
  { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], verbs: [...read, ...write] },
  { apiGroups: ['batch'], resources: ['cronjobs', 'jobs'], verbs: [...read, ...write] },
  { apiGroups: ['networking.k8s.io'], resources: ['ingresses'], verbs: [...read, ...write] },
  { apiGroups: ['policy'], resources: ['poddisruptionbudgets'], verbs: [...read, ...write] },
  { apiGroups: [''], resources: ['events', 'limitranges', 'pods', 'resourcequotas', 'serviceaccounts'], verbs: read },
  { apiGroups: ['apps'], resources: ['replicasets'], verbs: read },
  // Putting a Secret in place without being able to read any: update and patch would answer with the content.
  { apiGroups: [''], resources: ['secrets'], verbs: ['create', 'delete'] },
  // A tenant sets policy of its own (GB/T 22239 8.2.2.1 d) and cannot change or delete what the space holds: RBAC binds the
  // other verbs to a name; `create` cannot be bound to one (Kubernetes RBAC docs, resourceNames).
  { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs: [...read, 'create'] },
  { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], resourceNames: [policyNames.tenant], verbs: ['update', 'patch', 'delete'] },
]

/** Owner of the system: sees everything but Secrets and logs. */
export const viewerRules: readonly Rule[] = [
  { apiGroups: [''], resources: ['configmaps', 'events', 'limitranges', 'persistentvolumeclaims', 'pods', 'resourcequotas', 'serviceaccounts', 'services'], verbs: read },
  { apiGroups: ['apps'], resources: [...workloads, 'daemonsets', 'replicasets'], verbs: read },
  { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], verbs: read },
  { apiGroups: ['batch'], resources: ['cronjobs', 'jobs'], verbs: read },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: read },
  { apiGroups: ['networking.k8s.io'], resources: ['ingresses', 'networkpolicies'], verbs: read },
  { apiGroups: ['policy'], resources: ['poddisruptionbudgets'], verbs: read },
  { apiGroups: ['rbac.authorization.k8s.io'], resources: ['rolebindings', 'roles'], verbs: read },
]

/** Operator (运维单位): what the viewer sees, logs, and restarting a pod by deleting or evicting it. */
export const operatorRules: readonly Rule[] = [
  ...viewerRules,
  { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
  { apiGroups: [''], resources: ['pods'], verbs: ['delete'] },
  { apiGroups: [''], resources: ['pods/eviction'], verbs: ['create'] },
]
