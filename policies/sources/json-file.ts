/** One JSON file, or why it cannot be read. No part of its content appears in the message. */
import type { Text } from '../text.ts'
import { readInputFile } from './input-files.ts'

/** Plans of a large cloud have some hundred MB. */
const defaultMaxBytes = 512 * 1024 * 1024

export type ReadJson = { readonly value: unknown } | Text

export function readJsonFile(path: string, maxBytes: number | undefined): ReadJson {
  const bytes = readInputFile(path, maxBytes ?? defaultMaxBytes)
  return bytes instanceof Uint8Array ? parseJson(bytes) : bytes
}

export function parseJson(bytes: Buffer): ReadJson {
  try {
    const start = bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
    return { value: JSON.parse(bytes.toString('utf8', start)) as unknown }
  } catch (error) {
    const reason = (error instanceof Error ? error.message : '').replace(/, ".*$/s, '').replace(/^(Unexpected token) .*? in JSON/s, '$1 in JSON')
    return { zh: `不是合法的 JSON（${reason}）；文件可能没有写完，请重新生成`, en: `not valid JSON (${reason}); the file may be cut short: write it again` }
  }
}
