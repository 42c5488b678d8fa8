/**
 * What the three administrators may do, as data (GB/T 22239 x.1.5.1–3: system, audit and security administration by three people).
 * Each has its own right to act and none has another's; none reads Secrets, none may grant itself more.
 */
import type { Rule } from './rules.ts'

const read = ['get', 'list', 'watch'] as const

/** What the cluster holds, less Secrets and less what only one of the three needs. */
const everything: readonly Rule[] = [
  {
    apiGroups: [''], verbs: read,
    resources: [
      'configmaps', 'endpoints', 'events', 'limitranges', 'namespaces', 'nodes', 'persistentvolumeclaims', 'persistentvolumes', 'pods', 'podtemplates',
      'replicationcontrollers', 'resourcequotas', 'serviceaccounts', 'services',
    ],
  },
  { apiGroups: ['apps'], verbs: read, resources: ['controllerrevisions', 'daemonsets', 'deployments', 'replicasets', 'statefulsets'] },
  { apiGroups: ['autoscaling'], verbs: read, resources: ['horizontalpodautoscalers'] },
  { apiGroups: ['batch'], verbs: read, resources: ['cronjobs', 'jobs'] },
  { apiGroups: ['discovery.k8s.io'], verbs: read, resources: ['endpointslices'] },
  { apiGroups: ['events.k8s.io'], verbs: read, resources: ['events'] },
  { apiGroups: ['networking.k8s.io'], verbs: read, resources: ['ingressclasses', 'ingresses', 'networkpolicies'] },
  { apiGroups: ['node.k8s.io'], verbs: read, resources: ['runtimeclasses'] },
  { apiGroups: ['policy'], verbs: read, resources: ['poddisruptionbudgets'] },
  { apiGroups: ['scheduling.k8s.io'], verbs: read, resources: ['priorityclasses'] },
  { apiGroups: ['storage.k8s.io'], verbs: read, resources: ['csidrivers', 'csinodes', 'storageclasses', 'volumeattachments'] },
]

/** Grants and admission: what security is judged by. */
const controls: readonly Rule[] = [
  { apiGroups: ['rbac.authorization.k8s.io'], verbs: read, resources: ['clusterrolebindings', 'clusterroles', 'rolebindings', 'roles'] },
  {
    apiGroups: ['admissionregistration.k8s.io'], verbs: read,
    resources: ['mutatingwebhookconfigurations', 'validatingadmissionpolicies', 'validatingadmissionpolicybindings', 'validatingwebhookconfigurations'],
  },
]

/** System administrator: keeps nodes and pods running; changes no policy. */
export const systemAdminRules: readonly Rule[] = [
  ...everything,
  { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
  { apiGroups: [''], resources: ['nodes'], verbs: ['patch', 'update'] },
  { apiGroups: [''], resources: ['pods'], verbs: ['delete'] },
  { apiGroups: [''], resources: ['pods/eviction'], verbs: ['create'] },
]

/** Security administrator: network policies and admission policies; runs nothing. */
export const securityAdminRules: readonly Rule[] = [
  ...everything, ...controls,
  { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs: ['create', 'delete', 'patch', 'update'] },
  { apiGroups: ['admissionregistration.k8s.io'], resources: ['validatingadmissionpolicies', 'validatingadmissionpolicybindings'], verbs: ['create', 'delete', 'patch', 'update'] },
]

/** Audit administrator: sees what the other two did; changes nothing. */
export const auditAdminRules: readonly Rule[] = [...everything, ...controls]

/**
 * The exporter: what the checks read (RBAC has no metadata-only verb, so Secrets are left out altogether), and asking the API server
 * whether whoever scrapes it may.
 */
export const exporterRules: readonly Rule[] = [
  ...everything, ...controls,
  { apiGroups: ['authentication.k8s.io'], resources: ['tokenreviews'], verbs: ['create'] },
  { apiGroups: ['authorization.k8s.io'], resources: ['subjectaccessreviews'], verbs: ['create'] },
]
