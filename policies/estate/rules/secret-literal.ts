/** Whether an environment variable holds a secret itself, rather than where one is: the estate refers to Secrets and never holds them. */

const secretName = /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|PWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|SECRET_?KEY|PRIVATE_?KEY|CREDENTIALS?)$/i
const secretValue = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  // user:password@host in an address
  /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]+:[^/\s:@]+@/i,
  // JSON Web Token
  /^eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\./,
]

/** The value is never shown in a message. */
export function looksSecret(name: string, value: string): boolean {
  if (value === '') return false
  if (secretValue.some((pattern) => pattern.test(value))) return true
  // A path or a switch under such a name is where the secret is, or whether there is one.
  return secretName.test(name) && !value.startsWith('/') && !/^(?:true|false|none|file|env)$/i.test(value)
}
