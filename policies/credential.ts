/**
 * Recognises credentials written as plain values, by the value's own shape or by a telling name with a literal beside it.
 * Says only what it is, never the value.
 */

/** Shapes that are credentials whatever they are called; what each cannot be without is looked for first: configurations are long, credentials rare. */
const shapes: readonly (readonly [what: string, shape: RegExp, needs: readonly string[]])[] = [
  ['private-key', /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----/, ['PRIVATE KEY-----']],
  ['url-password', /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{0,100}:[^\s/@$]{1,200}@/i, ['://', '@']],
  ['json-web-token', /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\./, ['eyJ']],
  ['cloud-access-key', /\b(AKIA[0-9A-Z]{16}|LTAI[0-9A-Za-z]{12,30}|AKID[0-9A-Za-z]{13,40})\b/, []],
  ['repository-token', /\b(ghp|gho|ghs|glpat)[_-][A-Za-z0-9_-]{20,}/, []],
]

const passwordWords: readonly string[] = ['password', 'passwd', 'pwd', 'passphrase', 'secret', 'token', 'credential', 'credentials']
const keyPairs: readonly string[] = ['api key', 'access key', 'secret key', 'private key', 'encryption key', 'auth key', 'signing key']
/** A last word that makes the name speak about the credential instead of being it: DB_PASSWORD_FILE, TOKEN_TTL. */
const aboutWords: readonly string[] = [
  'file', 'path', 'dir', 'name', 'ref', 'url', 'uri', 'endpoint', 'host', 'issuer', 'ttl', 'timeout', 'expiry', 'expires', 'seconds', 'minutes',
  'hours', 'days', 'length', 'size', 'min', 'max', 'limit', 'count', 'policy', 'enabled', 'required', 'type', 'header', 'field', 'id', 'rotation',
]

/**
 * @param name of the variable or key
 * @param value as written
 * @returns kind of credential (`named` = by its name), or null
 */
export function credentialKind(name: string, value: string): string | null {
  for (const [what, shape, needs] of shapes) if (needs.every((part) => value.includes(part)) && shape.test(value)) return what
  return isNamedCredential(name, value) ? 'named' : null
}

/** True where the name alone says so: a telling name with a literal beside it. */
export function isNamedCredential(name: string, value: string): boolean {
  return isTellingName(name) && isLiteral(value)
}

function isTellingName(name: string): boolean {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().split(/[^a-z0-9]+/).filter((w) => w !== '')
  if (aboutWords.includes(words.at(-1) ?? '')) return false
  return words.some((word, i) => passwordWords.includes(word) || word === 'apikey' || keyPairs.includes(`${words[i - 1] ?? ''} ${word}`))
}

/** A path, a reference to another variable, a yes/no or nothing is not a credential. */
function isLiteral(value: string): boolean {
  const text = value.trim()
  return text !== '' && !text.startsWith('/') && !/^\$[({][^)}]*[)}]$/.test(text) && !/^(true|false|yes|no|on|off|none|null|disabled|enabled)$/i.test(text)
}
