/**
 * The wall of a namespace: nothing in, nothing out, then name resolution, then what approved Flows open, each half by itself
 * (GB/T 22239 x.1.3.2 a, c). Namespaces are selected by `kubernetes.io/metadata.name`, which the API server writes and nobody can change.
 */
import { annotations, labels as labelNames, policyNames } from '../../policies/names.ts'
import { Construct, NetworkPolicyV1, askedBy, declare, type NetworkPolicyV1Spec, type Origin } from '../engine.ts'
import type { FlowHalf, FlowPeer } from '../flows.ts'
import type { NamespaceRef } from './tenant-namespace.ts'

export interface PortSpec {
  readonly port: number
  readonly endPort?: number
  /** @default TCP */
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP'
}

export interface NetworkPoliciesProps {
  readonly namespace: NamespaceRef
  readonly labels: Readonly<Record<string, string>>
  /** Where the cluster's name service runs. @default kube-system, pods labelled k8s-app=kube-dns */
  readonly dns?: { readonly namespace: string; readonly podLabels: Readonly<Record<string, string>> } | undefined
  /** Ingress controller that may reach the declared Ingress ports. @default nobody from the gateway */
  readonly gateway?: { readonly namespace: string; readonly podLabels?: Readonly<Record<string, string>> | undefined; readonly ports: readonly PortSpec[] } | undefined
  /** Addresses of the API servers, for the workloads that call the API. @default none may */
  readonly api?: { readonly cidrs: readonly string[]; readonly workloads: readonly string[] } | undefined
  /** Halves of approved Flows. @default none */
  readonly halves?: readonly (FlowHalf & { readonly origin: Origin })[]
}

const namespaceLabel = 'kubernetes.io/metadata.name'
const clusterDns = { namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } }

export class NetworkPolicies extends Construct {
  constructor(scope: Construct, id: string, props: NetworkPoliciesProps) {
    super(scope, id)
    const { namespace, gateway, api, dns = clusterDns } = props
    const policy = (at: Construct, name: string, spec: NetworkPolicyV1Spec, extra: { labels?: Record<string, string>; annotations?: Record<string, string> } = {}): void => {
      declare(at, NetworkPolicyV1, {
        metadata: { name, namespace: namespace.name, labels: { ...props.labels, ...extra.labels }, ...(extra.annotations === undefined ? {} : { annotations: extra.annotations }) },
        spec,
      }, { after: namespace.after ?? [] })
    }
    policy(this, policyNames.denyAll, { podSelector: {}, policyTypes: ['Ingress', 'Egress'] })
    policy(this, policyNames.dns, {
      podSelector: {}, policyTypes: ['Egress'],
      egress: [{ to: [inNamespace(dns.namespace, dns.podLabels)], ports: [{ port: '53', protocol: 'UDP' }, { port: '53', protocol: 'TCP' }] }],
    })
    if (gateway !== undefined && gateway.ports.length > 0) {
      policy(this, policyNames.gateway, {
        podSelector: {}, policyTypes: ['Ingress'],
        ingress: [{ from: [inNamespace(gateway.namespace, gateway.podLabels)], ports: gateway.ports.map(portOf) }],
      })
    }
    if (api !== undefined && api.workloads.length > 0 && api.cidrs.length > 0) {
      policy(this, policyNames.api, {
        podSelector: { matchExpressions: [{ key: labelNames.appName, operator: 'In', values: [...api.workloads] }] }, policyTypes: ['Egress'],
        egress: [{ to: api.cidrs.map((cidr) => ({ ipBlock: { cidr } })), ports: [{ port: '443', protocol: 'TCP' }, { port: '6443', protocol: 'TCP' }] }],
      })
    }
    for (const half of props.halves ?? []) {
      const { flow, direction } = half
      const rule = { ports: flow.ports.map(portOf) }
      const peers = half.peers.map(peerOf)
      policy(askedBy(new Construct(this, `${flow.name}-${direction}`), half.origin), `flow-${flow.name}-${direction}`, {
        podSelector: {},
        policyTypes: [direction === 'egress' ? 'Egress' : 'Ingress'],
        ...(direction === 'egress' ? { egress: [{ to: peers, ...rule }] } : { ingress: [{ from: peers, ...rule }] }),
      }, {
        labels: { [labelNames.flow]: flow.name },
        annotations: {
          [annotations.purpose]: flow.purpose, [annotations.expires]: flow.expires,
          ...(half.approvals.length === 0 ? {} : { [annotations.approval]: half.approvals.join(',') }),
        },
      })
    }
  }
}

function peerOf(peer: FlowPeer): { ipBlock: { cidr: string; except?: string[] } } | { namespaceSelector: { matchLabels: Record<string, string> } } {
  if ('namespace' in peer) return inNamespace(peer.namespace)
  return { ipBlock: { cidr: peer.cidr, ...(peer.except.length === 0 ? {} : { except: [...peer.except] }) } }
}

function inNamespace(namespace: string, podLabels: Readonly<Record<string, string>> = {}): { namespaceSelector: { matchLabels: Record<string, string> }; podSelector?: { matchLabels: Record<string, string> } } {
  const namespaceSelector = { matchLabels: { [namespaceLabel]: namespace } }
  return Object.keys(podLabels).length === 0 ? { namespaceSelector } : { namespaceSelector, podSelector: { matchLabels: { ...podLabels } } }
}

function portOf(spec: PortSpec): { port: string; endPort?: number; protocol: string } {
  return { port: String(spec.port), ...(spec.endPort === undefined ? {} : { endPort: spec.endPort }), protocol: spec.protocol ?? 'TCP' }
}
