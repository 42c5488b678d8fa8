/**
 * SELinux labels (PSS baseline, control SELinux).
 * Restricted fields: seLinuxOptions.type, .user, .role of the pod's and every container's securityContext.
 * Allowed values: type undefined, "", container_t, container_init_t, container_kvm_t, from v1.31 container_engine_t; user and role undefined or "".
 */
import { podCheck } from '../check.ts'
import { securityContexts } from '../security-contexts.ts'

const types: readonly string[] = ['container_t', 'container_init_t', 'container_kvm_t']

/** Types that the standard allows at a minor version. */
export function allowedSelinuxTypes(pssMinor: number): readonly string[] {
  return pssMinor >= 31 ? [...types, 'container_engine_t'] : types
}

export const selinuxOptionsAllowed = podCheck({
  id: 'selinux-options-allowed',
  severity: 'high',
  title: { zh: 'SELinux 标记限于容器类型', en: 'SELinux labels stay within container types' },
  why: {
    zh: '自定义 SELinux 类型、用户或角色可让容器脱离强制访问控制的隔离。',
    en: 'A custom SELinux type, user or role lets a container step out of mandatory access control.',
  },
  remedy: {
    zh: '删除 user、role；type 用 container_t、container_init_t、container_kvm_t 或 container_engine_t（1.31 起）。',
    en: 'Remove user and role; use type container_t, container_init_t, container_kvm_t or (from 1.31) container_engine_t.',
  },
  snippet: 'securityContext:\n  seLinuxOptions:\n    type: container_t\n',
  reasons: {
    type: { zh: 'SELinux 类型不在允许之列', en: 'SELinux type is not an allowed one' },
    user: { zh: '不得自定义 SELinux 用户', en: 'SELinux user must not be set' },
    role: { zh: '不得自定义 SELinux 角色', en: 'SELinux role must not be set' },
  },
  aliases: { pss: ['SELinux'], kyverno: ['disallow-selinux'] },
  pss: { profile: 'baseline', control: 'SELinux' },
  *evaluate(pod, { pssMinor }) {
    const allowed = allowedSelinuxTypes(pssMinor)
    for (const { context, path } of securityContexts(pod)) {
      const options = context.seLinuxOptions
      if (options == null) continue
      const { type, user, role } = options
      if (type && !allowed.includes(type)) yield { reason: 'type', path: `${path}.seLinuxOptions.type`, found: type }
      if (user) yield { reason: 'user', path: `${path}.seLinuxOptions.user`, found: user }
      if (role) yield { reason: 'role', path: `${path}.seLinuxOptions.role`, found: role }
    }
  },
})
