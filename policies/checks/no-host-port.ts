/**
 * Ports of the node (PSS baseline, control Host Ports).
 * Restricted field: ports[*].hostPort of every container, init container and ephemeral container.
 * Allowed values: undefined, 0.
 */
import { podCheck } from '../check.ts'

export const noHostPort = podCheck({
  id: 'no-host-port',
  severity: 'medium',
  title: { zh: '不占用宿主机端口', en: 'No host ports' },
  why: {
    zh: '宿主机端口绕过服务与网络策略对外监听，也使调度受限于端口是否空闲。',
    en: 'A host port listens past Services and network policies, and ties scheduling to free ports.',
  },
  remedy: { zh: '删除 hostPort，用 Service 或 Ingress 暴露。', en: 'Remove hostPort; expose the port through a Service or Ingress.' },
  snippet: 'ports:\n  - name: http\n    containerPort: 8080\n',
  reasons: { 'host-port': { zh: 'hostPort 只能不写或为 0', en: 'hostPort must be unset or 0' } },
  aliases: { pss: ['Host Ports'], polaris: ['hostPortSet'], checkov: ['CKV_K8S_26'], kyverno: ['disallow-host-ports'], mtb: ['MTB-PL1-BC-HI-3'], cis: ['5.2.13'] },
  pss: { profile: 'baseline', control: 'Host Ports' },
  *evaluate(pod) {
    for (const { container, path } of pod.containers) {
      for (const [i, port] of (container.ports ?? []).entries()) {
        if (port.hostPort) yield { reason: 'host-port', path: `${path}.ports[${port.name ?? port.containerPort ?? i}].hostPort`, found: String(port.hostPort) }
      }
    }
  },
})
