/**
 * Capabilities beyond the container runtime's default set (PSS baseline, control Capabilities).
 * Restricted field: securityContext.capabilities.add of every container, init container and ephemeral container.
 * Allowed values: undefined, or names of `allowed` below. The restricted profile is narrower: no-added-capabilities.
 */
import { podCheck } from '../check.ts'

/** What the runtimes give by default, by the standard's own list. */
export const defaultCapabilities: readonly string[] = [
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT',
]

export const capabilitiesWithinDefault = podCheck({
  id: 'capabilities-within-default',
  severity: 'high',
  title: { zh: '不添加默认集合以外的内核能力', en: 'No capabilities beyond the default set' },
  why: {
    zh: 'NET_RAW、SYS_ADMIN 等能力可伪造报文、挂载文件系统，进而跳出容器。',
    en: 'NET_RAW, SYS_ADMIN and the like allow forged packets, mounts and from there a way out of the container.',
  },
  remedy: { zh: '从 capabilities.add 中删除该能力；受限级别下只可保留 NET_BIND_SERVICE。', en: 'Remove the capability from capabilities.add; the restricted profile leaves only NET_BIND_SERVICE.' },
  snippet: 'securityContext:\n  capabilities:\n    drop: [ALL]\n',
  reasons: { 'beyond-default': { zh: `只可添加 ${defaultCapabilities.join('、')}`, en: `only these may be added: ${defaultCapabilities.join(', ')}` } },
  aliases: { pss: ['Capabilities'], polaris: ['dangerousCapabilities'], checkov: ['CKV_K8S_39'], kyverno: ['disallow-capabilities'], cis: ['5.2.9'] },
  pss: { profile: 'baseline', control: 'Capabilities' },
  *evaluate(pod) {
    for (const { container, path } of pod.containers) {
      const beyond = (container.securityContext?.capabilities?.add ?? []).filter((name) => !defaultCapabilities.includes(name))
      for (const name of beyond) yield { reason: 'beyond-default', path: `${path}.securityContext.capabilities.add[${name}]`, found: name }
    }
  },
})
