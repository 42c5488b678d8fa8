/**
 * Restricted fields: jwt and anonymous of the API server's AuthenticationConfiguration (apiserver.config.k8s.io).
 * Allowed values: at least one jwt issuer, each by https; user names with a prefix or a CEL mapping, so that nobody passes for `system:…`;
 * anonymous callers off, or limited to the health paths. What a person used in fact is for the audit log to tell.
 */
import { authenticationOf, isAuthentication } from '../api-server.ts'
import { objectCheck } from '../check.ts'

const health = /^\/(livez|readyz|healthz)(\/|$)/

export const identityProviderLoginRequired = objectCheck({
  id: 'identity-provider-login-required',
  severity: 'critical',
  title: { zh: '人员统一身份登录', en: 'People log in by the identity provider' },
  aliases: { checkov: ['CKV_K8S_69', 'CKV_K8S_70'] },
  why: { zh: '不经统一身份，人走了账号还在，谁也说不清一个用户名背后是谁。', en: 'Without the identity provider an account outlives its owner and nobody knows who is behind a name.' },
  remedy: { zh: '在 AuthenticationConfiguration 里配置统一身份的 jwt 签发者（https、用户名前缀），关闭匿名或只留健康检查。', en: 'Configure the identity provider as jwt issuer (https, a prefix for user names) and turn anonymous off, or leave it the health paths.' },
  snippet: 'apiVersion: apiserver.config.k8s.io/v1\nkind: AuthenticationConfiguration\nanonymous: { enabled: true, conditions: [{ path: /livez }, { path: /readyz }] }\njwt:\n  - issuer: { url: "https://id.city.example", audiences: [kubernetes] }\n    claimMappings: { username: { claim: sub, prefix: "id:" } }\n    claimValidationRules: [{ expression: "\'otp\' in claims.amr", message: second factor }]\n',
  reasons: {
    'no-issuer': { zh: '没有配置统一身份的签发者', en: 'no issuer is configured' },
    'not-https': { zh: '签发者的地址不是 https', en: 'the issuer is not reached by https' },
    'no-prefix': { zh: '用户名没有前缀，可能与系统账户混同', en: 'user names have no prefix and may pass for system accounts' },
    anonymous: { zh: '匿名访问没有关闭或没有限于健康检查', en: 'anonymous access is neither off nor limited to the health paths' },
  },
  scopes: ['platform', 'server'],
  target: { kinds: ['AuthenticationConfiguration'] },
  applies: isAuthentication,
  *evaluate(subject) {
    const { jwt = [], anonymous } = authenticationOf(subject)
    if (jwt.length === 0) yield { reason: 'no-issuer', path: 'jwt' }
    for (const { issuer, claimMappings } of jwt) {
      const url = issuer?.url ?? ''
      const username = claimMappings?.username
      if (!url.startsWith('https://')) yield { reason: 'not-https', path: `jwt[${url}].issuer.url`, found: url }
      if (username?.expression === undefined && (username?.prefix ?? '') === '') yield { reason: 'no-prefix', path: `jwt[${url}].claimMappings.username` }
    }
    // Unset, the flag --anonymous-auth decides, whose default is on.
    const paths = anonymous?.conditions ?? []
    if (anonymous?.enabled !== false && (paths.length === 0 || !paths.every(({ path }) => health.test(path ?? '')))) yield { reason: 'anonymous', path: 'anonymous', found: paths.map(({ path }) => path ?? '').join(', ') }
  },
})
