/**
 * Folder of YAML → Estate, or every problem in it in one run: text, schema, references, rules, lock.
 * Positions are told by reading a document's piece of text again, so that nothing but text and offsets is kept.
 */
import type { TSchema } from '@sinclair/typebox'
import { nearest } from '../nearest.ts'
import { createEstate, type Locate } from './create-estate.ts'
import type { EstateDocument, EstateKind } from './document.ts'
import type { Estate, Position, Problem } from './estate.ts'
import { digestEvidence, digestFilesBelow, type DigestFile } from './evidence.ts'
import { sortProblems } from './format.ts'
import { listText } from './found-text.ts'
import { indexLines, type LineIndex } from './lines.ts'
import { judgeLock } from './lock.ts'
import { parseYaml, rereadPiece, type YamlDocument } from './parse-yaml.ts'
import { readFiles, type SourceFile } from './read-files.ts'
import { rules } from './rules/index.ts'
import type { RuleInput } from './rules/rule.ts'
import { schemas } from './schema/index.ts'
import { unknownKey, validate, type SchemaFault } from './validate.ts'
import { follow, parsePath, pathText, valueOf, type Path, type YamlNode } from './yaml-node.ts'

export interface LoadOptions {
  /** Ids of the checks that exist, so that Waivers and Rectifications of unknown ones are told; left out: not judged. */
  readonly checks?: Iterable<string>
  /** Digests of evidence files. @default of loadEstate: the files below its folder; of loadFiles: none are there */
  readonly digestFile?: DigestFile
}

export interface LoadedEstate {
  /** Null where there is any problem. */
  readonly estate: Estate | null
  readonly problems: readonly Problem[]
  /** Paths of the files read, in order. */
  readonly files: readonly string[]
}

/** Problems told at most; a hostile or wholly broken estate ends there with a line that says so. */
export const maxProblems = 1000

/**
 * Reads an estate.
 * @param dir folder (all .yaml and .yml below it), or one file
 */
export function loadEstate(dir: string, options: LoadOptions = {}): LoadedEstate {
  const { files, lock, faults } = readFiles(dir)
  const problems: Problem[] = faults.map((f) => ({ code: f.code, position: { file: f.path, line: f.line, column: f.column }, path: '', ...f.text }))
  if (files.length === 0 && problems.length === 0)
    problems.push({ code: 'empty-estate', position: { file: dir, line: 1, column: 1 }, path: '', zh: '文件夹里没有 .yaml 文件', en: 'the folder holds no .yaml file' })
  return load(files, lock, { digestFile: digestFilesBelow(dir), ...options }, problems)
}

/** The same over texts in memory: for tests, fixtures and editors. */
export function loadFiles(files: readonly SourceFile[], options: LoadOptions = {}): LoadedEstate {
  return load(files, null, options, [])
}

function load(files: readonly SourceFile[], lock: SourceFile | null, options: LoadOptions, before: readonly Problem[]): LoadedEstate {
  const reading = new Reading(before)
  for (const file of files) reading.read(file)
  reading.judge(options)
  if (lock !== null) reading.judgeLock(lock)
  reading.close()
  const problems = sortProblems(reading.problems)
  const { digestFile } = options
  const read = problems.length === 0 ? createEstate(reading.documents, reading.locate) : null
  const estate = read === null || digestFile === undefined ? read : { ...read, evidenceDigest: digestEvidence(read.documents, digestFile) }
  return { estate, problems, files: files.map((f) => f.path) }
}

interface Source {
  readonly file: SourceFile
  readonly piece: Pick<YamlDocument, 'pieceStart' | 'pieceEnd'>
  /** Offset of the document's first character. */
  readonly offset: number
}

class Reading {
  readonly problems: Problem[] = []
  readonly documents: EstateDocument[] = []
  readonly #sources = new Map<EstateDocument, Source>()
  readonly #names = new Map<string, Set<string>>()
  readonly #files: SourceFile[] = []
  #lines: { readonly file: SourceFile; readonly index: LineIndex } | null = null
  #reread: { readonly file: SourceFile; readonly pieceStart: number; readonly roots: ReadonlyMap<number, YamlNode> } | null = null
  #dropped = 0

  constructor(before: readonly Problem[]) {
    this.problems.push(...before)
  }

  #position(file: SourceFile, offset: number): Position {
    if (this.#lines?.file !== file) this.#lines = { file, index: indexLines(file.text) }
    return { file: file.path, ...this.#lines.index.at(offset) }
  }

  #add(file: SourceFile, offset: number, problem: Omit<Problem, 'position'>): void {
    if (this.problems.length < maxProblems) this.problems.push({ ...problem, position: this.#position(file, offset) })
    else this.#dropped++
  }

  read(file: SourceFile): void {
    this.#files.push(file)
    const { documents, broken, faults } = parseYaml(file.text)
    for (const { kind, name } of broken) this.#namesOf(kind).add(name)
    for (const fault of faults) this.#add(file, fault.offset, { code: fault.code, path: '', ...fault.text })
    for (const document of documents) this.#readDocument(file, document)
  }

  #readDocument(file: SourceFile, piece: YamlDocument): void {
    const { root } = piece
    const kind = kindOf(root)
    if (typeof kind !== 'string') {
      this.#addFault(file, kind)
      return
    }
    const schema: TSchema = schemas[kind]
    const faults = validate(schema, root)
    const name = root.type === 'map' ? root.entries.find((e) => e.key === 'name')?.node : undefined
    if (name?.type === 'scalar' && typeof name.value === 'string') this.#namesOf(kind).add(name.value)
    for (const fault of faults) this.#addFault(file, fault)
    if (faults.length > 0) return
    // Valid by the schema that the type is derived from.
    const document = valueOf(root) as EstateDocument
    this.documents.push(document)
    this.#sources.set(document, { file, piece: { pieceStart: piece.pieceStart, pieceEnd: piece.pieceEnd }, offset: root.start })
  }

  #addFault(file: SourceFile, fault: SchemaFault): void {
    this.#add(file, fault.offset, { code: fault.code, path: pathText(fault.path), ...fault.text, ...(fault.suggestion === undefined ? {} : { suggestion: fault.suggestion }) })
  }

  #namesOf(kind: string): Set<string> {
    let names = this.#names.get(kind)
    if (names === undefined) this.#names.set(kind, (names = new Set()))
    return names
  }

  judge(options: LoadOptions): void {
    const [first] = this.#files
    if (first !== undefined && this.#namesOf('Estate').size === 0)
      this.#add(first, 0, { code: 'no-estate', path: '', zh: '没有 Estate 文档（整个声明的根）；须有且只有一个', en: 'there is no Estate document (the root); exactly one must stand' })
    const input = this.#ruleInput(options)
    for (const rule of rules) {
      for (const { code, document, path, text, suggestion } of rule(input)) {
        const source = this.#sources.get(document)
        if (source === undefined) throw new Error(`a rule complains of a document that was not read: ${document.kind} ${document.name}`)
        if (this.problems.length >= maxProblems) this.#dropped++
        else this.problems.push({ code, position: this.#locatePath(source, path), path: pathText(path), ...text, ...(suggestion === undefined ? {} : { suggestion }) })
      }
    }
  }

  judgeLock(lock: SourceFile): void {
    for (const { offset, text, ...fault } of judgeLock(lock.text, this.#namesOf('System'))) this.#add(lock, offset, { ...fault, ...text })
  }

  close(): void {
    if (this.#dropped > 0)
      this.problems.push({ code: 'too-many-problems', position: { file: this.problems.at(-1)?.position.file ?? '', line: 1_000_000_000, column: 1 }, path: '', zh: `另有 ${this.#dropped} 个问题未列出`, en: `${this.#dropped} more problems are not shown` })
  }

  #ruleInput(options: LoadOptions): RuleInput {
    const byKind = new Map<string, EstateDocument[]>()
    const byName = new Map<string, EstateDocument>()
    for (const document of this.documents) {
      const list = byKind.get(document.kind)
      if (list === undefined) byKind.set(document.kind, [document])
      else list.push(document)
      if (!byName.has(`${document.kind}/${document.name}`)) byName.set(`${document.kind}/${document.name}`, document)
    }
    return {
      documents: this.documents,
      of: (kind: EstateKind) => byKind.get(kind) ?? [],
      get: (kind: EstateKind, name: string) => byName.get(`${kind}/${name}`),
      names: (kind) => this.#namesOf(kind),
      where: (document) => {
        const { file, line } = this.locate(document, '')
        return `${file}:${line}`
      },
      estate: byKind.has('Estate') ? createEstate(this.documents) : null,
      checks: options.checks === undefined ? null : new Set(options.checks),
    }
  }

  readonly locate: Locate = (document, path) => {
    const source = this.#sources.get(document)
    if (source === undefined) return { file: `${document.kind}/${document.name}`, line: 1, column: 1 }
    return path === '' ? this.#position(source.file, source.offset) : this.#locatePath(source, parsePath(path))
  }

  /** A field stands where its key stands, an item where it begins; of a path that is not there, the part that is. */
  #locatePath(source: Source, path: Path): Position {
    if (path.length === 0) return this.#position(source.file, source.offset)
    const { file, piece: { pieceStart, pieceEnd } } = source
    if (this.#reread?.file !== file || this.#reread.pieceStart !== pieceStart)
      this.#reread = { file, pieceStart, roots: new Map(rereadPiece(file.text, pieceStart, pieceEnd).map((n) => [n.start, n])) }
    const root = this.#reread.roots.get(source.offset)
    if (root === undefined) throw new Error(`the document at ${file.path} cannot be read again`)
    const { node, entry } = follow(root, path)
    const offset = node.type === 'scalar' || entry === null ? node.start : entry.keyStart
    return this.#position(source.file, offset)
  }
}

/** The document's kind, or what is wrong with it. */
function kindOf(root: YamlNode): EstateKind | SchemaFault {
  const fault = (code: string, zh: string, en: string, offset = root.start, path: Path = [], suggestion?: string): SchemaFault => ({
    code, offset, path, text: { zh, en }, ...(suggestion === undefined ? {} : { suggestion }),
  })
  const allowed = Object.keys(schemas)
  if (root.type !== 'map') return fault('not-a-document', '不是声明文档；一个文档应是一组字段，以 kind 开头', 'not an estate document: a document is a mapping with a kind')
  const entry = root.entries.find((e) => e.key === 'kind')
  const isKubernetes = root.entries.some((e) => e.key === 'apiVersion')
  if (isKubernetes) return fault('not-a-document', '这是 Kubernetes 清单（有 apiVersion），不是声明文档；请放到声明文件夹之外', 'a Kubernetes manifest (it has apiVersion), not an estate document; keep it out of the estate folder')
  if (entry === undefined) {
    const typo = nearest('kind', root.entries.map((e) => e.key))
    const wrong = root.entries.find((e) => e.key === typo)
    if (wrong !== undefined) return unknownKey(wrong.key, wrong.keyStart, [], ['kind'])
    return fault('missing-key', `缺少字段“kind”；可用：${listText(allowed).zh}`, `the field "kind" is missing; allowed: ${listText(allowed).en}`)
  }
  const word = entry.node.type === 'scalar' && typeof entry.node.value === 'string' ? entry.node.value : ''
  const known = allowed.find((k): k is EstateKind => k === word)
  if (known !== undefined) return known
  const near = nearest(word.slice(0, 60), allowed)
  const shown = JSON.stringify(word).slice(0, 80)
  return fault(
    'unknown-kind',
    `没有 ${shown} 这种文档${near === undefined ? '' : `，是否指 ${near}`}；可用：${listText(allowed).zh}`,
    `no kind of document is ${shown}${near === undefined ? '' : `, did you mean ${near}?`}; allowed: ${listText(allowed).en}`,
    entry.node.start, ['kind'], near,
  )
}
