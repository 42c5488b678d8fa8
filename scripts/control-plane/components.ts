/**
 * The command lines of the programs, as pure data. Every one carries a path below the control plane's own folder, by
 * which a leftover is recognised. Flags: the Kubernetes component reference (v1.34), etcd 3.4, kwok 0.7.
 */
import { join } from 'node:path'

import type { ToolPaths } from './tools.ts'

/** Dual stack; other files (kubeconfigs, tests) read them from here. */
export const serviceCidrs = ['10.96.0.0/16', 'fd00:96::/112'] as const
export const podCidrs = ['10.244.0.0/16', 'fd00:244::/56'] as const

export interface Ports {
  readonly etcd: number
  readonly etcdPeer: number
  readonly server: number
}

export interface Layout {
  /** The control plane's folder; everything below it is thrown away at stop. */
  readonly directory: string
  readonly ports: Ports
  readonly auditLog: boolean
  /** Appended last, so that they win over ours. */
  readonly serverFlags: readonly string[]
}

export interface Component {
  readonly name: string
  readonly program: string
  readonly flags: readonly string[]
}

/** Paths below the folder that more than one part names. */
export function layoutFiles(directory: string) {
  return {
    tokens: join(directory, 'tokens.csv'),
    auditPolicy: join(directory, 'audit-policy.yaml'),
    auditLog: join(directory, 'audit.log'),
    logs: join(directory, 'logs'),
    /** Written by the server: its certificate followed by the CA that signed it. */
    ca: join(directory, 'pki', 'apiserver.crt'),
    serviceAccountKey: join(directory, 'pki', 'service-account.key'),
    serviceAccountPublicKey: join(directory, 'pki', 'service-account.pub'),
    kubeconfig: (name: string) => join(directory, 'kubeconfigs', `${name}.kubeconfig`),
  } as const
}

export function etcd(tools: ToolPaths, { directory, ports }: Layout): Component {
  const client = `http://127.0.0.1:${ports.etcd}`
  const peer = `http://127.0.0.1:${ports.etcdPeer}`
  return {
    name: 'etcd',
    program: tools.etcd,
    flags: [
      '--name=default',
      `--data-dir=${join(directory, 'etcd')}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
      '--logger=zap',
      '--log-level=warn',
      // The data is thrown away at stop: waiting for the disk buys nothing.
      '--unsafe-no-fsync',
    ],
  }
}

export function apiServer(tools: ToolPaths, { directory, ports, auditLog, serverFlags }: Layout): Component {
  const files = layoutFiles(directory)
  return {
    name: 'kube-apiserver',
    program: tools['kube-apiserver'],
    flags: [
      `--etcd-servers=http://127.0.0.1:${ports.etcd}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${ports.server}`,
      '--advertise-address=127.0.0.1',
      // A loopback address is not a valid endpoint of the `kubernetes` Service, so nobody may try to write it there.
      '--endpoint-reconciler-type=none',
      `--cert-dir=${join(directory, 'pki')}`,
      `--token-auth-file=${files.tokens}`,
      '--authorization-mode=RBAC',
      '--anonymous-auth=false',
      // As kubeadm sets it: otherwise validation refuses privileged containers before Pod Security can be seen to.
      '--allow-privileged=true',
      `--service-cluster-ip-range=${serviceCidrs.join(',')}`,
      '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
      `--service-account-key-file=${files.serviceAccountPublicKey}`,
      `--service-account-signing-key-file=${files.serviceAccountKey}`,
      ...(auditLog
        ? [`--audit-policy-file=${files.auditPolicy}`, `--audit-log-path=${files.auditLog}`, '--audit-log-mode=blocking']
        : []),
      ...serverFlags,
    ],
  }
}

export function controllerManager(tools: ToolPaths, { directory }: Layout): Component {
  const files = layoutFiles(directory)
  return {
    name: 'kube-controller-manager',
    program: tools['kube-controller-manager'],
    flags: [
      `--kubeconfig=${files.kubeconfig('kube-controller-manager')}`,
      '--leader-elect=false',
      '--secure-port=0',
      '--use-service-account-credentials=true',
      `--service-account-private-key-file=${files.serviceAccountKey}`,
      `--root-ca-file=${files.ca}`,
      `--service-cluster-ip-range=${serviceCidrs.join(',')}`,
      `--cluster-cidr=${podCidrs.join(',')}`,
      '--allocate-node-cidrs=false',
      '--kube-api-qps=500',
      '--kube-api-burst=1000',
    ],
  }
}

export function scheduler(tools: ToolPaths, { directory }: Layout): Component {
  return {
    name: 'kube-scheduler',
    program: tools['kube-scheduler'],
    flags: [
      `--kubeconfig=${layoutFiles(directory).kubeconfig('kube-scheduler')}`,
      '--leader-elect=false',
      '--secure-port=0',
      '--kube-api-qps=500',
      '--kube-api-burst=1000',
    ],
  }
}

export function kwok(tools: ToolPaths, { directory }: Layout): Component {
  return {
    name: 'kwok',
    program: tools.kwok,
    flags: [
      `--kubeconfig=${layoutFiles(directory).kubeconfig('kwok')}`,
      '--manage-all-nodes=true',
      // kwok counts up from the address it is given; a network's own address (…0.0) is nobody's.
      '--cidr=10.244.0.1/16',
      '--node-ip=10.0.0.1',
      '--node-lease-duration-seconds=40',
    ],
  }
}
