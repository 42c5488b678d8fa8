/** The JSON of `ywq kpi report` (design: command line contract), and its table for a person. */
import { countDistinct } from './distinct.ts'
import { faults } from './line.ts'
import type { Counted } from './report.ts'
import type { Count } from './tally.ts'

export interface CountJson {
  readonly transactions: number
  readonly failed: number
  readonly identified: number
  readonly unidentified: number
  /** Null where nobody was identified: unknown is not zero. */
  readonly activeUsers: number | null
  readonly affectedUsers: number | null
  /** Failed transactions that name no user: so much of `affectedUsers` cannot be known. */
  readonly failedUnidentified: number
}

export interface KpiReport {
  readonly format: 'ywq.kpi'
  readonly version: 1
  readonly lines: { readonly total: number; readonly bad: number; readonly late: number; readonly badByReason: Readonly<Record<string, number>> }
  /** Time of the first and last event (RFC 3339, UTC); null where no line told one. */
  readonly from: string | null
  readonly to: string | null
  readonly systems: readonly ({ readonly system: string } & CountJson & { readonly businesses: readonly ({ readonly business: string } & CountJson)[] })[]
}

/** Systems by name. Users are exact up to 4096 a system, then estimated with a standard error of 0.81 %. */
export function kpiReport({ tally, late }: Counted): KpiReport {
  const byName = <T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] => [...map].sort(([a], [b]) => (a < b ? -1 : 1))
  const bad = [...tally.bad.values()].reduce((sum, n) => sum + n, 0)
  return {
    format: 'ywq.kpi',
    version: 1,
    lines: { total: tally.total, bad, late, badByReason: Object.fromEntries(byName(tally.bad)) },
    from: instant(tally.from),
    to: instant(tally.to),
    systems: byName(tally.systems).map(([system, count]) => ({
      system,
      ...countJson(count),
      businesses: byName(count.businesses).map(([business, its]) => ({ business, ...countJson(its) })),
    })),
  }
}

function countJson(count: Count): CountJson {
  const known = count.identified > 0
  return {
    transactions: count.transactions,
    failed: count.failed,
    identified: count.identified,
    unidentified: count.transactions - count.identified,
    activeUsers: known ? countDistinct(count.active) : null,
    affectedUsers: known ? countDistinct(count.affected) : null,
    failedUnidentified: count.failed - count.failedIdentified,
  }
}

const instant = (seconds: number): string | null => (Number.isFinite(seconds) ? new Date(seconds * 1000).toISOString().replace('.000Z', 'Z') : null)

/** A table with both languages in its head; numbers to the right; unknown is `–`. */
export function kpiTable(report: KpiReport): string {
  const head = ['系统 system', '业务 business', '办理 transactions', '失败 failed', '有用户 identified', '活跃用户 active', '受影响 affected']
  const cells = (system: string, business: string, c: CountJson): readonly string[] => [system, business, ...[c.transactions, c.failed, c.identified, c.activeUsers, c.affectedUsers].map((n) => (n === null ? '–' : n.toLocaleString('en-US')))]
  const rows = report.systems.flatMap(({ system, businesses, ...count }) => [cells(system, '', count), ...businesses.map(({ business, ...its }) => cells('', business, its))])
  const wide = (text: string): number => text.length + text.replace(/[^\u2e80-\uffef]/g, '').length
  const widths = head.map((title, i) => Math.max(wide(title), ...rows.map((row) => wide(row[i] ?? ''))))
  const line = (row: readonly string[]): string => row.map((cell, i) => (i < 2 ? cell + pad(cell, i) : pad(cell, i) + cell)).join('  ').trimEnd()
  const pad = (cell: string, i: number): string => ' '.repeat(Math.max(0, (widths[i] ?? 0) - wide(cell)))
  const { total, bad, late, badByReason } = report.lines
  const reasons = Object.entries(badByReason).map(([reason, n]) => `  ${reason} ${n}${reason in faults ? ` ${faults[reason as keyof typeof faults].zh} / ${faults[reason as keyof typeof faults].en}` : ''}`)
  return [
    `行 lines ${total}，坏行 bad ${bad}，迟到 late ${late}；${report.from ?? '–'} … ${report.to ?? '–'}`,
    ...reasons, '', line(head), ...rows.map(line), '',
    '– 表示没有一行带用户，人数未知。用户数 4096 以内为准确值，以上为估计（标准误差 0.81 %）。 – means that no line named a user. User counts are exact up to 4096, then estimated (standard error 0.81 %).', '',
  ].join('\n')
}
