/**
 * Kubernetes quantities (apimachinery resource.Quantity): decimal number with a binary (Ki … Ei) or decimal (n u m k M G T P E) suffix
 * or a decimal exponent. Values are kept exactly, in nanounits, as the API does: what is finer is rounded away from zero.
 */

const form = /^([+-]?)([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?[0-9]{1,3})?$/

const binary: ReadonlyMap<string, bigint> = new Map([['Ki', 10n], ['Mi', 20n], ['Gi', 30n], ['Ti', 40n], ['Pi', 50n], ['Ei', 60n]])
/** Power of ten, in nanounits (1 = 10^9). */
const powers: ReadonlyMap<string, number> = new Map([['n', 0], ['u', 3], ['m', 6], ['', 9], ['k', 12], ['M', 15], ['G', 18], ['T', 21], ['P', 24], ['E', 27]])

/**
 * @param quantity as in YAML: `500m`, `1Gi`, `1e3`, or a plain number
 * @returns nanounits (1 cpu = 1 byte = 10^9), or null where the text is not a quantity
 */
export function parseQuantity(quantity: string | number): bigint | null {
  const match = form.exec(typeof quantity === 'number' ? String(quantity) : quantity)
  if (match === null) return null
  const [, sign, number = '', suffix = ''] = match
  const [whole = '', fraction = ''] = number.split('.')
  const digits = BigInt(`${whole}${fraction}` === '' ? '0' : `${whole}${fraction}`)
  const shift = binary.get(suffix)
  const exponent = shift !== undefined ? 9 : (powers.get(suffix) ?? 9 + Number(suffix.slice(1)))
  const scaled = shift === undefined ? digits : digits << shift
  const power = exponent - fraction.length
  const magnitude = power >= 0 ? scaled * 10n ** BigInt(power) : divideUp(scaled, 10n ** BigInt(-power))
  return sign === '-' ? -magnitude : magnitude
}

function divideUp(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by
}
