/**
 * Restricted fields: labels pod-security.kubernetes.io/enforce and enforce-version of tenant and platform namespaces.
 * Allowed values: restricted, with a version v1.N. `latest` or none would change what is admitted with the next upgrade of the server.
 * baseline is a finding; a dated exception is a Waiver.
 */
import { objectCheck } from '../check.ts'
import { metadataOf } from '../placed.ts'

const enforce = 'pod-security.kubernetes.io/enforce'
const version = 'pod-security.kubernetes.io/enforce-version'

export const podSecurityRestrictedEnforced = objectCheck({
  id: 'pod-security-restricted-enforced',
  severity: 'high',
  title: { zh: '强制受限级容器组安全标准', en: 'Pod Security restricted is enforced' },
  aliases: { pss: ['restricted'], kyverno: ['apply-pss-restricted-profile'], cis: ['5.2.1'] },
  why: { zh: '不在准入时强制，违规的容器组就能运行起来，事后才被发现。', en: 'Without enforcement at admission a pod that breaks the standard runs first and is found later.' },
  remedy: { zh: '给命名空间写 enforce: restricted 和固定的 enforce-version。', en: 'Label the namespace enforce: restricted with a pinned enforce-version.' },
  snippet: `metadata:
  labels:
    pod-security.kubernetes.io/enforce: restricted
    pod-security.kubernetes.io/enforce-version: v1.34
`,
  reasons: {
    'not-enforced': { zh: '没有强制容器组安全标准', en: 'no Pod Security level is enforced' },
    'not-restricted': { zh: '强制的级别不是 restricted', en: 'the level enforced is not restricted' },
    'version-not-pinned': { zh: '没有固定版本', en: 'the version is not pinned' },
  },
  target: { kinds: ['Namespace'] },
  *evaluate(subject) {
    const own = metadataOf(subject).labels ?? {}
    const level = own[enforce]
    if (level === undefined) {
      yield { reason: 'not-enforced', path: `metadata.labels[${enforce}]` }
      return
    }
    if (level !== 'restricted') yield { reason: 'not-restricted', path: `metadata.labels[${enforce}]`, found: level }
    if (!/^v1\.(0|[1-9][0-9]*)$/.test(own[version] ?? '')) yield { reason: 'version-not-pinned', path: `metadata.labels[${version}]`, found: own[version] ?? 'unset' }
  },
})
