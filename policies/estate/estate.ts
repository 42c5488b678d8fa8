/** The loaded estate: documents by kind and name, where each stands in its file, and the look-ups that stacks and checks share. */
import type { DocumentOf, EstateDocument, EstateKind, Tier } from './document.ts'
import type { Place } from '../subject.ts'
import type { Text } from '../text.ts'

/** 1-based line and column in a file (path as given by the user). */
export interface Position {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Something wrong in the estate: one line for the reader, all of them in one run. */
export interface Problem {
  /** Stable code of the rule (kebab-case): `unknown-key`, `unknown-reference`, `cidr-overlap` … */
  readonly code: string
  readonly position: Position
  /** Path in the document: `tiers[0].zone`; '' = the document. */
  readonly path: string
  readonly zh: string
  readonly en: string
  /** Nearest valid word, where there is one. */
  readonly suggestion?: string
}

/** A tier with the system and department that it belongs to. */
export interface PlacedTier {
  readonly system: DocumentOf<'System'>
  readonly department: DocumentOf<'Department'>
  readonly tier: Tier
  readonly namespace: string
  readonly place: Place
}

export interface Estate {
  readonly root: DocumentOf<'Estate'>
  readonly documents: readonly EstateDocument[]
  of<K extends EstateKind>(kind: K): readonly DocumentOf<K>[]
  get<K extends EstateKind>(kind: K, name: string): DocumentOf<K> | undefined
  /** Where a document (or a path in it) stands. */
  position(document: EstateDocument, path?: string): Position
  /** Every tier of every system (all phases), in document order. */
  readonly tiers: readonly PlacedTier[]
  /** A tier by the names that a Flow writes: `system/tier`. */
  tier(system: string, name: string): PlacedTier | undefined
  /** The tier that a namespace of a cluster belongs to. */
  tierOf(cluster: string, namespace: string): PlacedTier | undefined
  /** Level of a system by its grading object; null where it has none. */
  levelOf(system: string): 2 | 3 | 4 | null
  /** Approvals that are valid for a document: digest equal, approver in an approving role for that scope on that day. */
  approvalsOf(document: EstateDocument): readonly DocumentOf<'Approval'>[]
  /** `sha256:<hex>` of the document's canonical JSON (keys sorted): what an Approval names. */
  digestOf(document: EstateDocument): string
  /** Why an Approval is not proved to be its approver's; null where it is. Absent where this run verifies no signatures. */
  readonly signatureFault?: (approval: DocumentOf<'Approval'>) => Text | null
  /**
   * Digest, in the algorithm of the one on record, of an evidence file below the estate's folder; undefined where the file is not there.
   * Absent where the estate was not read from a folder.
   */
  readonly evidenceDigest?: (path: string, registered: string) => string | undefined
  /** Time zone name. @default Asia/Shanghai */
  readonly timezone: string
}
