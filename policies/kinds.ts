/**
 * The built-in kinds that we read: API group, resource name and whether they live in a namespace (Kubernetes API reference v1.34).
 * A kind name alone is ambiguous (`Service` of serving.knative.dev is not ours), so look-ups go through this table.
 */

export interface KindInfo {
  readonly kind: string
  readonly group: string
  readonly version: string
  readonly resource: string
  readonly namespaced: boolean
}

const rows: readonly (readonly [kind: string, group: string, version: string, resource: string, namespaced: boolean])[] = [
  ['Namespace', '', 'v1', 'namespaces', false],
  ['Node', '', 'v1', 'nodes', false],
  ['PersistentVolume', '', 'v1', 'persistentvolumes', false],
  ['PersistentVolumeClaim', '', 'v1', 'persistentvolumeclaims', true],
  ['ConfigMap', '', 'v1', 'configmaps', true],
  ['Secret', '', 'v1', 'secrets', true],
  ['Service', '', 'v1', 'services', true],
  ['ServiceAccount', '', 'v1', 'serviceaccounts', true],
  ['ResourceQuota', '', 'v1', 'resourcequotas', true],
  ['LimitRange', '', 'v1', 'limitranges', true],
  ['Pod', '', 'v1', 'pods', true],
  ['PodTemplate', '', 'v1', 'podtemplates', true],
  ['ReplicationController', '', 'v1', 'replicationcontrollers', true],
  ['Deployment', 'apps', 'v1', 'deployments', true],
  ['ReplicaSet', 'apps', 'v1', 'replicasets', true],
  ['StatefulSet', 'apps', 'v1', 'statefulsets', true],
  ['DaemonSet', 'apps', 'v1', 'daemonsets', true],
  ['Job', 'batch', 'v1', 'jobs', true],
  ['CronJob', 'batch', 'v1', 'cronjobs', true],
  ['HorizontalPodAutoscaler', 'autoscaling', 'v2', 'horizontalpodautoscalers', true],
  ['PodDisruptionBudget', 'policy', 'v1', 'poddisruptionbudgets', true],
  ['NetworkPolicy', 'networking.k8s.io', 'v1', 'networkpolicies', true],
  ['Ingress', 'networking.k8s.io', 'v1', 'ingresses', true],
  ['IngressClass', 'networking.k8s.io', 'v1', 'ingressclasses', false],
  ['Role', 'rbac.authorization.k8s.io', 'v1', 'roles', true],
  ['RoleBinding', 'rbac.authorization.k8s.io', 'v1', 'rolebindings', true],
  ['ClusterRole', 'rbac.authorization.k8s.io', 'v1', 'clusterroles', false],
  ['ClusterRoleBinding', 'rbac.authorization.k8s.io', 'v1', 'clusterrolebindings', false],
  ['StorageClass', 'storage.k8s.io', 'v1', 'storageclasses', false],
  ['PriorityClass', 'scheduling.k8s.io', 'v1', 'priorityclasses', false],
  ['RuntimeClass', 'node.k8s.io', 'v1', 'runtimeclasses', false],
  ['ValidatingAdmissionPolicy', 'admissionregistration.k8s.io', 'v1', 'validatingadmissionpolicies', false],
  ['ValidatingAdmissionPolicyBinding', 'admissionregistration.k8s.io', 'v1', 'validatingadmissionpolicybindings', false],
  ['ValidatingWebhookConfiguration', 'admissionregistration.k8s.io', 'v1', 'validatingwebhookconfigurations', false],
  ['MutatingWebhookConfiguration', 'admissionregistration.k8s.io', 'v1', 'mutatingwebhookconfigurations', false],
  ['ClusterNetworkPolicy', 'policy.networking.k8s.io', 'v1alpha2', 'clusternetworkpolicies', false],
  ['AdminNetworkPolicy', 'policy.networking.k8s.io', 'v1alpha1', 'adminnetworkpolicies', false],
  ['BaselineAdminNetworkPolicy', 'policy.networking.k8s.io', 'v1alpha1', 'baselineadminnetworkpolicies', false],
  ['Gateway', 'gateway.networking.k8s.io', 'v1', 'gateways', true],
  ['HTTPRoute', 'gateway.networking.k8s.io', 'v1', 'httproutes', true],
  ['CustomResourceDefinition', 'apiextensions.k8s.io', 'v1', 'customresourcedefinitions', false],
]

export const kinds: readonly KindInfo[] = rows.map(([kind, group, version, resource, namespaced]) => ({ kind, group, version, resource, namespaced }))

export const kindByName: ReadonlyMap<string, KindInfo> = new Map(kinds.map((k) => [k.kind, k]))
