/**
 * 统一社会信用代码 for fictional organisations: registration class, region, serial number, both check characters.
 * GB 11714 (organisation code, modulo 11) inside GB 32100-2015 (18 characters, modulo 31).
 */

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2] as const

/** Registration classes: 11 机关 (government), 12 事业单位 (institution), 91 企业 (company). */
export type UsccClass = '11' | '12' | '91'

const weighted = (digits: readonly number[], by: readonly number[]): number => digits.reduce((sum, digit, i) => sum + digit * (by[i] ?? 0), 0)

/**
 * @param region 行政区划代码, 6 digits
 * @param serial 0 … 99,999,999
 * @returns 18 characters with valid check characters
 */
export function usccOf(registration: UsccClass, region: string, serial: number): string {
  const body = String(serial).padStart(8, '0')
  const remainder = 11 - (weighted(Array.from(body, Number), organisationWeights) % 11)
  const inner = remainder === 10 ? 'X' : remainder === 11 ? '0' : String(remainder)
  const first17 = `${registration}${region}${body}${inner}`
  const rest = weighted(Array.from(first17, (c) => alphabet.indexOf(c)), weights) % 31
  return first17 + (alphabet[(31 - rest) % 31] ?? '')
}
