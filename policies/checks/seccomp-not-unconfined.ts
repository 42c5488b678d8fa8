/**
 * Seccomp profiles that are set (PSS baseline, control Seccomp).
 * From v1.19: seccompProfile.type of the pod's and every container's securityContext; allowed: undefined, RuntimeDefault, Localhost.
 * Until v1.18: annotations seccomp.security.alpha.kubernetes.io/pod and container.seccomp.security.alpha.kubernetes.io/NAME;
 * allowed: undefined, runtime/default, docker/default, localhost/*.
 */
import { podCheck, type Offence } from '../check.ts'
import type { PodTarget } from '../pod-target.ts'
import { metadataPath, securityContexts } from '../security-contexts.ts'

export const seccompNotUnconfined = podCheck({
  id: 'seccomp-not-unconfined',
  severity: 'high',
  title: { zh: '不关闭系统调用过滤', en: 'Seccomp is not switched off' },
  why: {
    zh: 'Unconfined 使容器可调用全部系统调用，内核漏洞的可利用面大增。',
    en: 'Unconfined opens every system call to the container and with them the kernel flaws behind them.',
  },
  remedy: { zh: '改为 RuntimeDefault，或指定节点上的 Localhost 配置。', en: 'Use RuntimeDefault, or a Localhost profile of the node.' },
  snippet: 'securityContext:\n  seccompProfile:\n    type: RuntimeDefault\n',
  reasons: {
    type: { zh: 'seccompProfile.type 只可为 RuntimeDefault 或 Localhost', en: 'seccompProfile.type must be RuntimeDefault or Localhost' },
    annotation: { zh: 'seccomp 注解只可为 runtime/default、docker/default 或 localhost/…', en: 'the seccomp annotation must be runtime/default, docker/default or localhost/…' },
  },
  aliases: { pss: ['Seccomp'], kyverno: ['restrict-seccomp'] },
  pss: { profile: 'baseline', control: 'Seccomp' },
  *evaluate(pod, { pssMinor }) {
    if (pssMinor < 19) {
      yield* annotated(pod)
      return
    }
    for (const { context, path } of securityContexts(pod)) {
      const profile = context.seccompProfile
      if (profile == null || profile.type === 'RuntimeDefault' || profile.type === 'Localhost') continue
      yield { reason: 'type', path: `${path}.seccompProfile.type`, found: profile.type ?? '' }
    }
  },
})

function* annotated(pod: PodTarget): Generator<Offence> {
  const keys = ['seccomp.security.alpha.kubernetes.io/pod', ...pod.containers.map((c) => `container.seccomp.security.alpha.kubernetes.io/${c.container.name ?? ''}`)]
  for (const key of keys) {
    const value = pod.metadata.annotations?.[key]
    if (value === undefined || value === 'runtime/default' || value === 'docker/default' || value.startsWith('localhost/')) continue
    yield { reason: 'annotation', path: `${metadataPath(pod)}.annotations[${key}]`, found: value }
  }
}
