/**
 * Rules of the user-facing ClusterRoles that every Kubernetes server has (1.34, bootstrappolicy), for inputs that name them
 * without holding them: manifests and plans never do. Live input brings its own, with what was aggregated into them.
 */
import type { PolicyRule } from '../kubernetes.ts'

const read = ['get', 'list', 'watch']
const write = ['create', 'delete', 'deletecollection', 'patch', 'update']
const rule = (apiGroup: string, resources: string, verbs: readonly string[]): PolicyRule => ({ apiGroups: [apiGroup], resources: resources.split(' '), verbs })

const view: readonly PolicyRule[] = [
  rule('', 'configmaps endpoints persistentvolumeclaims persistentvolumeclaims/status pods replicationcontrollers replicationcontrollers/scale serviceaccounts services services/status', read),
  rule('', 'bindings events limitranges namespaces/status pods/log pods/status replicationcontrollers/status resourcequotas resourcequotas/status namespaces', read),
  rule('discovery.k8s.io', 'endpointslices', read),
  rule('apps', 'controllerrevisions daemonsets daemonsets/status deployments deployments/scale deployments/status replicasets replicasets/scale replicasets/status statefulsets statefulsets/scale statefulsets/status', read),
  rule('autoscaling', 'horizontalpodautoscalers horizontalpodautoscalers/status', read),
  rule('batch', 'cronjobs cronjobs/status jobs jobs/status', read),
  rule('policy', 'poddisruptionbudgets poddisruptionbudgets/status', read),
  rule('networking.k8s.io', 'ingresses ingresses/status networkpolicies', read),
  rule('resource.k8s.io', 'resourceclaims resourceclaims/status resourceclaimtemplates', read),
]

const edit: readonly PolicyRule[] = [
  ...view,
  rule('', 'pods/attach pods/exec pods/portforward pods/proxy secrets services/proxy', read),
  rule('', 'serviceaccounts', ['impersonate']),
  rule('', 'pods pods/attach pods/exec pods/portforward pods/proxy', write),
  rule('', 'pods/eviction serviceaccounts/token', ['create']),
  rule('', 'configmaps events persistentvolumeclaims replicationcontrollers replicationcontrollers/scale secrets serviceaccounts services services/proxy', write),
  rule('apps', 'daemonsets deployments deployments/rollback deployments/scale replicasets replicasets/scale statefulsets statefulsets/scale', write),
  rule('autoscaling', 'horizontalpodautoscalers', write),
  rule('batch', 'cronjobs jobs', write),
  rule('policy', 'poddisruptionbudgets', write),
  rule('networking.k8s.io', 'ingresses networkpolicies', write),
  rule('coordination.k8s.io', 'leases', [...read, ...write]),
  rule('resource.k8s.io', 'resourceclaims resourceclaimtemplates', write),
]

const admin: readonly PolicyRule[] = [
  ...edit,
  rule('authorization.k8s.io', 'localsubjectaccessreviews', ['create']),
  rule('rbac.authorization.k8s.io', 'rolebindings roles', [...read, ...write]),
]

export const builtInRoles: ReadonlyMap<string, readonly PolicyRule[]> = new Map([
  ['view', view],
  ['edit', edit],
  ['admin', admin],
  ['cluster-admin', [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }, { nonResourceURLs: ['*'], verbs: ['*'] }]],
])

/** Roles that show an API's shape and health and nothing of its contents; Kubernetes binds them to every caller itself. */
export const discoveryRoles: ReadonlySet<string> = new Set(['system:discovery', 'system:basic-user', 'system:public-info-viewer', 'system:service-account-issuer-discovery'])
