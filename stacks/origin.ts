/** `file:line` of an estate document, as provenance and reports print it. */
import type { EstateDocument } from '../policies/estate/document.ts'
import type { Estate } from '../policies/estate/estate.ts'
import type { Origin } from './engine.ts'

const origins = new WeakMap<EstateDocument, Origin>()

/** Told once a document: a position is found by counting lines in its file. */
export function originOf(estate: Estate, document: EstateDocument): Origin {
  let origin = origins.get(document)
  if (origin === undefined) {
    const { file, line } = estate.position(document)
    origins.set(document, (origin = `${file}:${line}`))
  }
  return origin
}

/** Asks for the positions of what is built in the order of the files: asked in another order, each file's lines would be counted again and again. */
export function readOrigins(estate: Estate): void {
  for (const document of estate.documents) {
    if (document.kind === 'Flow' || document.kind === 'System' || document.kind === 'Department' || document.kind === 'Cluster') originOf(estate, document)
  }
}
