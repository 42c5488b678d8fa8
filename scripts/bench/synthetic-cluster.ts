/** A cluster of any number of namespaces, each with 5 workloads and 5 policies as ours look: closed, open inside, the gateway, the name service, one flow. */
import type { Subject } from '../../policies/subject.ts'

export const workloadsPerNamespace = 5
export const policiesPerNamespace = 5

const nameLabel = 'kubernetes.io/metadata.name'
const apps = ['web', 'api', 'worker', 'cache', 'db'] as const

/** @param count namespaces; the name service and the gateway stand in two more */
export function syntheticCluster(count: number): readonly Subject[] {
  return [
    ...platform(),
    ...Array.from({ length: count }, (_, i) => i).flatMap((i) => {
      const own = namespaceName(i)
      return [namespace(own, i), ...apps.map((app, port) => deployment(own, app, 8000 + port)), ...policies(own, i, count)]
    }),
  ]
}

export function namespaceName(i: number): string {
  return `d${String(Math.floor(i / 50)).padStart(3, '0')}--s${String(i).padStart(5, '0')}--app`
}

/** The flow of a namespace to the database of another: the policy that the change of the bench takes away and puts back. */
export function flowPolicy(own: string, target: string): Subject {
  return policy(own, 'flow-out', { podSelector: { matchLabels: { app: 'api' } }, policyTypes: ['Egress'], egress: [{ to: [inNamespace(target, { app: 'db' })], ports: [{ port: 8004 }] }] })
}

function policies(own: string, i: number, count: number): readonly Subject[] {
  return [
    policy(own, 'default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }),
    policy(own, 'inside', { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [{ from: [{ podSelector: {} }] }], egress: [{ to: [{ podSelector: {} }] }] }),
    policy(own, 'entry', {
      podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress'],
      ingress: [{ from: [inNamespace('gateway', { app: 'gateway' }), { ipBlock: { cidr: `172.${16 + (i % 16)}.${i % 256}.0/24` } }], ports: [{ port: 'http' }] }],
    }),
    policy(own, 'names', {
      podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [{ from: [inNamespace(namespaceName((i + count - 1) % count), { app: 'api' })], ports: [{ port: 8004 }] }],
      egress: [{ to: [inNamespace('kube-system', { 'k8s-app': 'kube-dns' })], ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }] }],
    }),
    flowPolicy(own, namespaceName((i + 1) % count)),
  ]
}

function platform(): readonly Subject[] {
  return [namespace('kube-system', 0), namespace('gateway', 0), deployment('kube-system', 'dns', 53, { 'k8s-app': 'kube-dns' }), deployment('gateway', 'gateway', 443)]
}

function inNamespace(name: string, podLabels: Readonly<Record<string, string>>): object {
  return { namespaceSelector: { matchLabels: { [nameLabel]: name } }, podSelector: { matchLabels: podLabels } }
}

function namespace(name: string, i: number): Subject {
  return subject('', 'v1', 'Namespace', '', name, { metadata: { name, labels: { department: `d${Math.floor(i / 50)}` } } })
}

function deployment(own: string, app: string, containerPort: number, labels: Readonly<Record<string, string>> = { app }): Subject {
  const spec = { containers: [{ name: app, image: 'i', ports: [{ name: 'http', containerPort }] }] }
  return subject('apps', 'apps/v1', 'Deployment', own, app, { metadata: { name: app, namespace: own }, spec: { template: { metadata: { labels }, spec } } })
}

function policy(own: string, name: string, spec: object): Subject {
  return subject('networking.k8s.io', 'networking.k8s.io/v1', 'NetworkPolicy', own, name, { metadata: { name, namespace: own }, spec })
}

function subject(group: string, apiVersion: string, kind: string, own: string, name: string, object: object): Subject {
  return { group, kind, namespace: own, name, object: { apiVersion, kind, ...object }, source: 'manifests', cluster: 'synthetic', location: name, scope: 'tenant' }
}
