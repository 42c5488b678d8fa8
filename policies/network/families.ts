/** Which address families a list of ranges lacks: dual stack needs both. */
import { parseCidrs, type Family } from './cidr.ts'

export function missingFamilies(cidrs: readonly string[]): readonly Family[] {
  const ranges = parseCidrs(cidrs)
  return ([4, 6] as const).filter((family) => !ranges.some((range) => range.family === family))
}
