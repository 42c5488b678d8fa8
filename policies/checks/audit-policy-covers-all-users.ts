/**
 * Restricted fields: rules and omitStages of the API server's audit policy file (audit.k8s.io Policy).
 * Allowed values: level None only for the control plane's own callers or for non-resource URLs; the last rule takes everything at Metadata or
 * above; ResponseComplete is kept, for it holds the outcome.
 */
import { isAuditPolicy, auditPolicyOf, matchesEverything, onlyControlPlane } from '../audit-policy.ts'
import { objectCheck } from '../check.ts'

export const auditPolicyCoversAllUsers = objectCheck({
  id: 'audit-policy-covers-all-users',
  severity: 'critical',
  title: { zh: '审计策略覆盖全部用户', en: 'Audit policy covers every user' },
  aliases: { checkov: ['CKV_K8S_91'], cis: ['3.2.1'] },
  why: { zh: '审计策略放过的人和操作，事后没有任何记录可查。', en: 'Whom and what the audit policy leaves out leaves no trace.' },
  remedy: { zh: '去掉对人员的 level: None；最后一条规则不加条件、级别 Metadata 以上；不要省略 ResponseComplete 阶段。', en: 'Remove level: None for people; end with an unconditional rule at Metadata or above; keep the stage ResponseComplete.' },
  snippet: 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n  - { level: None, nonResourceURLs: ["/livez*", "/readyz*"] }\n  - { level: Metadata }\n',
  reasons: {
    'silent-for-people': { zh: '规则让人员或租户的操作不留记录', en: 'a rule leaves operations of people or tenants unrecorded' },
    'no-catch-all': { zh: '最后没有兜底规则，没提到的操作不留记录', en: 'there is no catch-all at the end: what no rule names is not recorded' },
    'no-outcome': { zh: '省略了 ResponseComplete 阶段，看不出操作成没成', en: 'the stage ResponseComplete is omitted: nobody sees whether it succeeded' },
  },
  scopes: ['platform', 'server'],
  target: { kinds: ['Policy'] },
  applies: isAuditPolicy,
  *evaluate(subject) {
    const { rules = [], omitStages = [] } = auditPolicyOf(subject)
    const last = rules.at(-1)
    for (const [i, rule] of rules.entries()) {
      const urlsOnly = (rule.nonResourceURLs ?? []).length > 0 && (rule.resources ?? []).length === 0
      if (rule.level === 'None' && !urlsOnly && !onlyControlPlane(rule)) yield { reason: 'silent-for-people', path: `rules[${i}]`, found: 'None' }
      if ((rule.omitStages ?? []).includes('ResponseComplete')) yield { reason: 'no-outcome', path: `rules[${i}].omitStages` }
    }
    if (last === undefined || !matchesEverything(last) || last.level === 'None') yield { reason: 'no-catch-all', path: 'rules' }
    if (omitStages.includes('ResponseComplete')) yield { reason: 'no-outcome', path: 'omitStages' }
  },
})
