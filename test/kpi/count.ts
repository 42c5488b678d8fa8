/** Counts text as `ywq kpi report` would count standard input. */
import { Readable } from 'node:stream'
import { makePlan, type Wishes } from '../../monitors/kpi/plan.ts'
import { kpiReport, type KpiReport } from '../../monitors/kpi/report-json.ts'
import { countInputs } from '../../monitors/kpi/report.ts'
import type { Estate } from '../../policies/estate/estate.ts'

/** @param pieces the input cut as it happened to arrive */
export async function countText(pieces: string | Buffer | readonly Buffer[], wishes: Partial<Wishes> = {}, estate: Estate | null = null): Promise<KpiReport> {
  const parts = typeof pieces === 'string' ? [Buffer.from(pieces)] : Buffer.isBuffer(pieces) ? [pieces] : pieces
  return kpiReport(await countInputs(['-'], makePlan({ format: 'combined', ...wishes }, estate), Readable.from(parts, { objectMode: false })))
}
