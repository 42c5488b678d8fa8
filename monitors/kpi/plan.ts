/** What a count follows: format, where system, user and business stand, what is failed, which systems are declared. Plain data: it goes to worker threads. */
import type { Estate } from '../../policies/estate/estate.ts'
import { defaultFailedWhen, parseFailedWhen, type Condition } from './failed-when.ts'
import { parseSource, RuleError, type LogFormat, type Source } from './sources.ts'

export interface Rule {
  readonly user: Source
  readonly business: Source | null
  readonly failedWhen: readonly Condition[]
  /** Declared businesses; others count as `unknown`. Null = whatever is found. */
  readonly businesses: readonly string[] | null
}

export interface DeclaredSystem {
  readonly name: string
  readonly rule: Rule
  /** Host names and namespaces that mean this system. */
  readonly aliases: readonly string[]
}

export interface Plan {
  readonly format: LogFormat
  readonly system: Source
  readonly rule: Rule
  /** Null without an estate: every name found is a system. */
  readonly systems: readonly DeclaredSystem[] | null
}

/** What was typed; undefined = the estate's, else the default. */
export interface Wishes {
  readonly format: LogFormat
  readonly systemFrom?: string | undefined
  readonly userFrom?: string | undefined
  readonly businessFrom?: string | undefined
  readonly failedWhen?: string | undefined
}

/**
 * A wish beats the estate, the estate beats the default (design: `path:1`, `remote_user`; JSON lines: `system`, `user`; status ≥ 500).
 * @throws RuleError with every wrong rule, of the options and of the estate
 */
export function makePlan(wishes: Wishes, estate: Estate | null): Plan {
  const { format } = wishes
  const problems: RuleError[] = []
  const parsed = <T>(text: string | undefined, otherwise: T, parse: (text: string) => T): T => {
    if (text === undefined) return otherwise
    try {
      return parse(text)
    } catch (error) {
      if (!(error instanceof RuleError)) throw error
      problems.push(error)
      return otherwise
    }
  }
  const source = (text: string | undefined, where: string, otherwise: Source): Source => parsed(text, otherwise, (t) => parseSource(t, where, format))
  const rule: Rule = {
    user: source(wishes.userFrom, '--user-from', { from: 'field', name: format === 'json' ? 'user' : 'remote_user' }),
    business: parsed<Source | null>(wishes.businessFrom, null, (t) => parseSource(t, '--business-from', format)),
    failedWhen: parsed(wishes.failedWhen, defaultFailedWhen, (t) => parseFailedWhen(t, '--failed-when', format)),
    businesses: null,
  }
  const system = source(wishes.systemFrom, '--system-from', format === 'json' ? { from: 'field', name: 'system' } : { from: 'path', segment: 1 })
  const systems = estate?.of('System').map((document): DeclaredSystem => {
    const { name, monitoring } = document
    const where = (field: string): string => {
      const { file, line } = estate.position(document, `monitoring.${field}`)
      return `${file}:${line} monitoring.${field}`
    }
    const tiers = estate.tiers.filter((placed) => placed.system === document)
    return {
      name,
      rule: {
        user: wishes.userFrom === undefined ? source(monitoring?.userFrom, where('userFrom'), rule.user) : rule.user,
        business: wishes.businessFrom === undefined ? parsed<Source | null>(monitoring?.businessFrom, rule.business, (t) => parseSource(t, where('businessFrom'), format)) : rule.business,
        failedWhen: wishes.failedWhen === undefined ? parsed(monitoring?.failedWhen, rule.failedWhen, (t) => parseFailedWhen(t, where('failedWhen'), format)) : rule.failedWhen,
        businesses: monitoring?.businesses ?? null,
      },
      aliases: tiers.flatMap(({ namespace, tier }) => [namespace, ...hostsOf(tier)]),
    }
  })
  if (problems.length > 0) throw new RuleError(problems.map((p) => p.text.zh).join('\n'), problems.map((p) => p.text.en).join('\n'))
  return { format, system, rule, systems: systems ?? null }
}

function hostsOf(tier: Estate['tiers'][number]['tier']): readonly string[] {
  return (tier.workloads ?? []).flatMap((workload) => (workload.ingress === undefined ? [] : [workload.ingress.host]))
}
