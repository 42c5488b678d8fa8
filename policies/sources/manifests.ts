/** Kubernetes YAML and JSON (files, folders, standard input) → Snapshot. Every fault is reported with path:line:column; the rest is read. */
import { lstatSync, statSync } from 'node:fs'

import type { Snapshot, Subject, Unreadable } from '../subject.ts'
import type { Text } from '../text.ts'
import { namespacesGiven } from './completeness.ts'
import { foreignFormat, foreignText } from './foreign-format.ts'
import { cannotRead, filesBelow, readInputFile } from './input-files.ts'
import { readJson } from './json-documents.ts'
import { isDictionary, subjectOf, type Dictionary, type ObjectContext } from './kubernetes-object.ts'
import { clusterOf, type SourceOptions } from './options.ts'
import { linkOwners } from './owners.ts'
import { readYaml } from './yaml/documents.ts'
import { explain } from './yaml/reasons.ts'

const defaultMaxBytes = 64 * 1024 * 1024
const manifestName = /\.(ya?ml|json)$/i
/** Lists inside lists deeper than this are refused; `kubectl get` writes one. */
const maxLists = 8

/**
 * @param paths files, folders (read to the bottom) or `-`
 * @returns one snapshot of all of them
 * @throws never; what cannot be read is in `unreadable`
 */
export async function readManifests(paths: readonly string[], options: SourceOptions): Promise<Snapshot> {
  const collector = new Collector(options)
  for (const path of paths) collector.input(path)
  return Promise.resolve(collector.snapshot())
}

/**
 * @param text of one file
 * @param path as it shall appear in locations
 */
export function parseManifests(text: string | Uint8Array, path: string, options: SourceOptions): Snapshot {
  const collector = new Collector(options)
  collector.text(text, path, false)
  return collector.snapshot()
}

class Collector {
  readonly #options: SourceOptions
  readonly #context: ObjectContext
  readonly #subjects: Subject[] = []
  readonly #unreadable: Unreadable[] = []
  /** The first document passed over: says what a folder without objects holds instead. */
  #firstNote: Text | null = null

  constructor(options: SourceOptions) {
    this.#options = options
    this.#context = { source: 'manifests', cluster: clusterOf(options), estate: options.estate ?? null, defaultNamespace: options.defaultNamespace ?? 'default' }
  }

  snapshot(): Snapshot {
    const subjects = linkOwners(this.#subjects)
    return { cluster: this.#context.cluster, source: 'manifests', readAt: this.#options.readAt, subjects, complete: namespacesGiven(subjects), unreadable: this.#unreadable }
  }

  input(path: string): void {
    try {
      if (path !== '-' && statSync(path).isDirectory()) this.#folder(path)
      else this.#file(path, false)
    } catch (error) {
      // A link into nowhere is there, but what it names is not: say which.
      const dangling = isLink(path)
      const text = cannotRead(error)
      this.#unreadable.push({ location: path, zh: dangling ? `链接的目标：${text.zh}` : text.zh, en: dangling ? `target of the link: ${text.en}` : text.en })
    }
  }

  #folder(path: string): void {
    const { files, unreadable } = filesBelow(path, (name) => manifestName.test(name))
    this.#unreadable.push(...unreadable)
    if (files.length === 0 && unreadable.length === 0) {
      this.#unreadable.push({ location: path, zh: '目录里没有 .yaml、.yml 或 .json 文件', en: 'the folder holds no .yaml, .yml or .json file' })
    }
    const before = this.#subjects.length + this.#unreadable.length
    for (const file of files) this.#file(file, true)
    if (this.#subjects.length + this.#unreadable.length === before) {
      const why = this.#firstNote
      this.#unreadable.push({ location: path, zh: `目录里没有 Kubernetes 对象${why === null ? '' : `；${why.zh}`}`, en: `the folder holds no Kubernetes object${why === null ? '' : `; ${why.en}`}` })
    }
  }

  #file(path: string, inFolder: boolean): void {
    const bytes = readInputFile(path, this.#options.maxFileBytes ?? defaultMaxBytes)
    if (bytes instanceof Uint8Array) this.text(bytes, path, inFolder)
    else this.#unreadable.push({ location: path, ...bytes })
  }

  /** @param inFolder a file found in a folder: other formats are passed over with a remark; a file named by the user must be ours. */
  text(text: string | Uint8Array, path: string, inFolder: boolean): void {
    const before = this.#subjects.length + this.#unreadable.length
    const json = readJson(text)
    if (json !== null) {
      if ('problem' in json) this.#unreadable.push({ location: `${path}:${json.problem.line}:${json.problem.column}`, zh: json.problem.zh, en: json.problem.en })
      else for (const { value, line, itemLines } of json.documents) this.#document(value, path, line, itemLines, inFolder)
      return
    }
    const { documents, problems } = readYaml(text)
    const unrendered = problems.length === 0 ? null : foreignText(problems.map((p) => p.text).join('\n'))
    for (const { line, column, reason } of problems) {
      const why = explain(reason)
      const hint = unrendered === null ? why : { zh: `${why.zh}；${unrendered.zh}`, en: `${why.en}; ${unrendered.en}` }
      this.#unreadable.push({ location: `${path}:${line}:${column}`, ...hint })
    }
    for (const { value, line, itemLines } of documents) this.#document(value, path, line, itemLines, inFolder)
    if (!inFolder && this.#subjects.length + this.#unreadable.length === before) {
      this.#unreadable.push({ location: path, zh: '里面没有任何文档', en: 'holds no documents' })
    }
  }

  #document(value: unknown, path: string, line: number, itemLines: readonly number[], inFolder: boolean): void {
    if (value === null) return
    const location = `${path}:${line}`
    if (!isDictionary(value)) {
      const [zh, en] = Array.isArray(value) ? ['列表', 'a list'] : ['单个值', 'a single value']
      const hint = foreignText(typeof value === 'string' ? value : '')
      this.#unreadable.push({ location, zh: hint?.zh ?? `文档是${zh}，不是 Kubernetes 对象（应有 apiVersion、kind、metadata）`, en: hint?.en ?? `the document is ${en}, not a Kubernetes object (apiVersion, kind, metadata)` })
      return
    }
    this.#object(value, path, line, itemLines, inFolder, 0)
  }

  #object(object: Dictionary, path: string, line: number, itemLines: readonly number[], inFolder: boolean, depth: number): void {
    const location = `${path}:${line}`
    const { apiVersion, kind } = object
    if (typeof kind === 'string' && kind.endsWith('List') && typeof apiVersion === 'string' && 'items' in object) {
      this.#list(object, kind, apiVersion, path, line, itemLines, inFolder, depth)
      return
    }
    const foreign = typeof apiVersion !== 'string' || typeof kind !== 'string' || kind === 'Kustomization' ? foreignFormat(object, path) : null
    if (foreign !== null) {
      const { zh, en } = foreign
      if (foreign.harmless && inFolder) {
        this.#firstNote ??= { zh: `${location}：${zh}`, en: `${location}: ${en}` }
        this.#options.note?.({ location, zh: `已跳过：${zh}`, en: `skipped: ${en}` })
      }
      else this.#unreadable.push({ location, zh, en })
      return
    }
    const subject = subjectOf(object, location, this.#context)
    if ('object' in subject) this.#subjects.push(subject)
    else this.#unreadable.push({ location, zh: `不是 Kubernetes 对象：${subject.zh}`, en: `not a Kubernetes object: ${subject.en}` })
  }

  /** `v1 List`, or a typed list whose items may leave out what its own kind says (as the API server writes them). */
  #list(list: Dictionary, kind: string, apiVersion: string, path: string, line: number, itemLines: readonly number[], inFolder: boolean, depth: number): void {
    const { items } = list
    const location = `${path}:${line}`
    if (items === null) return
    if (!Array.isArray(items)) {
      this.#unreadable.push({ location, zh: `${kind} 的 items 不是列表`, en: `items of the ${kind} is not a list` })
      return
    }
    if (depth >= maxLists) {
      this.#unreadable.push({ location, zh: `列表嵌套超过 ${maxLists} 层`, en: `lists nested more than ${maxLists} deep` })
      return
    }
    const typed = kind !== 'List' || apiVersion !== 'v1'
    const itemKind = typed ? kind.slice(0, -'List'.length) : ''
    items.forEach((item: unknown, i) => {
      const itemLine = itemLines[i] ?? line
      if (!isDictionary(item)) {
        this.#unreadable.push({ location: `${path}:${itemLine}`, zh: `items[${i}] 不是对象`, en: `items[${i}] is not an object` })
        return
      }
      const whole = typed && itemKind !== '' && item['kind'] === undefined && item['apiVersion'] === undefined ? { apiVersion, kind: itemKind, ...item } : item
      this.#object(whole, path, itemLine, [], inFolder, depth + 1)
    })
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink()
  } catch {
    return false
  }
}
