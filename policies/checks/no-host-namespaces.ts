/**
 * Sharing the node's namespaces (PSS baseline, control Host Namespaces).
 * Restricted fields: spec.hostNetwork, spec.hostPID, spec.hostIPC.
 * Allowed values: undefined, null, false. (HostProcess of Windows is the check no-host-process.)
 */
import { podCheck } from '../check.ts'

const fields = ['hostNetwork', 'hostPID', 'hostIPC'] as const

export const noHostNamespaces = podCheck({
  id: 'no-host-namespaces',
  severity: 'critical',
  title: { zh: '不共享宿主机命名空间', en: 'No host namespaces' },
  why: {
    zh: '共享宿主机网络可绕过网络策略，共享进程和通信命名空间可看到、干扰其他租户的进程。',
    en: "The host network bypasses network policies; host PID and IPC show and disturb other tenants' processes.",
  },
  remedy: { zh: '删除 hostNetwork、hostPID、hostIPC，用 Service 暴露端口。', en: 'Remove hostNetwork, hostPID and hostIPC; expose ports through a Service.' },
  snippet: 'spec:\n  hostNetwork: false\n  hostPID: false\n  hostIPC: false\n',
  reasons: { 'host-namespace': { zh: '不得共享宿主机命名空间，只能不写或为 false', en: 'must not share the host namespace: unset or false' } },
  aliases: {
    pss: ['Host Namespaces'], 'kube-linter': ['host-network', 'host-pid', 'host-ipc'], polaris: ['hostNetworkSet', 'hostPIDSet', 'hostIPCSet'],
    checkov: ['CKV_K8S_17', 'CKV_K8S_18', 'CKV_K8S_19'], kyverno: ['disallow-host-namespaces'],
    mtb: ['MTB-PL1-BC-HI-3', 'MTB-PL1-BC-HI-4', 'MTB-PL1-BC-HI-5'], cis: ['5.2.3', '5.2.4', '5.2.5'],
  },
  pss: { profile: 'baseline', control: 'Host Namespaces' },
  *evaluate(pod) {
    for (const field of fields) if (pod.spec[field]) yield { reason: 'host-namespace', path: `${pod.path}.${field}`, found: 'true' }
  },
})
