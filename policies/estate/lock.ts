/**
 * estate.lock.yaml: every name and phase at the last synth. A system that vanishes from the estate without having been retired would
 * leave its state and objects behind where no command reaches them any more; the lock is what remembers it.
 */
import { Type } from '@sinclair/typebox'
import type { TSchema } from '@sinclair/typebox'
import { nearest } from '../nearest.ts'
import type { Text } from '../text.ts'
import type { Estate } from './estate.ts'
import { parseYaml } from './parse-yaml.ts'
import { schemas } from './schema/index.ts'
import { validate } from './validate.ts'
import { pathText, valueOf, type YamlNode } from './yaml-node.ts'

const lockFormat = 'ywq.lock'
const lockVersion = 1

/** Stands for the phase of kinds that have none. */
const declared = 'declared'

const strict = { additionalProperties: false }
const phases = Type.Record(Type.String({ pattern: '^[a-z][a-z0-9-]*$' }), Type.String(), strict)
const lockSchema: TSchema = Type.Object(
  { format: Type.Literal(lockFormat), version: Type.Literal(lockVersion), documents: Type.Record(Type.String({ pattern: '^[A-Z][A-Za-z]*$' }), phases, strict) },
  strict,
)

const header = `# 由 ywq synth 写出，随声明一起提交，不要手改：记下每个文档的名字和系统的阶段，没有注销就消失的系统由此查出。
# Written by ywq synth; commit it, do not edit it: names and phases, so that a system that vanishes without being retired is found.
`

/** The lock of an estate: same estate, same bytes. */
export function renderLock(estate: Estate): string {
  const lines = [`format: ${lockFormat}`, `version: ${lockVersion}`, 'documents:']
  for (const kind of Object.keys(schemas).sort()) {
    const documents = estate.documents.filter((d) => d.kind === kind)
    if (documents.length === 0) continue
    lines.push(`  ${kind}:`)
    const rows = documents.map((d) => `    ${quoted(d.name)}: ${d.kind === 'System' ? d.phase : declared}`)
    lines.push(...rows.sort((a, b) => (a < b ? -1 : 1)))
  }
  return `${header}${lines.join('\n')}\n`
}

/** Names that some YAML reader takes for something other than text. */
const quoted = (name: string): string => (/^(?:true|false|null|yes|no|on|off|y|n)$/.test(name) ? `"${name}"` : name)

export interface LockFault {
  readonly code: string
  /** In the lock's text. */
  readonly offset: number
  readonly path: string
  readonly text: Text
  readonly suggestion?: string
}

/**
 * Reads a lock and holds it against the systems that the estate declares now.
 * @param text of estate.lock.yaml
 * @param systems names in the estate, those of documents with faults included
 */
export function judgeLock(text: string, systems: ReadonlySet<string>): readonly LockFault[] {
  const { documents, faults } = parseYaml(text)
  if (faults.length > 0) return faults.map((f) => ({ ...f, path: '' }))
  const [document, second] = documents
  if (document === undefined || second !== undefined) return [{ code: 'lock-malformed', offset: 0, path: '', text: { zh: '锁文件应有且只有一个文档；请重新 ywq synth', en: 'the lock holds exactly one document; run ywq synth again' } }]
  const newer = newerVersion(document.root)
  if (newer !== null) return [newer]
  const wrong = validate(lockSchema, document.root)
  if (wrong.length > 0) return wrong.map((f) => ({ code: f.code, offset: f.offset, path: pathText(f.path), text: f.text }))
  const { root } = document
  const kinds = root.type === 'map' ? root.entries.find((e) => e.key === 'documents')?.node : undefined
  const locked = kinds?.type === 'map' ? kinds.entries.find((e) => e.key === 'System')?.node : undefined
  return (locked?.type === 'map' ? locked.entries : []).flatMap(({ key: name, keyStart, node }) => {
    const phase = String(valueOf(node))
    if (systems.has(name) || phase === 'retired') return []
    const near = nearest(name, systems)
    const rename = near === undefined ? { zh: '', en: '' } : { zh: `如果是改名成了 ${near}：名字不可更改，请改回来；`, en: `if it was renamed to ${near}: names never change, change it back; ` }
    return [{
      code: 'vanished', offset: keyStart, path: `documents.System.${name}`,
      text: {
        zh: `系统“${name}”（${phase}）没有注销就从声明里消失了，它的对象会留在集群里无人管理；${rename.zh}请先恢复文档、写 phase: retired 并 apply，再删去`,
        en: `the system "${name}" (${phase}) vanished without being retired: its objects would stay in the cluster unmanaged; ${rename.en}restore the document, set phase: retired, apply, and only then remove it`,
      },
      ...(near === undefined ? {} : { suggestion: near }),
    }]
  })
}

function newerVersion(root: YamlNode): LockFault | null {
  const version = root.type === 'map' ? root.entries.find((e) => e.key === 'version')?.node : undefined
  if (version?.type !== 'scalar' || typeof version.value !== 'number' || version.value <= lockVersion) return null
  return {
    code: 'lock-too-new', offset: version.start, path: 'version',
    text: { zh: `锁文件是 ${lockFormat} 第 ${version.value} 版，本程序只认到第 ${lockVersion} 版；请升级 ywq`, en: `the lock is ${lockFormat} version ${version.value}, this program reads up to ${lockVersion}; upgrade ywq` },
  }
}
