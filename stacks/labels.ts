/** Labels and annotations that our objects carry; names of the keys are in policies/names.ts. */
import { annotations, labels, managedBy } from '../policies/names.ts'
import type { Title } from '../policies/estate/schema/common.ts'
import type { Space } from './space.ts'

/** Whose object it is: on everything that we build for a tenant. */
export function ownershipLabels(space: Space): Record<string, string> {
  return {
    [labels.managedBy]: managedBy,
    [labels.department]: space.department.name,
    [labels.system]: space.system.name,
    [labels.tier]: space.tier.name,
  }
}

/** The protected labels of a namespace. A system without a grading object has no level: the label is left out, never guessed. */
export function namespaceLabels(space: Space): Record<string, string> {
  return {
    ...ownershipLabels(space),
    [labels.zone]: space.tier.zone,
    ...(space.place.level === null ? {} : { [labels.level]: String(space.place.level) }),
    [labels.environment]: space.place.environment,
    [labels.importance]: importanceOf(space),
    [labels.dataClass]: space.dataClass,
    [labels.owner]: space.department.owner,
  }
}

/** @default normal */
export function importanceOf(space: Space): 'key' | 'high' | 'normal' {
  return space.system.importance ?? 'normal'
}

/** Labels of what the platform itself builds. */
export function platformLabels(component: 'platform' | 'monitoring'): Record<string, string> {
  return { [labels.managedBy]: managedBy, [labels.component]: component }
}

/** Free text reaches the cluster in annotations only. */
export function titleAnnotations(title: Title): Record<string, string> {
  return { [annotations.titleZh]: title.zh, ...(title.en === undefined ? {} : { [annotations.titleEn]: title.en }) }
}
