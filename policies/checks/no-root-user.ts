/**
 * User id 0 (PSS restricted, control Running as Non-root user, from v1.23).
 * Restricted fields: securityContext.runAsUser of the pod and of every container, init container and ephemeral container.
 * Allowed values: undefined, null, any id but 0. From v1.35 any value where spec.hostUsers is false.
 */
import { podCheck } from '../check.ts'
import { securityContexts } from '../security-contexts.ts'

export const noRootUser = podCheck({
  id: 'no-root-user',
  severity: 'high',
  title: { zh: '不指定 root 用户号', en: 'User id 0 is not asked for' },
  why: { zh: 'runAsUser: 0 就是以 root 运行。', en: 'runAsUser: 0 is root.' },
  remedy: { zh: '删除 runAsUser，或改为非 0 的用户号（如 10001）。', en: 'Remove runAsUser or use an id other than 0 (10001, say).' },
  snippet: 'spec:\n  securityContext:\n    runAsUser: 10001\n',
  reasons: { root: { zh: 'runAsUser 不得为 0', en: 'runAsUser must not be 0' } },
  aliases: { pss: ['Running as Non-root user'], checkov: ['CKV_K8S_40'], kyverno: ['require-run-as-non-root-user'] },
  pss: { profile: 'restricted', control: 'Running as Non-root user' },
  applies: (_pod, { pssMinor }) => pssMinor >= 23,
  *evaluate(pod, { pssMinor }) {
    if (pssMinor >= 35 && pod.spec.hostUsers === false) return
    for (const { context, path } of securityContexts(pod)) {
      if (context.runAsUser === 0) yield { reason: 'root', path: `${path}.runAsUser`, found: '0' }
    }
  },
})
