/**
 * Restricted fields: type of Secrets.
 * Allowed values: anything but kubernetes.io/service-account-token. Pods get short-lived bound tokens by projection (KEP-1205); an exception
 * with an end date is a Waiver.
 */
import { objectCheck } from '../check.ts'

export const noStaticServiceAccountToken = objectCheck({
  id: 'no-static-service-account-token',
  severity: 'high',
  title: { zh: '没有长期静态令牌', en: 'No long-lived tokens' },
  aliases: { kyverno: ['deny-secret-service-account-token-type'] },
  why: { zh: '静态令牌不会过期，泄露一次就长期有效，也不随容器组销毁而失效。', en: 'A static token never expires: leaked once it works for good, also when its pod is long gone.' },
  remedy: { zh: '删除该 Secret；改用投射卷里的短期令牌，或 TokenRequest 接口。', en: 'Delete the Secret; use the short-lived token of a projected volume, or the TokenRequest API.' },
  snippet: `volumes:
  - name: token
    projected:
      sources:
        - serviceAccountToken: { path: token, expirationSeconds: 3600, audience: https://kubernetes.default.svc }
`,
  reasons: { 'static-token': { zh: '存有长期服务账户令牌', en: 'a long-lived service account token is stored' } },
  target: { kinds: ['Secret'] },
  *evaluate(subject) {
    const type = subject.object['type']
    if (type === 'kubernetes.io/service-account-token') yield { reason: 'static-token', path: 'type', found: type }
  },
})
