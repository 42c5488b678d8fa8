/** Which department answers for a subject. */
import type { Estate } from '../estate/estate.ts'
import type { Subject } from '../subject.ts'

/**
 * Department that answers for a subject: where the estate places it, or what the estate document says of itself.
 * @returns '' for the platform and for what the estate does not know
 */
export function departmentOf(subject: Subject, estate: Estate | null): string {
  if (subject.place !== undefined) return subject.place.department
  if (subject.group !== 'ywq') return ''
  const { department, system, from } = subject.object
  if (subject.kind === 'Department') return subject.name
  if (typeof department === 'string') return department
  const owner = typeof system === 'string' ? system : subject.kind === 'Flow' && typeof from === 'string' ? from.slice(0, Math.max(0, from.indexOf('/'))) : ''
  return owner === '' ? '' : (estate?.get('System', owner)?.department ?? '')
}
