/**
 * Kernel parameters (PSS baseline, control Sysctls).
 * Restricted field: spec.securityContext.sysctls[*].name.
 * Allowed values: undefined, or the safe list, which grew in v1.27, v1.29, v1.32 and v1.37.
 */
import { podCheck } from '../check.ts'

/** Safe sysctls with the minor version of the standard that first allows them. */
const safe: ReadonlyMap<string, number> = new Map([
  ['kernel.shm_rmid_forced', 0],
  ['net.ipv4.ip_local_port_range', 0],
  ['net.ipv4.tcp_syncookies', 0],
  ['net.ipv4.ping_group_range', 0],
  ['net.ipv4.ip_unprivileged_port_start', 0],
  ['net.ipv4.ip_local_reserved_ports', 27],
  ['net.ipv4.tcp_keepalive_time', 29],
  ['net.ipv4.tcp_fin_timeout', 29],
  ['net.ipv4.tcp_keepalive_intvl', 29],
  ['net.ipv4.tcp_keepalive_probes', 29],
  ['net.ipv4.tcp_rmem', 32],
  ['net.ipv4.tcp_wmem', 32],
  ['net.ipv4.tcp_slow_start_after_idle', 37],
  ['net.ipv4.tcp_notsent_lowat', 37],
])

/** Sysctls that the standard allows at a minor version. */
export function safeSysctls(pssMinor: number): readonly string[] {
  return [...safe].filter(([, since]) => since <= pssMinor).map(([name]) => name)
}

export const sysctlsSafe = podCheck({
  id: 'sysctls-safe',
  severity: 'medium',
  title: { zh: '只设安全的内核参数', en: 'Only safe sysctls' },
  why: {
    zh: '不在安全清单内的内核参数会影响同节点的其他容器，或关掉安全机制。',
    en: 'Kernel parameters outside the safe list affect other containers of the node or switch protections off.',
  },
  remedy: { zh: '删除该参数，需要时由平台在节点上统一设置。', en: 'Remove the sysctl; where it is needed the platform sets it on the nodes.' },
  snippet: 'securityContext:\n  sysctls:\n    - { name: net.ipv4.ip_unprivileged_port_start, value: "1024" }\n',
  reasons: { unsafe: { zh: '该内核参数不在安全清单内', en: 'the sysctl is not on the safe list' } },
  aliases: { pss: ['Sysctls'], kyverno: ['restrict-sysctls'] },
  pss: { profile: 'baseline', control: 'Sysctls' },
  *evaluate(pod, { pssMinor }) {
    for (const { name = '' } of pod.spec.securityContext?.sysctls ?? []) {
      const since = safe.get(name)
      if (since === undefined || since > pssMinor) yield { reason: 'unsafe', path: `${pod.path}.securityContext.sysctls[${name}]`, found: name }
    }
  },
})
