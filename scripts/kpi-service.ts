/** The KPI pipeline of `ywq kpi serve` and `ywq serve`, from their options: files to follow, key, state, Redis. */
import { randomBytes } from 'node:crypto'
import { appendFileSync, readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { makePlan, type Wishes } from '../monitors/kpi/plan.ts'
import { readKeys, type UserKey } from '../monitors/kpi/pseudonym.ts'
import { startKpi, type KpiService } from '../monitors/kpi/service.ts'
import { sharedStore } from '../monitors/kpi/shared-store.ts'
import { RuleError } from '../monitors/kpi/sources.ts'
import type { Estate } from '../policies/estate/estate.ts'
import { asUsageError, say, UsageError, type Invocation } from './command.ts'
import { note } from './output.ts'

export function wishesOf({ string }: Invocation): Wishes {
  return {
    format: string('log-format') === 'json' ? 'json' : 'combined',
    systemFrom: string('system-from'), userFrom: string('user-from'), businessFrom: string('business-from'), failedWhen: string('failed-when'),
  }
}

/** Rules from options and estate, their errors as the user's. */
export function planFrom(wishes: Wishes, estate: Estate | null): ReturnType<typeof makePlan> {
  try {
    return makePlan(wishes, estate)
  } catch (error) {
    if (error instanceof RuleError) throw new UsageError(error.text.zh, error.text.en)
    throw error
  }
}

/** @throws UsageError where key, state or Redis cannot be used */
export async function kpiService(invocation: Invocation, estate: Estate | null): Promise<KpiService> {
  const { lang, string, strings } = invocation
  const wishes = wishesOf(invocation)
  const keyFile = string('kpi-key')
  if (keyFile === undefined) throw new UsageError('缺 --kpi-key：用户标识只以带密钥的散列保存。用 ywq kpi key FILE 生成密钥文件', '--kpi-key is missing: user ids are kept as keyed hashes only. Make a key file by ywq kpi key FILE')
  const keys = keysOf(keyFile)
  const trouble = (what: string, error: unknown): void => note(say({ zh: `业务指标 ${what}：${String(error)}`, en: `KPI ${what}: ${String(error)}` }, lang))
  const redis = string('redis')
  const shared = redis === undefined ? undefined : await sharedStore(redis, string('ingester') ?? hostname(), (error) => trouble('redis', error)).catch((error: unknown) => {
    throw new UsageError(`连不上 --redis ${withoutPassword(redis)}：${String(error)}`, `--redis ${withoutPassword(redis)} cannot be reached: ${String(error)}`)
  })
  const clusters = new Map((estate?.tiers ?? []).map(({ system, tier }) => [system.name, tier.cluster]))
  const first = estate?.of('Cluster')[0]?.name ?? ''
  try {
    return startKpi({
      lines: planFrom(wishes, estate),
      // Records of OTLP and NDJSON name their fields themselves; the options speak of the log files.
      records: planFrom(wishes.format === 'json' ? wishes : { format: 'json' }, estate),
      keys, timezone: estate?.timezone ?? 'Asia/Shanghai', clock: Date.now,
      files: strings('follow'), stateFolder: string('kpi-state') ?? null,
      clusterOf: (system) => clusters.get(system) ?? first,
      pollEvery: 250, prepareEvery: 5000, saveEvery: 10_000,
      ...(shared === undefined ? {} : { shared }),
      onTrouble: trouble,
    })
  } catch (error) {
    throw asUsageError(error)
  }
}

function keysOf(path: string): readonly UserKey[] {
  try {
    return readKeys(readFileSync(path, 'utf8'), path)
  } catch (error) {
    throw asUsageError(error, { zh: '密钥文件：', en: 'key file: ' })
  }
}

const withoutPassword = (url: string): string => url.replace(/\/\/[^@/]*@/, '//…@')

/** Adds a key that is used from today on; the one before it stays for the 30 days of the longest window. @param today `YYYY-MM-DD` */
export function addKey(path: string, today: string): void {
  try {
    appendFileSync(path, `${today} ${randomBytes(32).toString('hex')}\n`, { mode: 0o600 })
  } catch (error) {
    throw new UsageError(`写不了 ${path}：${String(error)}`, `cannot write ${path}: ${String(error)}`)
  }
}
