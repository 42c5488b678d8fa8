/**
 * Level four only. Restricted fields: appArmorProfile, seLinuxOptions and procMount of the pod's and every container's securityContext,
 * and the older annotations container.apparmor.security.beta.kubernetes.io/NAME.
 * Allowed values: for every container an AppArmor profile RuntimeDefault or Localhost, or an SELinux type of the list (own or the pod's);
 * no custom SELinux user or role; procMount Default.
 */
import { podCheck, type Offence } from '../check.ts'
import type { PodSecurityContext } from '../kubernetes.ts'
import { securityContexts } from '../security-contexts.ts'

const apparmorTypes: readonly string[] = ['RuntimeDefault', 'Localhost']
const selinuxTypes: readonly string[] = ['container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t']

export const mandatoryAccessProfileSet = podCheck({
  id: 'mandatory-access-profile-set',
  severity: 'high',
  title: { zh: '设置强制访问控制配置', en: 'A mandatory access profile is set' },
  why: {
    zh: '四级系统须由强制访问控制约束进程对文件和设备的访问，不能只靠缺省。',
    en: 'At level four mandatory access control must bound what processes reach; a default that may be absent is not enough.',
  },
  remedy: { zh: '在 Pod 的 securityContext 写 appArmorProfile.type: RuntimeDefault，或写允许的 seLinuxOptions.type。', en: 'Set appArmorProfile.type: RuntimeDefault, or an allowed seLinuxOptions.type, in the pod securityContext.' },
  snippet: 'spec:\n  securityContext:\n    appArmorProfile:\n      type: RuntimeDefault\n',
  reasons: {
    none: { zh: '没有 AppArmor 配置，也没有 SELinux 类型', en: 'neither an AppArmor profile nor an SELinux type is set' },
    unconfined: { zh: 'AppArmor 只可为 RuntimeDefault 或 Localhost', en: 'the AppArmor profile must be RuntimeDefault or Localhost' },
    'selinux-type': { zh: 'SELinux 类型不在允许之列', en: 'SELinux type is not an allowed one' },
    'selinux-user-or-role': { zh: '不得自定义 SELinux 用户或角色', en: 'SELinux user and role must not be set' },
    'proc-mount': { zh: 'procMount 只能不写或为 Default', en: 'procMount must be unset or Default' },
  },
  aliases: {
    pss: ['AppArmor', 'SELinux', '/proc Mount Type'], 'kube-linter': ['unsafe-proc-mount'], polaris: ['linuxHardening', 'procMount'],
    kyverno: ['restrict-apparmor-profiles', 'disallow-selinux', 'disallow-proc-mount'],
  },
  // The API forbids AppArmor and SELinux on Windows pods.
  applies: (pod, context) => context.level === 4 && pod.spec.os?.name !== 'windows',
  *evaluate(pod) {
    for (const { context, path } of securityContexts(pod)) yield* wrong(context, path)
    const ofPod = pod.spec.securityContext
    for (const { container, path } of pod.containers) {
      const own = container.securityContext
      const annotated = pod.metadata.annotations?.[`container.apparmor.security.beta.kubernetes.io/${container.name ?? ''}`]
      const set = [own?.appArmorProfile ?? ofPod?.appArmorProfile, own?.seLinuxOptions?.type ?? ofPod?.seLinuxOptions?.type].some((v) => v != null && v !== '')
      if (annotated === 'unconfined') yield { reason: 'unconfined', path, found: annotated }
      else if (!set && annotated === undefined) yield { reason: 'none', path }
    }
  },
})

function* wrong(context: PodSecurityContext, path: string): Generator<Offence> {
  const { appArmorProfile: apparmor, seLinuxOptions: selinux, procMount } = context
  if (apparmor != null && !apparmorTypes.includes(apparmor.type ?? '')) yield { reason: 'unconfined', path: `${path}.appArmorProfile.type`, found: apparmor.type ?? '' }
  if (selinux?.type && !selinuxTypes.includes(selinux.type)) yield { reason: 'selinux-type', path: `${path}.seLinuxOptions.type`, found: selinux.type }
  for (const field of ['user', 'role'] as const) {
    const value = selinux?.[field]
    if (value) yield { reason: 'selinux-user-or-role', path: `${path}.seLinuxOptions.${field}`, found: value }
  }
  if (procMount != null && procMount !== 'Default') yield { reason: 'proc-mount', path: `${path}.procMount`, found: procMount }
}
