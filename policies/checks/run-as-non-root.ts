/**
 * Containers must be required to run as non-root (PSS restricted, control Running as Non-root).
 * Restricted fields: securityContext.runAsNonRoot of the pod and of every container, init container and ephemeral container.
 * Allowed values: true; a container may leave it out where the pod says true. From v1.35 any value where spec.hostUsers is false.
 * The user id 0 is the control Running as Non-root user: no-root-user.
 */
import { podCheck } from '../check.ts'

export const runAsNonRoot = podCheck({
  id: 'run-as-non-root',
  severity: 'high',
  title: { zh: '容器以非 root 身份运行', en: 'Containers run as non-root' },
  why: {
    zh: '容器内的 root 一旦跳出容器就是宿主机的 root；写明后节点会拒绝以 root 启动。',
    en: "Root in a container is root on the node once it gets out; with the field set the node refuses to start it as root.",
  },
  remedy: { zh: '在 Pod 的 securityContext 写 runAsNonRoot: true，镜像用非 0 用户。', en: 'Set runAsNonRoot: true in the pod securityContext and use an image with a non-zero user.' },
  snippet: 'spec:\n  securityContext:\n    runAsNonRoot: true\n    runAsUser: 10001\n',
  reasons: {
    'not-required': { zh: '未要求非 root：须在 Pod 或容器写 runAsNonRoot: true', en: 'non-root is not required: set runAsNonRoot: true on the pod or the container' },
    false: { zh: 'runAsNonRoot 不得为 false', en: 'runAsNonRoot must not be false' },
  },
  aliases: {
    pss: ['Running as Non-root'], 'kube-linter': ['run-as-non-root'], polaris: ['runAsRootAllowed'], checkov: ['CKV_K8S_23'],
    kyverno: ['require-run-as-nonroot'], mtb: ['MTB-PL1-BC-CPI-4'], cis: ['5.2.7'],
  },
  pss: { profile: 'restricted', control: 'Running as Non-root' },
  *evaluate(pod, { pssMinor }) {
    if (pssMinor >= 35 && pod.spec.hostUsers === false) return
    const ofPod = pod.spec.securityContext?.runAsNonRoot
    if (ofPod === false) yield { reason: 'false', path: `${pod.path}.securityContext.runAsNonRoot`, found: 'false' }
    for (const { container, path } of pod.containers) {
      const own = container.securityContext?.runAsNonRoot
      const at = `${path}.securityContext.runAsNonRoot`
      if (own === false) yield { reason: 'false', path: at, found: 'false' }
      else if (own !== true && ofPod !== true && ofPod !== false) yield { reason: 'not-required', path: at }
    }
  },
})
