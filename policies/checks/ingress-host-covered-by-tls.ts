/**
 * Restricted fields: spec.rules[*].host and spec.tls of Ingresses that have TLS.
 * Allowed values: every rule names a host, every host stands in the hosts of a tls entry (a wildcard covers exactly one label), every tls
 * entry names a Secret.
 */
import { objectCheck } from '../check.ts'

interface IngressSpec {
  readonly rules?: readonly { readonly host?: string }[]
  readonly tls?: readonly { readonly hosts?: readonly string[]; readonly secretName?: string }[]
}

export const ingressHostCoveredByTls = objectCheck({
  id: 'ingress-host-covered-by-tls',
  severity: 'high',
  title: { zh: '入口的每个域名都有证书', en: 'Every host of an Ingress is covered by TLS' },
  aliases: { kyverno: ['ingress-host-match-tls'] },
  why: { zh: '没有被证书覆盖的域名会以明文或错误的证书提供，用户分不清真假。', en: 'A host that no certificate covers is served in clear or with a wrong certificate, and users cannot tell true from false.' },
  remedy: { zh: '把域名写进 spec.tls 的 hosts，并写明 secretName。', en: 'List the host in the hosts of spec.tls, with its secretName.' },
  snippet: `spec:
  tls: [{ hosts: [portal.city.example], secretName: portal-tls }]
  rules: [{ host: portal.city.example }]
`,
  reasons: {
    'host-not-covered': { zh: '域名不在任何 tls 条目里', en: 'the host stands in no tls entry' },
    'rule-without-host': { zh: '规则没有写域名，匹配一切域名', en: 'the rule names no host and so matches all' },
    'no-secret': { zh: 'tls 条目没有写证书所在的 Secret', en: 'the tls entry names no Secret for its certificate' },
  },
  target: { kinds: ['Ingress'] },
  applies: (subject) => (((subject.object['spec'] ?? {}) as IngressSpec).tls ?? []).length > 0,
  *evaluate(subject) {
    const { rules = [], tls = [] } = (subject.object['spec'] ?? {}) as IngressSpec
    const covered = tls.flatMap((entry) => entry.hosts ?? [])
    for (const { host } of rules) {
      if (host === undefined || host === '') yield { reason: 'rule-without-host', path: 'spec.rules' }
      else if (!covered.some((pattern) => covers(pattern, host))) yield { reason: 'host-not-covered', path: `spec.rules[${host}]`, found: covered.join(', ') }
    }
    for (const entry of tls) if ((entry.secretName ?? '') === '') yield { reason: 'no-secret', path: `spec.tls[${(entry.hosts ?? []).join(',')}]` }
  },
})

/** RFC 6125: `*` stands for one whole left-most label. */
function covers(pattern: string, host: string): boolean {
  const [a, b] = [pattern.toLowerCase(), host.toLowerCase()]
  return a === b || (a.startsWith('*.') && !b.startsWith('*') && b.slice(b.indexOf('.')) === a.slice(1) && b.includes('.'))
}
