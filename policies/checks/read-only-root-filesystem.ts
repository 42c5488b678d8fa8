/**
 * Restricted field: securityContext.readOnlyRootFilesystem of every container, init container and ephemeral container.
 * Allowed values: true. Unset is false (core/v1 SecurityContext).
 */
import { podCheck } from '../check.ts'

export const readOnlyRootFilesystem = podCheck({
  id: 'read-only-root-filesystem',
  severity: 'medium',
  title: { zh: '根文件系统只读', en: 'Root filesystem is read only' },
  why: {
    zh: '根文件系统可写时，入侵者能替换程序、留下后门；只读则重启即还原。',
    en: 'A writable root lets an intruder replace programs and stay; a read-only one is as shipped after every start.',
  },
  remedy: { zh: '每个容器写 readOnlyRootFilesystem: true，需写的目录挂 emptyDir。', en: 'Set readOnlyRootFilesystem: true and mount an emptyDir where the program writes.' },
  snippet: 'securityContext:\n  readOnlyRootFilesystem: true\n',
  reasons: { writable: { zh: 'readOnlyRootFilesystem 须为 true（不写即可写）', en: 'readOnlyRootFilesystem must be true (unset means writable)' } },
  aliases: { 'kube-linter': ['no-read-only-root-fs'], polaris: ['notReadOnlyRootFilesystem'], checkov: ['CKV_K8S_22'], kyverno: ['require-ro-rootfs'] },
  // The API forbids the field on Windows pods.
  applies: (pod) => pod.spec.os?.name !== 'windows',
  *evaluate(pod) {
    for (const { container, path } of pod.containers) {
      const value = container.securityContext?.readOnlyRootFilesystem
      if (value !== true) yield { reason: 'writable', path: `${path}.securityContext.readOnlyRootFilesystem`, ...(value == null ? {} : { found: String(value) }) }
    }
  },
})
