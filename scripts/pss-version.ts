/** `--pss-version v1.34` → 34. */
import { UsageError } from './command.ts'

/** Newest minor version whose definition the checks know; also what `latest` means. */
export const newestPssMinor = 34

/** @throws UsageError naming the versions known */
export function pssMinor(given: string | undefined): number {
  if (given === undefined || given === 'latest') return newestPssMinor
  const minor = Number(/^v?1\.(\d{1,2})$/.exec(given)?.[1] ?? Number.NaN)
  if (Number.isNaN(minor) || minor > newestPssMinor) {
    throw new UsageError(`--pss-version ${JSON.stringify(given)} 不对：允许 v1.0 到 v1.${newestPssMinor}，或 latest`, `--pss-version ${JSON.stringify(given)} is not allowed: v1.0 to v1.${newestPssMinor}, or latest`)
  }
  return minor
}
