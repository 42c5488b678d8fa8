/** What reports say of an end of a connection: its zone, its system, where the estate places it. */
import { platformNamespaces } from '../../names.ts'
import type { Place } from '../../subject.ts'
import type { Text } from '../../text.ts'
import type { End } from '../reachability.ts'

/** Groups that are no zones: their names cannot be zone names (brackets). */
export const outside = '[outside]'
export const platform = '[platform]'
export const unplaced = '[unplaced]'
export const groupText: Readonly<Record<string, Text>> = {
  [outside]: { zh: '云外地址', en: 'outside addresses' },
  [platform]: { zh: '平台', en: 'platform' },
  [unplaced]: { zh: '声明之外的命名空间', en: 'namespaces outside the estate' },
}

/** Name of the stand-in for whatever a declared tier may hold, where the input shows no workload of it. */
export const anyPod = '*'

export function placeOfEnd(end: End): Place | undefined {
  return end.type === 'workload' ? end.subject.place : undefined
}

/** '' for addresses. */
export function namespaceOf(end: End): string {
  return end.type === 'workload' ? end.namespace : ''
}

/** Zone, or the group that stands for it. */
export function zoneOf(end: End): string {
  if (end.type === 'external') return outside
  const zone = end.subject.place?.zone
  if (zone !== undefined) return zone
  return end.subject.scope !== 'tenant' || Object.values<string>(platformNamespaces).includes(end.namespace) ? platform : unplaced
}

/** System; a namespace that the estate does not place stands for itself, addresses for themselves. */
export function systemOf(end: End): string {
  return end.type === 'external' ? end.id : (end.subject.place?.system ?? end.namespace)
}
