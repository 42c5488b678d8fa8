/**
 * Calendar days and months that no window needs any more: appended to one file a month, kept 25 months. A line may stand there twice after a
 * crash; the one with more transactions counts. Sketches are as Redis stores them, so that days can still be united into any period.
 */
import { appendFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { settle, type Bucket } from './windows.ts'

const monthsKept = 25

export interface Retired {
  readonly key: string
  readonly system: string
  /** `YYYY-MM-DD` or `YYYY-MM`. */
  readonly period: string
  readonly bucket: Bucket
}

/** @param folder of the archive; @param month the present one, `YYYY-MM` */
export function archive(folder: string, retired: readonly Retired[], month: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const name of new Set(retired.map(({ period }) => period.slice(0, 7)))) {
    const lines = retired.filter(({ period }) => period.startsWith(name)).map(({ key, system, period, bucket: b }) => JSON.stringify({ format: 'ywq.kpi-period', version: 1, key, system, period, transactions: b.transactions, failed: b.failed, identified: b.identified, active: Buffer.from(settle(b.active)).toString('base64'), affected: Buffer.from(settle(b.affected)).toString('base64') }))
    appendFileSync(join(folder, `${name}.ndjson`), `${lines.join('\n')}\n`, { mode: 0o600 })
  }
  const oldest = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 1 - monthsKept, 1)).toISOString().slice(0, 7)
  for (const file of readdirSync(folder)) if (/^[0-9]{4}-[0-9]{2}\.ndjson$/.test(file) && file.slice(0, 7) < oldest) rmSync(join(folder, file))
}
