/**
 * Restricted fields: annotations of Ingresses in zones that the internet reaches, and the controller's ConfigMap (ingress-nginx with ModSecurity).
 * Allowed values: ModSecurity on, its engine On (the default is DetectionOnly), a rule set, a rate limit. Which attacks the rules stop is for a
 * penetration test to show; a firewall in front of the cluster is proved on paper.
 */
import { objectCheck } from '../check.ts'
import { settingsOf, zoneOf } from '../ingress-settings.ts'

export const ingressWafEnabled = objectCheck({
  id: 'ingress-waf-enabled',
  severity: 'high',
  title: { zh: '入口启用应用防火墙', en: 'A web application firewall guards ingress' },
  why: { zh: '互联网入口不过滤内容，注入和扫描直接打到应用。', en: 'On an entry that filters nothing injections and scans hit the application itself.' },
  remedy: { zh: '为入口开 ModSecurity 并设 SecRuleEngine On，启用 OWASP 核心规则集和请求速率上限。', en: 'Turn ModSecurity on with SecRuleEngine On, enable the OWASP core rule set and a request rate limit.' },
  snippet: `metadata:
  annotations:
    nginx.ingress.kubernetes.io/enable-modsecurity: "true"
    nginx.ingress.kubernetes.io/enable-owasp-core-rules: "true"
    nginx.ingress.kubernetes.io/modsecurity-snippet: SecRuleEngine On
    nginx.ingress.kubernetes.io/limit-rps: "50"
`,
  reasons: {
    off: { zh: '没有启用应用防火墙', en: 'no web application firewall is on' },
    'detect-only': { zh: '应用防火墙只检测不拦截', en: 'the firewall detects and does not block' },
    'no-rules': { zh: '应用防火墙没有规则集', en: 'the firewall has no rule set' },
    'no-rate-limit': { zh: '没有请求速率上限', en: 'there is no request rate limit' },
  },
  target: { kinds: ['Ingress'] },
  applies: (ingress, context) => ingress.place === undefined || zoneOf(ingress, context)?.exposure === 'internet',
  *evaluate(ingress, context) {
    const { annotation, global } = settingsOf(ingress, context)
    const snippet = annotation('modsecurity-snippet') ?? global('modsecurity-snippet') ?? ''
    if ((annotation('enable-modsecurity') ?? global('enable-modsecurity')) !== 'true') yield { reason: 'off', path: 'metadata.annotations[enable-modsecurity]' }
    else {
      if (!/^\s*SecRuleEngine\s+On\s*$/im.test(snippet)) yield { reason: 'detect-only', path: 'metadata.annotations[modsecurity-snippet]' }
      const rules = annotation('enable-owasp-core-rules') ?? global('enable-owasp-modsecurity-crs')
      if (rules !== 'true' && !/^\s*(Include|SecRule)\s/im.test(snippet)) yield { reason: 'no-rules', path: 'metadata.annotations[enable-owasp-core-rules]' }
    }
    const limits = ['limit-rps', 'limit-rpm', 'limit-connections'].map((name) => Number(annotation(name) ?? 0))
    if (!limits.some((n) => n > 0)) yield { reason: 'no-rate-limit', path: 'metadata.annotations[limit-rps]' }
  },
})
