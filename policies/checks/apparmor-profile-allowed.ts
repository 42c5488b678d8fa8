/**
 * AppArmor profiles (PSS baseline, control AppArmor).
 * Restricted fields: appArmorProfile.type of the pod's and every container's securityContext; allowed: undefined, RuntimeDefault, Localhost.
 * Restricted annotations: container.apparmor.security.beta.kubernetes.io/*; allowed: empty, runtime/default, localhost/*.
 * Level four asks for a profile to be set: mandatory-access-profile-set.
 */
import { podCheck } from '../check.ts'
import { metadataPath, securityContexts } from '../security-contexts.ts'

export const apparmorAnnotation = 'container.apparmor.security.beta.kubernetes.io/'

export const apparmorProfileAllowed = podCheck({
  id: 'apparmor-profile-allowed',
  severity: 'high',
  title: { zh: '不关闭 AppArmor', en: 'AppArmor is not switched off' },
  why: {
    zh: '运行时默认的 AppArmor 配置限制容器可访问的文件和操作，设为 Unconfined 即失去这道强制访问控制。',
    en: 'The runtime default profile limits files and operations; Unconfined takes this mandatory access control away.',
  },
  remedy: { zh: '删除该设置，或写 RuntimeDefault、Localhost。', en: 'Remove the setting, or use RuntimeDefault or Localhost.' },
  snippet: 'securityContext:\n  appArmorProfile:\n    type: RuntimeDefault\n',
  reasons: {
    type: { zh: 'appArmorProfile.type 只可为 RuntimeDefault 或 Localhost', en: 'appArmorProfile.type must be RuntimeDefault or Localhost' },
    annotation: { zh: 'AppArmor 注解只可为 runtime/default 或 localhost/…', en: 'the AppArmor annotation must be runtime/default or localhost/…' },
  },
  aliases: { pss: ['AppArmor'], polaris: ['linuxHardening'], kyverno: ['restrict-apparmor-profiles'] },
  pss: { profile: 'baseline', control: 'AppArmor' },
  *evaluate(pod) {
    for (const { context, path } of securityContexts(pod)) {
      const profile = context.appArmorProfile
      if (profile == null || profile.type === 'RuntimeDefault' || profile.type === 'Localhost') continue
      yield { reason: 'type', path: `${path}.appArmorProfile.type`, found: profile.type ?? '' }
    }
    for (const [key, value] of Object.entries(pod.metadata.annotations ?? {})) {
      if (!key.startsWith(apparmorAnnotation) || value === '' || value === 'runtime/default' || value.startsWith('localhost/')) continue
      yield { reason: 'annotation', path: `${metadataPath(pod)}.annotations[${key}]`, found: value }
    }
  },
})
