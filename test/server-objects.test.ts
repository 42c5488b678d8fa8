/** Whose object: names of the server, and names that only look like it. The list itself is compared with a real server in test/live. */
import { describe, expect, it } from 'vitest'
import type { SubjectScope } from '../policies/subject.ts'
import { scopeOf } from '../policies/server-objects.ts'

const rbac = 'rbac.authorization.k8s.io'
const defaults = { 'kubernetes.io/bootstrapping': 'rbac-defaults' }

describe('scopeOf', () => {
  it.each<[string, Parameters<typeof scopeOf>, SubjectScope]>([
    ['kube-system itself', ['', 'Namespace', '', 'kube-system'], 'server'],
    ['a workload in kube-system', ['apps', 'Deployment', 'kube-system', 'coredns'], 'server'],
    ['a Role in kube-system that Kubernetes wrote', [rbac, 'Role', 'kube-system', 'system:controller:token-cleaner'], 'server'],
    ['a Role in kube-system that it did not', [rbac, 'Role', 'kube-system', 'reader'], 'tenant'],
    ['a role of a controller', [rbac, 'ClusterRole', '', 'system:controller:job-controller'], 'server'],
    ['a borrowed prefix', [rbac, 'ClusterRole', '', 'system:controller:my-operator'], 'platform'],
    ['a newer controller, by its label', [rbac, 'ClusterRole', '', 'system:controller:of-tomorrow', defaults], 'server'],
    ['a borrowed label without the prefix', [rbac, 'ClusterRole', '', 'my-operator', defaults], 'platform'],
    ['a borrowed name and label in a tenant namespace', [rbac, 'RoleBinding', 'data-bureau--portal--web', 'system:x', defaults], 'tenant'],
    ['cluster-admin', [rbac, 'ClusterRole', '', 'cluster-admin'], 'server'],
    ['our administrators', [rbac, 'ClusterRole', '', 'ywq-audit-admin'], 'platform'],
    ['the default account anywhere', ['', 'ServiceAccount', 'data-bureau--portal--web', 'default'], 'server'],
    ['another account', ['', 'ServiceAccount', 'data-bureau--portal--web', 'web'], 'tenant'],
    ['the root certificate anywhere', ['', 'ConfigMap', 'data-bureau--portal--web', 'kube-root-ca.crt'], 'server'],
    ['the Service kubernetes in default', ['', 'Service', 'default', 'kubernetes'], 'server'],
    ['the same name elsewhere', ['', 'Service', 'data-bureau--portal--web', 'kubernetes'], 'tenant'],
    ['another object in default', ['', 'Secret', 'default', 'password'], 'tenant'],
    ['a Secret called default', ['', 'Secret', 'data-bureau--portal--web', 'default'], 'tenant'],
    ['a tenant namespace', ['', 'Namespace', '', 'data-bureau--portal--web'], 'tenant'],
    ['our namespace', ['', 'Namespace', '', 'ywq-monitoring'], 'platform'],
    ['what lies in our namespace', ['apps', 'Deployment', 'ywq-monitoring', 'ywq-exporter'], 'platform'],
    ['a volume', ['', 'PersistentVolume', '', 'pv-1'], 'tenant'],
    ['a node', ['', 'Node', '', 'node-1'], 'platform'],
    ['a priority class of the server', ['scheduling.k8s.io', 'PriorityClass', '', 'system-node-critical'], 'server'],
    ['a kind of another group with a known name', ['serving.knative.dev', 'Service', 'default', 'kubernetes'], 'tenant'],
  ])('%s', (_what, object, scope) => expect(scopeOf(...object)).toBe(scope))
})
