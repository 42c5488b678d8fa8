/**
 * Masks over /proc (PSS baseline, control /proc Mount Type).
 * Restricted field: securityContext.procMount of every container, init container and ephemeral container.
 * Allowed values: undefined, null, Default; from v1.35 any value where spec.hostUsers is false (a user namespace). The
 * restricted profile keeps forbidding it then: proc-mount-masked.
 */
import { podCheck } from '../check.ts'

export const procMountDefault = podCheck({
  id: 'proc-mount-default',
  severity: 'high',
  title: { zh: '/proc 保持默认遮蔽', en: '/proc keeps its default masks' },
  why: {
    zh: '默认遮蔽挡住 /proc 中可读写内核参数和主机信息的文件，Unmasked 会全部露出。',
    en: 'The default masks hide the files of /proc that read and change the kernel; Unmasked shows them all.',
  },
  remedy: { zh: '删除 procMount，或写成 Default。', en: 'Remove procMount or set it to Default.' },
  snippet: 'securityContext:\n  procMount: Default\n',
  reasons: { 'proc-mount': { zh: 'procMount 只能不写或为 Default', en: 'procMount must be unset or Default' } },
  aliases: { pss: ['/proc Mount Type'], 'kube-linter': ['unsafe-proc-mount'], polaris: ['procMount'], kyverno: ['disallow-proc-mount'] },
  pss: { profile: 'baseline', control: '/proc Mount Type' },
  *evaluate(pod, { pssMinor }) {
    if (pssMinor >= 35 && pod.spec.hostUsers === false) return
    for (const { container, path } of pod.containers) {
      const value = container.securityContext?.procMount
      if (value != null && value !== 'Default') yield { reason: 'proc-mount', path: `${path}.securityContext.procMount`, found: value }
    }
  },
})
