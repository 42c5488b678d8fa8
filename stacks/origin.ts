/** `file:line` of an estate document, as provenance and reports print it. */
import type { EstateDocument } from '../policies/estate/document.ts'
import type { Estate } from '../policies/estate/estate.ts'
import type { Origin } from './engine.ts'

export function originOf(estate: Estate, document: EstateDocument): Origin {
  const { file, line } = estate.position(document)
  return `${file}:${line}`
}
