/**
 * Restricted fields: readinessProbe and livenessProbe of the containers of long-running pods (not Jobs, CronJobs, nor bare pods that are not restarted).
 * Allowed values: both set with a handler (httpGet, tcpSocket, exec or grpc). Init and ephemeral containers have none.
 */
import { podCheck } from '../check.ts'
import type { HandlerAction } from '../kubernetes.ts'

const probes = ['readinessProbe', 'livenessProbe'] as const

export const probesSet = podCheck({
  id: 'probes-set',
  severity: 'low',
  title: { zh: '设置就绪与存活探针', en: 'Readiness and liveness probes are set' },
  why: {
    zh: '没有就绪探针，未就绪的副本也会收到请求；没有存活探针，卡死的副本不会重启。',
    en: 'Without readiness, requests reach replicas that cannot answer; without liveness, a hung replica is never restarted.',
  },
  remedy: { zh: '每个业务容器写 readinessProbe 和 livenessProbe。', en: 'Give every container a readinessProbe and a livenessProbe.' },
  snippet: 'readinessProbe:\n  httpGet: { path: /ready, port: http }\nlivenessProbe:\n  httpGet: { path: /live, port: http }\n',
  reasons: {
    readinessProbe: { zh: '没有就绪探针', en: 'no readiness probe' },
    livenessProbe: { zh: '没有存活探针', en: 'no liveness probe' },
  },
  aliases: {
    'kube-linter': ['no-readiness-probe', 'no-liveness-probe'], polaris: ['readinessProbeMissing', 'livenessProbeMissing'], checkov: ['CKV_K8S_8', 'CKV_K8S_9'],
    kyverno: ['require-pod-probes'],
  },
  applies: (pod) => pod.subject.kind !== 'Job' && pod.subject.kind !== 'CronJob' && (pod.spec.restartPolicy ?? 'Always') === 'Always',
  *evaluate(pod) {
    for (const { container, path, type } of pod.containers) {
      if (type !== 'container') continue
      for (const probe of probes) if (!hasHandler(container[probe])) yield { reason: probe, path: `${path}.${probe}` }
    }
  },
})

function hasHandler(probe: HandlerAction | null | undefined): boolean {
  return probe != null && [probe.httpGet, probe.tcpSocket, probe.exec, probe.grpc].some((handler) => handler != null)
}
