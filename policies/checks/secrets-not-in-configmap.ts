/**
 * Restricted fields: data and binaryData of ConfigMaps: every value, and every `name: value` or `name=value` line in it.
 * Allowed values: nothing that looks like a credential (see credential.ts); a reference such as ${DB_PASSWORD} is fine.
 */
import { objectCheck } from '../check.ts'
import { credentialKind, isNamedCredential } from '../credential.ts'

/** One setting of a properties, YAML, JSON or shell file. */
const setting = /^\s*(?:export\s+|-\s+)?["']?([A-Za-z_][A-Za-z0-9_.-]{0,80})["']?\s*[:=]\s*(.*)$/

export const secretsNotInConfigmap = objectCheck({
  id: 'secrets-not-in-configmap',
  severity: 'high',
  title: { zh: '敏感值不进配置字典', en: 'No secrets in ConfigMaps' },
  aliases: { polaris: ['sensitiveConfigmapContent'] },
  why: { zh: '配置字典不加密、能读的人多，还会进代码库和备份。', en: 'ConfigMaps are not encrypted, are read by many, and end in repositories and backups.' },
  remedy: { zh: '把敏感值放进 Secret 并以文件挂载，配置里只留引用。', en: 'Keep the value in a Secret, mount it as a file, and leave a reference in the configuration.' },
  snippet: `data:
  application.properties: |
    spring.datasource.username=portal
    spring.datasource.password=\${DB_PASSWORD}
`,
  reasons: { credential: { zh: '配置里写了像口令、密钥或令牌的值', en: 'the configuration holds what looks like a password, key or token' } },
  target: { kinds: ['ConfigMap'] },
  *evaluate(subject) {
    for (const [field, decode] of [['data', (text: string) => text], ['binaryData', (text: string) => Buffer.from(text, 'base64').toString('latin1')]] as const) {
      for (const [key, value] of Object.entries((subject.object[field] ?? {}) as Readonly<Record<string, string>>)) {
        const kind = kindIn(key, decode(value))
        if (kind !== null) yield { reason: 'credential', path: `${field}[${key}]`, found: `(${kind})` }
      }
    }
  },
})

function kindIn(key: string, value: string): string | null {
  const whole = value.includes('\n') ? credentialKind('', value) : credentialKind(key, value)
  if (whole !== null) return whole
  for (const line of value.split('\n')) {
    const [, name = '', raw = ''] = /^\s*(#|\/\/|;)/.test(line) ? [] : (setting.exec(line) ?? [])
    // Shapes were looked for in the whole text; of a line only the name is left to tell.
    if (name !== '' && isNamedCredential(name, unquoted(raw))) return 'named'
  }
  return null
}

function unquoted(raw: string): string {
  const text = raw.trim().replace(/,$/, '').trim()
  const [, quoted] = /^(?:"([^"]*)"|'([^']*)')$/.exec(text)?.filter((part) => part !== undefined) ?? []
  return quoted ?? text.replace(/\s+#.*$/, '')
}
