/** From an id back to the object: which check on which clauses, what it found, and the object as it was. */
import type { Text } from '../text.ts'
import type { AuditRecord, Digest, Entry } from './log.ts'
import { blobPath, logFile, readEntry, type StoreFiles } from './verify.ts'

interface ShownFinding {
  readonly check: string
  readonly result: string
  readonly severity: string
  readonly subject: { readonly kind: string; readonly namespace: string; readonly name: string; readonly cluster: string; readonly location: string }
  readonly detail: Text
  readonly clauses: readonly string[]
  readonly fingerprint: string
  readonly object: Digest
}

export interface Shown {
  readonly entry?: number
  readonly findings: readonly ShownFinding[]
  /** The judged object; null where an entry as a whole is shown. */
  readonly object: unknown
  readonly lines: readonly Text[]
}

const same = (line: string): Text => ({ zh: line, en: line })

/**
 * @param id number of an entry; fingerprint of a finding or at least 8 digits of it (of the latest entry that holds it); `number/fingerprint`;
 *   digest of an object
 * @throws Error `中文 / English` where nothing has that id, or several things do
 */
export function showEvidence({ read }: StoreFiles, id: string): Shown {
  const text = (path: string): string => Buffer.from(read(path) ?? new Uint8Array()).toString('utf8')
  if (/^(sm3|sha256):[0-9a-f]{64}$/.test(id)) return showObject(text(blobPath(id)), id)
  const entries = text(logFile).split('\n').flatMap((line) => readEntry(line) ?? [])
  // Eight digits are a fingerprint, as no log has that many entries.
  if (/^\d{1,7}$/.test(id)) return showEntry(entries.find((e) => e.n === Number(id)), id)
  const [, number, print] = /^(?:(\d{1,7})\/)?([0-9a-f]{8,32})$/.exec(id) ?? []
  if (print === undefined) throw new Error(`编号 ${id} 不是条目号、指纹（8 到 32 位十六进制）或对象摘要 / ${id} is no number of an entry, fingerprint (8 to 32 hexadecimal digits) or digest of an object`)
  for (const entry of entries.filter((e) => number === undefined || e.n === Number(number)).reverse()) {
    if (entry.record.kind !== 'audit') continue
    const found = text(blobPath(entry.record.findings)).split('\n').filter((line) => line.includes(`"fingerprint":"${print}`)).map((line) => JSON.parse(line) as ShownFinding)
    const prints = new Set(found.map((f) => f.fingerprint))
    if (prints.size > 1) throw new Error(`${print} 不止一个发现：${[...prints].slice(0, 5).join('、')}；多写几位 / several findings begin with ${print}: ${[...prints].slice(0, 5).join(', ')}; write more digits`)
    const [first] = found
    if (first !== undefined) return showFinding(entry, first, text(blobPath(first.object)))
  }
  throw new Error(`证据里没有 ${id} / the evidence holds no ${id}`)
}

function showObject(content: string, id: Digest): Shown {
  if (content === '') throw new Error(`证据里没有对象 ${id} / the evidence holds no object ${id}`)
  const object: unknown = JSON.parse(content)
  return { findings: [], object, lines: [same(JSON.stringify(object, null, 2))] }
}

function showEntry(entry: Entry | undefined, id: string): Shown {
  if (entry === undefined) throw new Error(`证据里没有第 ${id} 条 / the evidence holds no entry ${id}`)
  const { record } = entry
  const lines: Text[] = [
    { zh: `第 ${entry.n} 条  ${entry.time}  ${entry.hash}`, en: `entry ${entry.n}  ${entry.time}  ${entry.hash}` },
    entry.signer === undefined ? { zh: '未签名', en: 'not signed' } : { zh: `签名 ${entry.signer.algorithm}`, en: `signed, ${entry.signer.algorithm}` },
    ...(record.kind === 'torn' ? [{ zh: `上一次没写完的 ${record.bytes} 字节已另存：${record.digest}`, en: `${record.bytes} bytes that an earlier run left unfinished, set aside: ${record.digest}` }] : auditLines(record)),
  ]
  return { entry: entry.n, findings: [], object: null, lines }
}

function auditLines(record: AuditRecord): readonly Text[] {
  const counts = Object.entries(record.counts).map(([result, n]) => `${result} ${n}`).join(', ')
  return [
    { zh: `工具 ${record.tool.name} ${record.tool.version}，标准 ${record.profile}，判定时刻 ${record.now}`, en: `tool ${record.tool.name} ${record.tool.version}, profile ${record.profile}, judged at ${record.now}` },
    { zh: `条款目录 ${record.catalogue}`, en: `catalogue ${record.catalogue}` },
    ...record.inputs.map((i) => ({ zh: `输入 ${i.name}（${i.source}${i.cluster === '' ? '' : `，${i.cluster}`}）${i.subjects} 个对象 ${i.digest}`, en: `input ${i.name} (${i.source}${i.cluster === '' ? '' : `, ${i.cluster}`}) ${i.subjects} objects ${i.digest}` })),
    { zh: `发现 ${counts}；读不了的 ${record.unreadable} 处`, en: `findings ${counts}; unreadable parts ${record.unreadable}` },
  ]
}

function showFinding(entry: Entry, finding: ShownFinding, content: string): Shown {
  const { subject } = finding
  const stored = content === '' ? null : (JSON.parse(content) as { readonly object: unknown })
  const clauses = finding.clauses.length === 0 ? '—' : finding.clauses.join(', ')
  return {
    entry: entry.n, findings: [finding], object: stored?.object ?? null,
    lines: [
      { zh: `第 ${entry.n} 条  ${entry.time}  指纹 ${finding.fingerprint}`, en: `entry ${entry.n}  ${entry.time}  fingerprint ${finding.fingerprint}` },
      { zh: `检查 ${finding.check}  结果 ${finding.result}  级别 ${finding.severity}`, en: `check ${finding.check}  result ${finding.result}  severity ${finding.severity}` },
      { zh: `条款 ${clauses}`, en: `clauses ${clauses}` },
      { zh: `对象 ${subject.kind} ${subject.namespace}/${subject.name}  ${subject.cluster}  ${subject.location}`, en: `object ${subject.kind} ${subject.namespace}/${subject.name}  ${subject.cluster}  ${subject.location}` },
      ...(finding.detail.zh === '' ? [] : [finding.detail]),
      stored === null ? { zh: `对象文件 ${finding.object} 不见了`, en: `the object’s file ${finding.object} is gone` } : same(`${finding.object}\n${JSON.stringify(stored.object, null, 2)}`),
    ],
  }
}
