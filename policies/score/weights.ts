/**
 * Weights of the security index, versioned: every number is this project's own proposal (Guangdong names such an index and publishes no
 * weights). A department in charge sets its own by a new version; numbers of two versions are never compared, the older period is
 * reckoned again under the newer weights.
 */
import { domainText, type Clause } from '../catalogue/clause.ts'
import type { LevelCatalogue } from '../catalogue/catalogue.ts'
import type { VerdictWord } from '../verdict/words.ts'

export interface IndexWeights {
  readonly format: 'ywq.index-weights'
  readonly version: number
  /** Share of each security domain; they sum to 1. A domain's share is spread evenly over its clauses at the level. */
  readonly domains: Readonly<Record<string, number>>
  /** How much of a clause's weight its verdict earns. What is not known earns nothing. */
  readonly earns: Readonly<Record<Exclude<VerdictWord, 'not-applicable'>, number>>
  /** Below this share of assessed weight a number is shown and not compared. */
  readonly comparableFrom: number
}

export const weights: IndexWeights = {
  format: 'ywq.index-weights',
  version: 1,
  domains: {
    安全物理环境: 0.04,
    安全通信网络: 0.1,
    安全区域边界: 0.15,
    安全计算环境: 0.25,
    安全管理中心: 0.1,
    安全管理制度: 0.04,
    安全管理机构: 0.06,
    安全管理人员: 0.06,
    安全建设管理: 0.08,
    安全运维管理: 0.12,
  },
  earns: { met: 1, 'partially-met': 0.5, 'not-met': 0, 'not-assessed': 0 },
  comparableFrom: 0.6,
}

/**
 * Weight of every clause of a level; they sum to 1.
 * @throws Error where the domains' shares do not sum to 1, or a domain of the catalogue has none
 */
export function clauseWeights({ clauses, level }: Pick<LevelCatalogue, 'clauses' | 'level'>, { domains }: IndexWeights): ReadonlyMap<string, number> {
  const sum = Object.values(domains).reduce((a, b) => a + b, 0)
  if (Math.abs(sum - 1) > 1e-9) throw new Error(`指数权重之和应为 1，现为 ${sum} / index weights must sum to 1, found ${sum}`)
  const counts = new Map<string, number>()
  for (const { domain } of clauses) counts.set(domain, (counts.get(domain) ?? 0) + 1)
  const present = [...counts.keys()].reduce((n, domain) => n + shareOf(domain, domains, level), 0)
  return new Map(clauses.map((c: Clause) => [c.id, shareOf(c.domain, domains, level) / present / (counts.get(c.domain) ?? 1)]))
}

function shareOf(domain: string, domains: IndexWeights['domains'], level: number): number {
  const share = domains[domain]
  if (share === undefined) throw new Error(`安全层面 ${domain}（${level} 级）没有权重；已有：${Object.keys(domains).join('、')} / domain ${domainText[domain]?.en ?? domain} of level ${level} has no weight`)
  return share
}
