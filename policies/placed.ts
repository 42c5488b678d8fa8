/** What the estate says about the place of an object: needed place, system, importance, class of data. Labels only where there is no estate. */
import { Skip, type CheckContext } from './check.ts'
import type { DocumentOf } from './estate/document.ts'
import { dataClasses, importances } from './estate/schema/common.ts'
import type { ObjectMeta } from './kubernetes.ts'
import { labels } from './names.ts'
import type { Place, Subject } from './subject.ts'

export type Importance = (typeof importances)[number]
export type DataClass = (typeof dataClasses)[number]

/**
 * Place of an object for a question that only the estate decides.
 * @throws Skip `no-estate` where there is no estate or it does not hold the namespace
 */
export function placeOf(subject: Subject, context: CheckContext): Place {
  context.requireEstate()
  if (subject.place !== undefined) return subject.place
  throw new Skip('no-estate', {
    zh: `声明中没有命名空间 ${subject.namespace}，不知属于哪个系统`,
    en: `the estate does not hold the namespace ${subject.namespace}: its system is unknown`,
  })
}

/** System document of an object's place; undefined where the place or the document is missing. */
export function systemOf(subject: Subject, context: CheckContext): DocumentOf<'System'> | undefined {
  return subject.place === undefined ? undefined : context.estate?.get('System', subject.place.system)
}

/** Metadata of an object; empty where it has none. */
export function metadataOf(subject: Subject): ObjectMeta {
  const metadata = subject.object['metadata']
  return typeof metadata === 'object' && metadata !== null ? metadata : {}
}

/**
 * Importance of the system: the estate's (`normal` where the system says nothing), else what the label claims.
 * @param claimed labels of the object, used only where the estate does not place it
 * @returns null where nobody says
 */
export function importanceOf(subject: Subject, claimed: ObjectMeta['labels'], context: CheckContext): Importance | null {
  const system = systemOf(subject, context)
  if (system !== undefined) return system.importance ?? 'normal'
  const word = claimed?.[labels.importance]
  return importances.find((i) => i === word) ?? null
}

/** The highest class of the data that a tier holds by the estate; items without a tier are held by every tier. */
export function declaredDataClass(subject: Subject, context: CheckContext): DataClass | null {
  const system = systemOf(subject, context)
  if (system === undefined) return null
  const items = (system.data ?? []).filter((item) => item.tier === undefined || item.tier === subject.place?.tier)
  const rank = Math.max(0, ...items.map((item) => dataClasses.indexOf(item.class)))
  return dataClasses[rank] ?? 'general'
}
