/**
 * Objects for the comparison of checks with their admission forms: pods of the Pod Security cases in every kind that bears one, with images,
 * resources and accounts varied, then Services, Ingresses, storage, Secrets, namespaces, Roles and bindings. Seeded: the same each time.
 */
import fc from 'fast-check'
import { pssCases } from './pss-cases.ts'

export interface Submitted {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Readonly<Record<string, string>>; readonly annotations?: Readonly<Record<string, string>> }
}
export type Case = Submitted & Readonly<Record<string, unknown>>
type Json = Record<string, unknown>

const digest = `@sha256:${'0'.repeat(64)}`
const images = [
  'nginx', 'nginx:1', 'library/nginx', 'registry.example.cn/gov/portal', `registry.example.cn/gov/portal${digest}`, `registry.example.cn/gov/portal:1${digest}`, 'registry.example.cn/gov',
  'registry.example.cn/gov:2', 'registry.example.cn/government/portal:1', 'registry.example.cn:5000/gov/portal:1', 'localhost/portal', 'docker.io/library/nginx@sha256:abc', `other.example${digest}`, 'registry.example.cn/gov/a/b:c',
]
const resources = [undefined, {}, { limits: { cpu: '1', memory: '1Gi' } }, { limits: { cpu: '0', memory: '1Gi' } }, { requests: { cpu: '1', memory: '1Gi' } }, { limits: { cpu: '500m' }, requests: { cpu: '100m', memory: '1Mi' } }, { limits: { cpu: 2, memory: '0.5Gi' } }]
const accounts = [{}, { serviceAccountName: 'default' }, { serviceAccountName: 'portal' }, { serviceAccount: 'portal' }]

/** A pod (metadata and spec) in an object of a kind that bears it. */
const bearers: readonly (readonly [kind: string, apiVersion: string, wrap: (pod: { metadata: Json; spec: Json }) => Json])[] = [
  ['Pod', 'v1', (pod) => ({ spec: pod.spec })],
  ['PodTemplate', 'v1', (pod) => ({ template: pod })],
  ['ReplicationController', 'v1', (pod) => ({ spec: { selector: { app: 'a' }, template: pod } })],
  ...['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'].map((kind): readonly [string, string, (pod: { metadata: Json; spec: Json }) => Json] => [kind, 'apps/v1', (pod) => ({ spec: { ...(kind === 'StatefulSet' ? { serviceName: 's' } : {}), selector: { matchLabels: { app: 'a' } }, template: pod } })]),
  ['Job', 'batch/v1', (pod) => ({ spec: { template: once(pod) } })],
  ['CronJob', 'batch/v1', (pod) => ({ spec: { schedule: '0 0 * * *', jobTemplate: { spec: { template: once(pod) } } } })],
]
const once = (pod: { metadata: Json; spec: Json }): Json => ({ ...pod, spec: { ...pod.spec, restartPolicy: 'Never' } })

function podCases(combinations: number): readonly Case[] {
  const cases = pssCases(combinations)
  const picks = fc.sample(fc.record({
    bearer: fc.constantFrom(...bearers), image: fc.constantFrom(...images), resource: fc.constantFrom(...resources), account: fc.constantFrom(...accounts),
    readOnly: fc.constantFrom(undefined, true, false), namespace: fc.constantFrom('tenant', 'tenant', 'tenant', 'default'),
  }), { numRuns: cases.length, seed: 11 })
  return cases.map((one, i) => {
    const pick = picks[i]
    if (pick === undefined) throw new Error('as many picks as cases')
    const vary = (containers: unknown): unknown => Array.isArray(containers) ? containers.map((c: Json) => ({
      ...c, image: pick.image, ...(pick.resource === undefined ? {} : { resources: pick.resource }),
      ...(pick.readOnly === undefined || (one.spec['os'] as Json | undefined)?.['name'] === 'windows' ? {} : { securityContext: { ...(c['securityContext'] as Json | undefined), readOnlyRootFilesystem: pick.readOnly } }),
    })) : containers
    const spec: Json = { ...one.spec, ...pick.account, containers: vary(one.spec['containers']), ...(one.spec['initContainers'] === undefined ? {} : { initContainers: vary(one.spec['initContainers']) }) }
    const [kind, apiVersion, wrap] = pick.bearer
    const metadata = { labels: { app: 'a' }, annotations: one.annotations }
    return { apiVersion, kind, metadata: { name: `case-${i}`, namespace: pick.namespace, ...(kind === 'Pod' ? metadata : {}) }, ...wrap({ metadata, spec }) }
  })
}

const name = fc.constantFrom('x', 'y')
const namespace = fc.constant('tenant')
const rbac = 'rbac.authorization.k8s.io/v1'
const some = (...values: readonly string[]): fc.Arbitrary<string[]> => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 })

const rule = fc.record({
  apiGroups: some('', 'apps', 'batch', 'rbac.authorization.k8s.io', 'networking.k8s.io', 'admissionregistration.k8s.io', 'certificates.k8s.io', 'authentication.k8s.io', 'snapshot.storage.k8s.io', '*'),
  resources: some('pods', 'secrets', 'pods/exec', 'nodes/proxy', 'deployments', 'roles', 'clusterroles', 'networkpolicies', 'validatingadmissionpolicies', 'users', 'uids', 'serviceaccounts/token', '*/exec', '*/token', 'pods/*', '*', 'signers', 'volumesnapshots', 'pods/ephemeralcontainers', 'certificatesigningrequests/approval', 'configmaps'),
  verbs: some('get', 'list', 'create', 'update', 'delete', 'deletecollection', 'bind', 'escalate', 'impersonate', 'approve', '*'),
  resourceNames: fc.option(some('a', 'b'), { nil: undefined, freq: 3 }),
})
const urls = fc.record({ nonResourceURLs: some('/metrics', '/healthz/*', '*'), verbs: some('get', '*') })
const subject = fc.oneof(
  fc.record({ kind: fc.constant('User'), apiGroup: fc.constant('rbac.authorization.k8s.io'), name: fc.constantFrom('alice', 'wang', 'system:anonymous', 'system:kube-scheduler', 'system:serviceaccount:kube-system:a', 'system:serviceaccount:tenant:a', 'system:serviceaccount:x') }),
  fc.record({ kind: fc.constant('Group'), apiGroup: fc.constant('rbac.authorization.k8s.io'), name: fc.constantFrom('devs', 'system:masters', 'system:authenticated', 'system:unauthenticated', 'system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:serviceaccounts:tenant', 'system:nodes', 'kubeadm:cluster-admins', 'ywq:security-admin') }),
  fc.record({ kind: fc.constant('ServiceAccount'), namespace: fc.constantFrom('kube-system', 'tenant'), name: fc.constantFrom('default', 'a') }),
)
const roleName = fc.constantFrom('x', 'view', 'edit', 'admin', 'cluster-admin', 'system:discovery', 'system:public-info-viewer', 'system:node', 'ywq-custom')
const objectName = fc.constantFrom('x', 'ywq-delivery', 'ywq-security-admin', 'ywq-system-admin', 'system:mine', 'kubeadm:cluster-admins')

const role = fc.tuple(fc.boolean(), objectName, fc.array(rule, { maxLength: 3 }), fc.option(urls, { freq: 2, nil: undefined })).map(([isCluster, n, rules, url]): Case =>
  isCluster ? { apiVersion: rbac, kind: 'ClusterRole', metadata: { name: n }, rules: [...rules, ...(url === undefined ? [] : [url])] } : { apiVersion: rbac, kind: 'Role', metadata: { name: n, namespace: 'tenant' }, rules })
const binding = fc.tuple(fc.boolean(), objectName, roleName, fc.array(subject, { maxLength: 3 })).map(([isCluster, n, ref, subjects]): Case => ({
  apiVersion: rbac, kind: isCluster ? 'ClusterRoleBinding' : 'RoleBinding', metadata: { name: n, ...(isCluster ? {} : { namespace: 'tenant' }) },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: isCluster || ref !== 'x' ? 'ClusterRole' : 'Role', name: ref }, subjects,
}))
const service = fc.record({ name, namespace, type: fc.constantFrom(undefined, 'ClusterIP', 'NodePort', 'LoadBalancer'), ips: fc.constantFrom(undefined, [], ['203.0.113.1']) }).map(({ type, ips, ...metadata }): Case => ({
  apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: { app: 'a' }, ports: [{ port: 80 }], ...(type === undefined ? {} : { type }), ...(ips === undefined ? {} : { externalIPs: ips }) },
}))
const hosts = ['portal.example.cn', 'a.portal.example.cn', '*.example.cn', 'x.y.example.cn', 'example.cn']
const backend = { service: { name: 'web', port: { number: 80 } } }
const ingress = fc.record({
  name, namespace, tls: fc.option(fc.array(fc.record({ hosts: fc.option(some(...hosts), { nil: undefined }), secretName: fc.constantFrom(undefined, 'portal-tls') }), { maxLength: 2 }), { nil: undefined }),
  rules: fc.array(fc.constantFrom(...hosts, undefined), { minLength: 1, maxLength: 2 }), redirect: fc.constantFrom(undefined, 'true', 'false'),
}).map(({ tls, rules, redirect, ...metadata }): Case => ({
  apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { ...metadata, ...(redirect === undefined ? {} : { annotations: { 'nginx.ingress.kubernetes.io/ssl-redirect': redirect } }) },
  spec: { ...(tls === undefined ? {} : { tls: tls.map((t) => ({ ...(t.hosts === undefined ? {} : { hosts: t.hosts }), ...(t.secretName === undefined ? {} : { secretName: t.secretName }) })) }), rules: rules.map((host) => ({ ...(host === undefined ? {} : { host }), http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } })) },
}))
const storage = fc.record({ name, policy: fc.constantFrom(undefined, 'Delete', 'Retain'), isClass: fc.boolean() }).map(({ policy, isClass, ...metadata }): Case => isClass
  ? { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata, provisioner: 'csi.example.test', ...(policy === undefined ? {} : { reclaimPolicy: policy }) }
  : { apiVersion: 'v1', kind: 'PersistentVolume', metadata, spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], csi: { driver: 'csi.example.test', volumeHandle: 'h' }, ...(policy === undefined ? {} : { persistentVolumeReclaimPolicy: policy }) } })
const secret = fc.record({ type: fc.constantFrom('Opaque', 'kubernetes.io/service-account-token'), namespace: fc.constantFrom('tenant', 'default') }).map(({ type, ...rest }): Case => ({
  apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', ...rest, annotations: { 'kubernetes.io/service-account.name': 'default' } }, type,
}))
const podSecurity = 'pod-security.kubernetes.io'
const space = fc.record({ level: fc.constantFrom(undefined, 'restricted', 'baseline', 'privileged'), version: fc.constantFrom(undefined, 'v1.34', 'latest') }).map(({ level, version }): Case => ({
  apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'new', labels: { ...(level === undefined ? {} : { [`${podSecurity}/enforce`]: level }), ...(version === undefined ? {} : { [`${podSecurity}/enforce-version`]: version }) } },
}))

/**
 * @param combinations seeded combinations of pod changes, beside every single change
 * @param others objects of each of the kinds that bear no pod
 */
export function admissionCases(combinations: number, others: number): readonly Case[] {
  const sample = (arbitrary: fc.Arbitrary<Case>, numRuns: number): readonly Case[] => fc.sample(arbitrary, { numRuns, seed: 5 })
  return [...podCases(combinations), ...sample(role, others * 3), ...sample(binding, others * 3), ...sample(service, others), ...sample(ingress, others), ...sample(storage, 40), ...sample(secret, 20), ...sample(space, 40)]
}
