/**
 * Probes and lifecycle hooks aimed at another host (PSS baseline, control Host Probes / Lifecycle Hooks, from v1.34).
 * Restricted fields: livenessProbe, readinessProbe, startupProbe, lifecycle.postStart and lifecycle.preStop of every container:
 * httpGet.host and tcpSocket.host. Allowed values: undefined, null, "".
 */
import { podCheck } from '../check.ts'
import type { Container, HandlerAction } from '../kubernetes.ts'

export const noProbeHost = podCheck({
  id: 'no-probe-host',
  severity: 'medium',
  title: { zh: '探针和生命周期钩子不指向其他主机', en: 'Probes and hooks aim at no other host' },
  why: {
    zh: '探针由节点发出，写上 host 就能借节点的网络位置访问别处（服务端请求伪造）。',
    en: "The node sends the probes: with a host they reach places from the node's network position (request forgery).",
  },
  remedy: { zh: '删除 httpGet.host、tcpSocket.host，默认即本 Pod 地址。', en: "Remove httpGet.host and tcpSocket.host; the default is the pod's own address." },
  snippet: 'readinessProbe:\n  httpGet: { path: /ready, port: http }\n',
  reasons: { 'other-host': { zh: '探针或钩子的 host 只能不写或为空', en: 'host of a probe or hook must be unset or empty' } },
  aliases: { pss: ['Host Probes / Lifecycle Hooks'] },
  pss: { profile: 'baseline', control: 'Host Probes / Lifecycle Hooks' },
  applies: (_pod, context) => context.pssMinor >= 34,
  *evaluate(pod) {
    for (const { container, path } of pod.containers) {
      for (const [name, action] of actions(container)) {
        if (action?.httpGet?.host) yield { reason: 'other-host', path: `${path}.${name}.httpGet.host`, found: action.httpGet.host }
        if (action?.tcpSocket?.host) yield { reason: 'other-host', path: `${path}.${name}.tcpSocket.host`, found: action.tcpSocket.host }
      }
    }
  },
})

function actions(container: Container): readonly (readonly [name: string, action: HandlerAction | undefined])[] {
  return [
    ['livenessProbe', container.livenessProbe], ['readinessProbe', container.readinessProbe], ['startupProbe', container.startupProbe],
    ['lifecycle.postStart', container.lifecycle?.postStart], ['lifecycle.preStop', container.lifecycle?.preStop],
  ]
}
