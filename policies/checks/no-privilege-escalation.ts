/**
 * Gaining privileges after start, by set-user-ID files and the like (PSS restricted, control Privilege Escalation, from v1.8).
 * Restricted field: securityContext.allowPrivilegeEscalation of every container, init container and ephemeral container.
 * Allowed values: false. From v1.25 Windows pods (spec.os.name: windows) are exempt.
 */
import { podCheck } from '../check.ts'
import { isExemptWindowsPod } from '../security-contexts.ts'

export const noPrivilegeEscalation = podCheck({
  id: 'no-privilege-escalation',
  severity: 'high',
  title: { zh: '禁止提升权限', en: 'No privilege escalation' },
  why: {
    zh: '不写即允许：容器内带 SUID 位的程序可取得比启动时更高的权限。',
    en: 'Unset means allowed: a set-user-ID program in the image can gain more rights than the container started with.',
  },
  remedy: { zh: '每个容器都写 allowPrivilegeEscalation: false。', en: 'Set allowPrivilegeEscalation: false in every container.' },
  snippet: 'securityContext:\n  allowPrivilegeEscalation: false\n',
  reasons: {
    allowed: { zh: 'allowPrivilegeEscalation 须为 false', en: 'allowPrivilegeEscalation must be false' },
    unset: { zh: 'allowPrivilegeEscalation 未写（缺省即允许），须为 false', en: 'allowPrivilegeEscalation is unset, which allows it; it must be false' },
  },
  aliases: {
    pss: ['Privilege Escalation'], 'kube-linter': ['privilege-escalation-container'], polaris: ['privilegeEscalationAllowed'],
    checkov: ['CKV_K8S_20'], kyverno: ['disallow-privilege-escalation'], mtb: ['MTB-PL1-BC-CPI-6'], cis: ['5.2.6'],
  },
  pss: { profile: 'restricted', control: 'Privilege Escalation' },
  applies: (pod, { pssMinor }) => pssMinor >= 8 && !isExemptWindowsPod(pod, pssMinor),
  *evaluate(pod) {
    for (const { container, path } of pod.containers) {
      const value = container.securityContext?.allowPrivilegeEscalation
      if (value === false) continue
      const at = `${path}.securityContext.allowPrivilegeEscalation`
      yield value == null ? { reason: 'unset', path: at } : { reason: 'allowed', path: at, found: 'true' }
    }
  },
})
