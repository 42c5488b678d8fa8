/**
 * What a scalar means to Kubernetes: the rules of sigs.k8s.io/yaml, which is go-yaml v2 (YAML 1.1 with additions) followed by
 * encoding/json. Proved against the Go program in test/sources/sigs-yaml. Numbers become JavaScript numbers: whole numbers
 * beyond 2^53 lose their last digits, which no field of the Kubernetes API uses.
 */

/** A scalar that Kubernetes cannot read: a tag that does not fit, or a value that JSON cannot carry. The message never holds the value. */
export class ScalarError extends Error {}

const words: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((w): [string, unknown] => [w, true]),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((w): [string, unknown] => [w, false]),
  ...['', '~', 'null', 'Null', 'NULL'].map((w): [string, unknown] => [w, null]),
  ...['.nan', '.NaN', '.NAN'].map((w): [string, unknown] => [w, Number.NaN]),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((w): [string, unknown] => [w, Number.POSITIVE_INFINITY]),
  ...['-.inf', '-.Inf', '-.INF'].map((w): [string, unknown] => [w, Number.NEGATIVE_INFINITY]),
])

/** First characters of anything that is not simply a string; by char code. */
const special = new Uint8Array(128)
for (const c of '+-.0123456789yYnNtTfFoO~') special[c.charCodeAt(0)] = 1

const float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/
const dotFloat = /^\.[0-9]+([eE][-+]?[0-9]+)?$/
const decimal = /^[-+]?(?:0|[1-9][0-9]{0,14})$/
const radixed = /^([-+]?)0(?:[xX]([0-9a-fA-F]+)|[oO]([0-7]+)|[bB]([01]+)|([0-7]+))$/
const maxInt64 = 9223372036854775807n
const maxUint64 = 18446744073709551615n

/**
 * A plain scalar without a tag.
 * @returns string, number, boolean or null
 */
export function resolvePlain(source: string): unknown {
  const first = source.charCodeAt(0)
  if (first >= 128 || special[first] === 0) return source
  if (decimal.test(source)) return Number(source)
  const word = words.get(source)
  if (word !== undefined) return word
  if (first > 57) return source
  if (first === 46) return dotFloat.test(source) ? finite(source) : source
  const plain = source.includes('_') ? source.replaceAll('_', '') : source
  const based = radixed.exec(plain)
  if (based !== null) {
    const whole = wholeNumber(based)
    if (whole !== null) return whole
  }
  if (float.test(plain)) {
    const value = finite(plain)
    return typeof value === 'number' ? value : source
  }
  return source
}

/** Go's ParseFloat refuses what overflows; the scalar stays a string then. */
function finite(source: string): unknown {
  const value = Number(source)
  return Number.isFinite(value) ? value : source
}

/** Go's ParseInt and ParseUint with base 0: 0x, 0o, 0b and a leading 0 (octal), within 64 bits. */
function wholeNumber([, sign, hex, octal, binary, oldOctal]: RegExpExecArray): number | null {
  const digits = hex !== undefined ? `0x${hex}` : binary !== undefined ? `0b${binary}` : `0o${octal ?? oldOctal ?? ''}`
  const value = BigInt(digits)
  if (sign === '-') return value <= maxInt64 + 1n ? Number(-value) : null
  return value <= (sign === '+' ? maxInt64 : maxUint64) ? Number(value) : null
}

const longTag = 'tag:yaml.org,2002:'

/**
 * A scalar with a tag (`!!int`, `!!binary`, `!local`).
 * @param tag the tag, `!!x` or `tag:yaml.org,2002:x` or a local one
 * @throws ScalarError where the value does not fit the tag
 */
export function resolveTagged(tag: string, source: string): unknown {
  const short = tag.startsWith('!!') ? tag.slice(2) : tag.startsWith(longTag) ? tag.slice(longTag.length) : null
  switch (short) {
    case '':
      throw new ScalarError('the tag !! has no name')
    case 'str':
      return source
    case 'binary':
      return decodeBinary(source)
    case 'timestamp':
      if (!timestamp.test(source)) throw new ScalarError('cannot decode the value as a !!timestamp')
      return source
    case 'bool':
    case 'int':
    case 'float':
    case 'null': {
      const value = resolvePlain(source === '' ? '~' : source)
      const fits = short === 'null' ? value === null : short === 'bool' ? typeof value === 'boolean' : typeof value === 'number' && (short === 'float' || isWhole(source))
      if (!fits) throw new ScalarError(`cannot decode the value as a !!${short}`)
      return value
    }
    default:
      return source
  }
}

const timestamp = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\.[0-9]+)?(Z|[-+][0-9]{2}:[0-9]{2})?)?$/

function isWhole(source: string): boolean {
  const plain = source.replaceAll('_', '')
  return radixed.test(plain) || /^[-+]?[0-9]+$/.test(plain)
}

function decodeBinary(source: string): string {
  const compact = source.replace(/[\r\n]/g, '')
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) throw new ScalarError('!!binary value contains invalid base64 data')
  return Buffer.from(compact, 'base64').toString('utf8')
}

/**
 * A mapping key as JSON writes it: every key becomes a string.
 * @param source the scalar as written: `1e6` is a float key and `1000000` is not
 * @throws ScalarError on null, lists, mappings and whole numbers beyond 63 bits
 */
export function keyText(key: unknown, source: string): string {
  if (typeof key === 'string') return key
  if (typeof key === 'boolean') return key ? 'true' : 'false'
  if (typeof key === 'number') {
    if (!isWhole(source)) return floatKey(key)
    if (Math.abs(key) < 2 ** 53) return String(key)
    if (Math.abs(key) < 2 ** 63) return BigInt(source.replaceAll('_', '').replace(/^\+/, '')).toString()
    if (key >= 2 ** 64) return floatKey(key)
  }
  throw new ScalarError(key === null ? 'a key of a mapping is null' : typeof key === 'number' ? 'a key of a mapping is too large a number' : 'a key of a mapping is itself a list or a mapping')
}

/** Go's FormatFloat(f, 'g', -1, 32): the shortest digits that name the same 32-bit float. */
function floatKey(value: number): string {
  if (Number.isNaN(value)) return '.nan'
  const rounded = Math.fround(value)
  if (!Number.isFinite(rounded)) return rounded > 0 ? '.inf' : '-.inf'
  if (rounded === 0) return Object.is(rounded, -0) ? '-0' : '0'
  let text = ''
  for (let digits = 1; digits <= 9; digits++) {
    text = rounded.toExponential(digits - 1)
    if (Math.fround(Number(text)) === rounded) break
  }
  const [mantissa = '', exponent = '0'] = text.split('e')
  const power = Number(exponent)
  if (power >= -4 && power < 6) return String(Number(text))
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}
