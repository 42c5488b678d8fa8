/**
 * Restricted fields: jwt[*].claimValidationRules of the API server's AuthenticationConfiguration (apiserver.config.k8s.io).
 * Allowed values: for every issuer a rule on the claim amr or acr (RFC 8176, OpenID Connect Core), by requiredValue or in a CEL expression.
 * That the identity provider fills the claim truthfully is its own assessment's matter.
 */
import { authenticationOf, isAuthentication } from '../api-server.ts'
import { objectCheck } from '../check.ts'

const claims: readonly (string | undefined)[] = ['amr', 'acr']
const named = /\bclaims(\.(amr|acr)\b|\[['"](amr|acr)['"]\])/

export const loginRequiresMultiFactorClaim = objectCheck({
  id: 'login-requires-multi-factor-claim',
  severity: 'high',
  title: { zh: '登录要求多因素声明', en: 'Login demands a multi-factor claim' },
  why: { zh: '接口服务不看第二因素，只偷到口令的人照样进得来。', en: 'Where the API server does not ask for the second factor, a stolen password is enough.' },
  remedy: { zh: '为每个签发者加 claimValidationRules，要求 amr 或 acr 写明第二因素。', en: 'Give every issuer a claimValidationRule that demands the second factor in amr or acr.' },
  snippet: 'jwt:\n  - issuer: { url: "https://id.city.example", audiences: [kubernetes] }\n    claimValidationRules: [{ expression: "\'otp\' in claims.amr", message: second factor }]\n',
  reasons: { 'no-rule': { zh: '没有要求第二因素的校验规则', en: 'no rule demands the second factor' } },
  scopes: ['platform', 'server'],
  target: { kinds: ['AuthenticationConfiguration'] },
  applies: (subject) => isAuthentication(subject) && (authenticationOf(subject).jwt ?? []).length > 0,
  *evaluate(subject) {
    for (const { issuer, claimValidationRules = [] } of authenticationOf(subject).jwt ?? []) {
      const demanded = claimValidationRules.some((rule) => (claims.includes(rule.claim) && (rule.requiredValue ?? '') !== '') || named.test(rule.expression ?? ''))
      if (!demanded) yield { reason: 'no-rule', path: `jwt[${issuer?.url ?? ''}].claimValidationRules` }
    }
  },
})
