/**
 * Restricted fields of live pods: status.ephemeralContainerStatuses[*].state.running.startedAt.
 * Allowed values: not running, or started no longer ago than the parameter debug-container-hours. Ephemeral containers cannot be part of a
 * template and never go away from a pod's spec (core/v1 EphemeralContainer), so only their state decides.
 */
import { podCheck, Skip } from '../check.ts'

interface ContainerStatus {
  readonly name?: string
  readonly state?: { readonly running?: { readonly startedAt?: string } | null }
}

const parameter = 'debug-container-hours'

export const noStandingDebugContainer = podCheck({
  id: 'no-standing-debug-container',
  severity: 'medium',
  title: { zh: '没有滞留的调试容器', en: 'No standing debug containers' },
  why: {
    zh: '调试容器带着工具与业务进程同处一个 Pod，忘了结束就成了现成的立足点。',
    en: 'A debug container brings tools next to the program; left running it is a ready foothold.',
  },
  remedy: { zh: '退出调试并重建该 Pod（删除后由控制器重建）。', en: 'Leave the debug session and recreate the pod (delete it; its controller makes a new one).' },
  snippet: 'kind: Pod\nspec:\n  containers:\n    - name: app\n',
  reasons: { standing: { zh: '调试容器运行超过时限，开始于', en: 'a debug container runs longer than allowed, since' } },
  aliases: { kyverno: ['block-ephemeral-containers'] },
  parameters: [parameter],
  applies: (pod) => pod.subject.kind === 'Pod',
  *evaluate(pod, context) {
    const debug = pod.containers.filter((c) => c.type === 'ephemeral')
    if (debug.length === 0) return
    const status = pod.subject.object['status'] as { readonly ephemeralContainerStatuses?: readonly ContainerStatus[] } | null | undefined
    if (status == null) throw new Skip('incomplete', { zh: '输入没有 Pod 的状态，不知调试容器是否仍在运行', en: "the input lacks the pod's status: whether the debug container still runs is unknown" })
    for (const { container, path } of debug) {
      const running = (status.ephemeralContainerStatuses ?? []).find((s) => s.name === container.name)?.state?.running
      if (running == null) continue
      const limit = context.parameter(parameter) * 3_600_000
      if (!(context.now - Date.parse(running.startedAt ?? '') <= limit)) yield { reason: 'standing', path, found: running.startedAt ?? '' }
    }
  },
})
