/**
 * A seccomp profile for every container (PSS restricted, control Seccomp, from v1.19).
 * Restricted fields: securityContext.seccompProfile.type of the pod and of every container, init container and ephemeral container.
 * Allowed values: RuntimeDefault, Localhost; a container may leave it out where the pod sets one. From v1.25 Windows pods are exempt.
 */
import { podCheck } from '../check.ts'
import { isExemptWindowsPod } from '../security-contexts.ts'

const allowed = (type: string | undefined): boolean => type === 'RuntimeDefault' || type === 'Localhost'

export const seccompProfileSet = podCheck({
  id: 'seccomp-profile-set',
  severity: 'medium',
  title: { zh: '设置系统调用过滤', en: 'A seccomp profile is set' },
  why: {
    zh: '不写时多数节点不过滤系统调用，内核漏洞可从容器内直接利用。',
    en: 'Without a profile most nodes filter no system calls, and kernel flaws are within reach of the container.',
  },
  remedy: { zh: '在 Pod 的 securityContext 写 seccompProfile.type: RuntimeDefault。', en: 'Set seccompProfile.type: RuntimeDefault in the pod securityContext.' },
  snippet: 'spec:\n  securityContext:\n    seccompProfile:\n      type: RuntimeDefault\n',
  reasons: {
    unset: { zh: '未设置 seccompProfile：须为 RuntimeDefault 或 Localhost', en: 'seccompProfile is not set: it must be RuntimeDefault or Localhost' },
    type: { zh: 'seccompProfile.type 只可为 RuntimeDefault 或 Localhost', en: 'seccompProfile.type must be RuntimeDefault or Localhost' },
  },
  aliases: { pss: ['Seccomp (restricted)'], polaris: ['linuxHardening'], checkov: ['CKV_K8S_31'], kyverno: ['restrict-seccomp-strict'], cis: ['5.7.2'] },
  pss: { profile: 'restricted', control: 'Seccomp' },
  applies: (pod, { pssMinor }) => pssMinor >= 19 && !isExemptWindowsPod(pod, pssMinor),
  *evaluate(pod) {
    const ofPod = pod.spec.securityContext?.seccompProfile
    if (ofPod != null && !allowed(ofPod.type)) yield { reason: 'type', path: `${pod.path}.securityContext.seccompProfile.type`, found: ofPod.type ?? '' }
    for (const { container, path } of pod.containers) {
      const own = container.securityContext?.seccompProfile
      const at = `${path}.securityContext.seccompProfile.type`
      if (own == null) {
        if (ofPod == null) yield { reason: 'unset', path: at }
      } else if (!allowed(own.type)) yield { reason: 'type', path: at, found: own.type ?? '' }
    }
  },
})
