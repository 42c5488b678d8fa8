/**
 * A YAML stream cut into documents as Kubernetes cuts it (k8s.io/apimachinery YAMLReader: a line that begins with `---` and holds
 * nothing else but a comment), each read by itself, so that one bad document does not hide the others.
 */
import { isUtf8 } from 'node:buffer'
import { parseEvents, YAMLException } from 'js-yaml'

import { construct, YamlFault, type Constructed } from './construct.ts'
import { readPlainBlock } from './plain-block.ts'

export interface YamlDocument {
  readonly value: unknown
  /** 1-based line of the first key. */
  readonly line: number
  /** 1-based line of each item of a Kubernetes list. */
  readonly itemLines: readonly number[]
  /** Text of the document: only to say what an unreadable one looks like. */
  readonly text: string
}

export interface YamlProblem {
  readonly line: number
  readonly column: number
  /** English sentence of what is wrong. */
  readonly reason: string
  readonly text: string
}

export interface YamlStream {
  readonly documents: readonly YamlDocument[]
  readonly problems: readonly YamlProblem[]
}

/** Collections nested deeper are refused (go-yaml allows 10,000; a Kubernetes object has about 30). */
const maxDepth = 300

/**
 * @param bytes the file, or its text
 * @returns documents in order; empty ones (only comments) left out; what could not be read in `problems`
 */
export function readYaml(bytes: Uint8Array | string): YamlStream {
  const documents: YamlDocument[] = []
  const problems: YamlProblem[] = []
  const { text, decode } = toText(bytes)
  for (const chunk of chunksOf(text)) {
    if (chunk.separator !== '') {
      problems.push({ line: chunk.line - 1, column: 4, reason: `invalid document separator: after --- only a comment may stand, found ${chunk.separator}`, text: '' })
      continue
    }
    readChunk(chunk, decode, documents, problems)
  }
  return { documents, problems }
}

interface Chunk {
  readonly text: string
  /** 1-based line of the chunk's first line. */
  readonly line: number
  /** What stands behind `---` and must not. */
  readonly separator: string
}

function toText(bytes: Uint8Array | string): { text: string; decode: boolean } {
  if (typeof bytes === 'string') return { text: bytes.startsWith('\ufeff') ? bytes.slice(1) : bytes, decode: false }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const body = buffer.length >= 3 && buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf ? buffer.subarray(3) : buffer
  // Not UTF-8: read byte by byte as Latin-1, so that the documents which are valid by themselves can still be read.
  return isUtf8(body) ? { text: body.toString('utf8'), decode: false } : { text: body.toString('latin1'), decode: true }
}

function* chunksOf(text: string): Iterable<Chunk> {
  let start = 0
  let line = 1
  let separator = ''
  for (;;) {
    const found = nextSeparator(text, start)
    const end = found < 0 ? text.length : found
    if (end > start || separator !== '') yield { text: text.slice(start, end), line, separator }
    if (found < 0) return
    const newline = text.indexOf('\n', found)
    const rest = text.slice(found + 3, newline < 0 ? text.length : newline).trim()
    separator = rest.startsWith('#') ? '' : rest.slice(0, 40)
    line += countLines(text, start, found) + 1
    start = newline < 0 ? text.length : newline + 1
  }
}

/** Offset of the next line that begins with `---`, or -1. */
function nextSeparator(text: string, from: number): number {
  if (text.startsWith('---', from)) return from
  const at = text.indexOf('\n---', from)
  return at < 0 ? -1 : at + 1
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) lines++
  return lines
}

function readChunk(chunk: Chunk, decode: boolean, documents: YamlDocument[], problems: YamlProblem[]): void {
  let text = chunk.text
  const positionOf = (offset: number): { line: number; column: number } => {
    const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
    return { line: chunk.line + countLines(text, 0, offset), column: offset - start + 1 }
  }
  if (decode) {
    const raw = Buffer.from(text, 'latin1')
    text = raw.toString('utf8')
    if (!isUtf8(raw)) {
      problems.push({ ...positionOf(Math.max(0, text.indexOf('\ufffd'))), reason: 'the text is not UTF-8', text: '' })
      return
    }
  }
  const fully = (): Constructed => {
    const { source, events } = parse(text)
    text = source
    return construct(source, events)
  }
  const invisible = lineBreaks.exec(text)
  if (invisible !== null) {
    problems.push({ ...positionOf(invisible.index), reason: `the character U+${invisible[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')} ends a line for Kubernetes, but not for the eye`, text: '' })
    return
  }
  try {
    const { value, start, itemStarts, ignoredFrom } = readPlainBlock(text) ?? fully()
    if (start < 0) return
    documents.push({ value, line: positionOf(start).line, itemLines: itemStarts.map((s) => positionOf(Math.max(s, 0)).line), text })
    if (ignoredFrom >= 0) problems.push({ ...positionOf(ignoredFrom), reason: 'content after `...` is never read by Kubernetes; separate documents by `---`', text: '' })
  } catch (error) {
    if (error instanceof YamlFault) problems.push({ ...positionOf(error.offset), reason: error.message, text })
    else if (error instanceof YAMLException) problems.push({ ...positionOf(error.mark?.position ?? 0), reason: error.reason, text })
    else throw error
  }
}

/** YAML 1.1 (and so Kubernetes) ends lines at these as well: what looks like a comment or a value may hold keys. A carriage return alone too. */
const lineBreaks = /[\u0085\u2028\u2029]|\r(?!\n|$)/

/** Lines indented anew in one document at most, and the largest document for which it is tried. */
const maxRepairs = 200
const repairable = 1 << 20

/**
 * js-yaml wants the lines of a list or mapping in brackets, and of a quoted scalar, further right than their key, as YAML 1.2 has it;
 * Kubernetes' reader does not, and many manifests are written so. White space at the start of such a line means nothing: put some there.
 * @returns the text as parsed (same lines; columns of the lines indented anew are shifted) and its events
 */
function parse(text: string): { source: string; events: ReturnType<typeof parseEvents> } {
  let source = text
  let last = -1
  for (let repairs = 0; ; repairs++) {
    try {
      return { source, events: parseEvents(source, { maxDepth }) }
    } catch (error) {
      if (!(error instanceof YAMLException) || error.reason !== 'deficient indentation' || repairs >= maxRepairs || source.length > repairable) throw error
      const start = source.lastIndexOf('\n', (error.mark?.position ?? 0) - 1) + 1
      if (start <= last) throw error
      last = start
      source = source.slice(0, start) + padding + source.slice(start)
    }
  }
}

const padding = ' '.repeat(200)
