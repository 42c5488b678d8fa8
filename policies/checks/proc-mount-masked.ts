/**
 * Masks over /proc, in user namespaces too (PSS restricted, control /proc Mount Type, from v1.35: until then the baseline control says the same).
 * Restricted field: securityContext.procMount of every container, init container and ephemeral container.
 * Allowed values: undefined, null, Default.
 */
import { podCheck } from '../check.ts'

export const procMountMasked = podCheck({
  id: 'proc-mount-masked',
  severity: 'medium',
  title: { zh: '用户命名空间内 /proc 也保持遮蔽', en: '/proc stays masked in user namespaces too' },
  why: {
    zh: '从 1.35 起基线级别允许用户命名空间内不遮蔽 /proc，受限级别仍要求遮蔽。',
    en: 'From 1.35 the baseline profile lets a pod in a user namespace unmask /proc; the restricted profile does not.',
  },
  remedy: { zh: '删除 procMount，或写成 Default。', en: 'Remove procMount or set it to Default.' },
  snippet: 'securityContext:\n  procMount: Default\n',
  reasons: { 'proc-mount': { zh: 'procMount 只能不写或为 Default', en: 'procMount must be unset or Default' } },
  aliases: { pss: ['/proc Mount Type'] },
  pss: { profile: 'restricted', control: '/proc Mount Type' },
  applies: (_pod, context) => context.pssMinor >= 35,
  *evaluate(pod) {
    for (const { container, path } of pod.containers) {
      const value = container.securityContext?.procMount
      if (value != null && value !== 'Default') yield { reason: 'proc-mount', path: `${path}.securityContext.procMount`, found: value }
    }
  },
})
