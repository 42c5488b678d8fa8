/** What a rule over the whole estate is: one file, one concern; index.ts is the list. */
import type { Text } from '../../text.ts'
import type { Estate } from '../estate.ts'
import type { DocumentOf, EstateDocument, EstateKind } from '../document.ts'
import type { Path } from '../yaml-node.ts'

/** The documents that are valid by their schemas, those of one name included. */
export interface RuleInput {
  readonly documents: readonly EstateDocument[]
  of<K extends EstateKind>(kind: K): readonly DocumentOf<K>[]
  get<K extends EstateKind>(kind: K, name: string): DocumentOf<K> | undefined
  /** Names of a kind, those of documents with faults included: a reference to one of them is not wrong. */
  names(kind: EstateKind): ReadonlySet<string>
  /** `file:line` of a document, for messages that point at a second place. */
  where(document: EstateDocument): string
  /** The valid documents as an Estate; null without an Estate document. */
  readonly estate: Estate | null
  /** Ids of the checks that exist; null where the caller gave none: then ids are not judged. */
  readonly checks: ReadonlySet<string> | null
}

export interface Complaint {
  readonly code: string
  readonly document: EstateDocument
  readonly path: Path
  readonly text: Text
  readonly suggestion?: string
}

export type Rule = (input: RuleInput) => Iterable<Complaint>
