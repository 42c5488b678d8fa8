/** A reason why the answer as a whole is less than complete. */
import type { Subject } from '../../subject.ts'
import type { Text } from '../../text.ts'

export interface Doubt extends Text {
  /** The object, where there is one. */
  readonly subject: Subject | null
  readonly location: string
}
