/**
 * Whose object is it: the named, versioned list of what Kubernetes itself writes, so that nobody is blamed for it.
 * Source: Kubernetes 1.34, plugin/pkg/auth/authorizer/rbac/bootstrappolicy and pkg/apis/flowcontrol/bootstrap;
 * older releases hold a subset. Names a person could borrow (`system:…`) count only when listed or labelled as RBAC defaults;
 * checks that must not be fooled by a borrowed name judge the `server` scope as well (see cluster-admin-limited).
 */
import { platformNamespaces } from './names.ts'
import type { SubjectScope } from './subject.ts'

/** Namespaces that the API server creates and whose contents belong to the cluster's own components. */
export const serverNamespaces: readonly string[] = ['kube-system', 'kube-public', 'kube-node-lease']

const rbacGroup = 'rbac.authorization.k8s.io'

/** ClusterRoles without the `system:` prefix. */
const userFacingRoles = ['cluster-admin', 'admin', 'edit', 'view']

/** ClusterRoles and ClusterRoleBindings `system:<name>`; bindings bear the name of their role. */
const systemRoles = [
  'aggregate-to-admin', 'aggregate-to-edit', 'aggregate-to-view', 'auth-delegator', 'basic-user',
  'certificates.k8s.io:certificatesigningrequests:nodeclient', 'certificates.k8s.io:certificatesigningrequests:selfnodeclient',
  'certificates.k8s.io:kube-apiserver-client-approver', 'certificates.k8s.io:kube-apiserver-client-kubelet-approver',
  'certificates.k8s.io:kubelet-serving-approver', 'certificates.k8s.io:legacy-unknown-approver', 'discovery', 'heapster', 'kube-aggregator',
  'kube-controller-manager', 'kube-dns', 'kube-scheduler', 'kubelet-api-admin', 'monitoring', 'node', 'node-bootstrapper',
  'node-problem-detector', 'node-proxier', 'persistent-volume-provisioner', 'public-info-viewer', 'service-account-issuer-discovery', 'volume-scheduler',
]

/** ClusterRoles and ClusterRoleBindings `system:controller:<name>`, one a controller. */
const controllers = [
  'attachdetach-controller', 'certificate-controller', 'clusterrole-aggregation-controller', 'cronjob-controller', 'daemon-set-controller',
  'deployment-controller', 'device-taint-eviction-controller', 'disruption-controller', 'endpoint-controller', 'endpointslice-controller',
  'endpointslicemirroring-controller', 'ephemeral-volume-controller', 'expand-controller', 'generic-garbage-collector',
  'horizontal-pod-autoscaler', 'job-controller', 'legacy-service-account-token-cleaner', 'namespace-controller', 'node-controller',
  'persistent-volume-binder', 'pod-garbage-collector', 'podcertificaterequestcleaner', 'pv-protection-controller', 'pvc-protection-controller',
  'replicaset-controller', 'replication-controller', 'resource-claim-controller', 'resourcequota-controller', 'root-ca-cert-publisher',
  'route-controller', 'selinux-warning-controller', 'service-account-controller', 'service-cidrs-controller', 'service-controller',
  'statefulset-controller', 'storage-version-garbage-collector', 'storage-version-migrator-controller', 'ttl-after-finished-controller',
  'ttl-controller', 'validatingadmissionpolicy-status-controller', 'volumeattributesclass-protection-controller',
  'kube-apiserver-serving-clustertrustbundle-publisher',
]

/** Roles and RoleBindings in the server's namespaces. The double colon is upstream's own. */
const namespacedRoles = [
  'extension-apiserver-authentication-reader', 'system::extension-apiserver-authentication-reader',
  'system::leader-locking-kube-controller-manager', 'system::leader-locking-kube-scheduler',
  'system:controller:bootstrap-signer', 'system:controller:cloud-provider', 'system:controller:token-cleaner',
]

/** Names of the ClusterRoles and ClusterRoleBindings that the server writes. */
export const clusterRbac: ReadonlySet<string> = new Set([
  ...userFacingRoles, ...systemRoles.map((n) => `system:${n}`), ...controllers.map((n) => `system:controller:${n}`),
])
/** Names of its Roles and RoleBindings in its own namespaces. */
export const namespacedRbac: ReadonlySet<string> = new Set(namespacedRoles)

/** Cluster-scoped objects outside RBAC, `group/kind` → names. */
const others: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['scheduling.k8s.io/PriorityClass', new Set(['system-cluster-critical', 'system-node-critical'])],
  ['networking.k8s.io/ServiceCIDR', new Set(['kubernetes'])],
  ['flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration', new Set(['exempt', 'catch-all', 'global-default', 'leader-election', 'node-high', 'system', 'workload-high', 'workload-low'])],
  ['flowcontrol.apiserver.k8s.io/FlowSchema', new Set([
    'exempt', 'probes', 'system-leader-election', 'workload-leader-election', 'endpoint-controller', 'system-node-high', 'system-nodes', 'kube-controller-manager',
    'kube-scheduler', 'kube-system-service-accounts', 'service-accounts', 'global-default', 'catch-all',
  ])],
])

/** Kinds that only the control plane and the kubelets write. */
const machineKinds: ReadonlySet<string> = new Set(['/Event', 'events.k8s.io/Event', '/Endpoints', 'discovery.k8s.io/EndpointSlice', 'coordination.k8s.io/Lease', 'storage.k8s.io/CSINode', 'networking.k8s.io/IPAddress', 'apps/ControllerRevision'])

/** What the server puts into every namespace, and into `default` besides. `group/kind/name`. */
const everyNamespace: ReadonlySet<string> = new Set(['/ServiceAccount/default', '/ConfigMap/kube-root-ca.crt'])
const defaultNamespace: ReadonlySet<string> = new Set(['/Service/kubernetes'])

const ourNamespaces: ReadonlySet<string> = new Set(Object.values(platformNamespaces))

/**
 * Scope of an object.
 * `server`: in the list above. `platform`: the namespaces of our platform and monitoring stacks with all in them, and every
 * other cluster-scoped object but Namespaces and PersistentVolumes, which tenants have. `tenant`: the rest.
 * @param namespace '' for cluster-scoped objects
 * @param objectLabels metadata.labels
 */
export function scopeOf(group: string, kind: string, namespace: string, name: string, objectLabels: Readonly<Record<string, string>> = {}): SubjectScope {
  if (isServers(group, kind, namespace, name, objectLabels)) return 'server'
  if (namespace !== '') return ourNamespaces.has(namespace) ? 'platform' : 'tenant'
  if (kind === 'Namespace' && group === '') return ourNamespaces.has(name) ? 'platform' : 'tenant'
  return kind === 'PersistentVolume' && group === '' ? 'tenant' : 'platform'
}

function isServers(group: string, kind: string, namespace: string, name: string, objectLabels: Readonly<Record<string, string>>): boolean {
  const type = `${group}/${kind}`
  if (machineKinds.has(type)) return true
  if (group === rbacGroup) return isServersRbac(namespace, name, objectLabels)
  if (type === '/Namespace') return name === 'default' || serverNamespaces.includes(name)
  if (namespace === '') return others.get(type)?.has(name) === true || objectLabels['kube-aggregator.kubernetes.io/automanaged'] !== undefined
  if (serverNamespaces.includes(namespace)) return true
  const key = `${type}/${name}`
  return everyNamespace.has(key) || (namespace === 'default' && defaultNamespace.has(key))
}

/** kube-system is no hiding place for grants: a Role or binding there is the server's only by name, or by the label of RBAC defaults. */
function isServersRbac(namespace: string, name: string, objectLabels: Readonly<Record<string, string>>): boolean {
  if (namespace === '' ? clusterRbac.has(name) : serverNamespaces.includes(namespace) && namespacedRbac.has(name)) return true
  return name.startsWith('system:') && objectLabels['kubernetes.io/bootstrapping'] === 'rbac-defaults' && (namespace === '' || serverNamespaces.includes(namespace))
}
