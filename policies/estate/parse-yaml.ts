/**
 * Text of an estate file → documents with positions, and every fault in it. Documents are read one by one, so that a broken one
 * does not hide the rest of the file. Bounded on hostile text: size of a document, nesting, expansion of aliases.
 */
import { parseEvents, YAMLException } from 'js-yaml'
import { syntaxText } from './syntax-text.ts'
import { TreeBuilder, type YamlFault } from './tree-builder.ts'
import type { YamlNode } from './yaml-node.ts'

export interface YamlDocument {
  readonly root: YamlNode
  /** The piece of the file that holds it, perhaps with others: reading it again gives the same documents. */
  readonly pieceStart: number
  readonly pieceEnd: number
}

/** What can be told of a document that has faults: enough not to call references to it wrong. */
export interface BrokenDocument {
  readonly kind: string
  readonly name: string
}

const maxDepth = 100
/** Characters of one document: an estate document takes some 60,000 at the very most. */
const maxDocumentCharacters = 1_000_000

export interface ParsedYaml {
  readonly documents: readonly YamlDocument[]
  readonly broken: readonly BrokenDocument[]
  readonly faults: readonly YamlFault[]
}

/**
 * Reads every document. A document with a fault is left out of `documents`.
 * @param text without byte order mark
 */
export function parseYaml(text: string): ParsedYaml {
  const documents: YamlDocument[] = []
  const broken: BrokenDocument[] = []
  const faults: YamlFault[] = []
  for (const batch of batches(text)) {
    const start = batch[0]?.[0] ?? 0
    const end = batch.at(-1)?.[1] ?? start
    const together: YamlFault[] = []
    const roots = parsePiece(text, start, end, together)
    if (together.length === 0) {
      for (const root of roots) documents.push({ root, pieceStart: start, pieceEnd: end })
      continue
    }
    // One by one, so that only the broken ones are lost.
    for (const [pieceStart, pieceEnd] of batch) {
      const before = faults.length
      const own = parsePiece(text, pieceStart, pieceEnd, faults)
      if (faults.length === before) for (const root of own) documents.push({ root, pieceStart, pieceEnd })
      else broken.push(guess(text.slice(pieceStart, Math.min(pieceEnd, pieceStart + 2000))))
    }
  }
  return { documents, broken, faults }
}

/** Kind and name by the look of the text: there is no tree of what could not be read. */
function guess(text: string): BrokenDocument {
  const word = (key: string): string => new RegExp(`(?:^|\\{|,)[ \\t]*${key}:[ \\t]*["']?([A-Za-z][A-Za-z0-9-]*)`, 'm').exec(text.replace(/^---[ \t]+/, ''))?.[1] ?? ''
  return { kind: word('kind'), name: word('name') }
}

/** Characters that are given to the parser at once: a call costs as much as some hundred characters. */
const batchCharacters = 32_768

function* batches(text: string): Generator<readonly (readonly [number, number])[]> {
  let batch: (readonly [number, number])[] = []
  let size = 0
  for (const piece of pieces(text)) {
    const length = piece[1] - piece[0]
    if (size + length > batchCharacters && batch.length > 0) {
      yield batch
      batch = []
      size = 0
    }
    batch.push(piece)
    size += length
  }
  if (batch.length > 0) yield batch
}

/** Ends of documents: YAML 1.2.2 §9.1.2 allows `---` and `...` at the start of a line nowhere else, not even in quotes. */
function* pieces(text: string): Generator<readonly [number, number]> {
  const marker = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm
  let start = 0
  let directives = text.startsWith('%')
  for (const match of text.matchAll(marker)) {
    if (match[0] === '...') {
      directives = true
      continue
    }
    // Directives stand before the marker of the document that they are for.
    if (match.index > start && !(directives && /^(?:[ \t]*(?:#.*)?\r?\n|%.*\r?\n|\.\.\..*\r?\n)*$/.test(text.slice(start, Math.min(match.index, start + 4096))))) {
      yield [start, match.index]
      start = match.index
    }
    directives = false
  }
  if (start < text.length) yield [start, text.length]
}

/** Reads one piece again (for positions); it was read without fault before. */
export function rereadPiece(text: string, start: number, end: number): readonly YamlNode[] {
  return parsePiece(text, start, end, [])
}

function parsePiece(text: string, start: number, end: number, faults: YamlFault[]): YamlNode[] {
  if (end - start > maxDocumentCharacters) {
    faults.push({
      code: 'document-too-large',
      offset: start,
      text: { zh: `文档有 ${end - start} 个字符，上限 ${maxDocumentCharacters}`, en: `the document has ${end - start} characters, the limit is ${maxDocumentCharacters}` },
    })
    return []
  }
  const source = text.slice(start, end)
  try {
    return new TreeBuilder(source, start, faults, parseEvents(source, { maxDepth })).documents()
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    faults.push({ offset: start + Math.min(error.mark?.position ?? 0, source.length), ...syntaxText(error.reason, source, error.mark?.position ?? 0) })
    return []
  }
}
