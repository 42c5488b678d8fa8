/** Claims of volumes, by themselves (PersistentVolumeClaim) or as templates of a StatefulSet, and the StorageClass behind them. */
import type { CheckContext } from './check.ts'
import type { DocumentOf } from './estate/document.ts'
import { metadataOf } from './placed.ts'
import { clusterOf } from './rbac/tenancy.ts'
import type { Subject } from './subject.ts'

export const claimKinds: readonly string[] = ['PersistentVolumeClaim', 'StatefulSet']

export interface Claim {
  /** '' for a PersistentVolumeClaim, `spec.volumeClaimTemplates[data]` for a template. */
  readonly path: string
  /** undefined = the default class, '' = no class: a volume made by hand. */
  readonly className: string | undefined
}

interface ClaimSpec {
  readonly storageClassName?: string
}

export function claimsOf(subject: Subject): readonly Claim[] {
  if (subject.kind === 'PersistentVolumeClaim') return [{ path: '', className: ((subject.object['spec'] ?? {}) as ClaimSpec).storageClassName }]
  const spec = (subject.object['spec'] ?? {}) as { readonly volumeClaimTemplates?: readonly { readonly metadata?: { readonly name?: string }; readonly spec?: ClaimSpec }[] }
  return (spec.volumeClaimTemplates ?? []).map((template, i) => ({ path: `spec.volumeClaimTemplates[${template.metadata?.name ?? i}]`, className: template.spec?.storageClassName }))
}

export type DeclaredClass = NonNullable<DocumentOf<'Cluster'>['storageClasses']>[number]

/** What the input and the estate know of a class; `name` is '' for volumes made by hand. */
export interface ClassKnown {
  readonly name: string
  readonly object: Subject | undefined
  readonly declared: DeclaredClass | undefined
}

const isDefault = 'storageclass.kubernetes.io/is-default-class'

/**
 * The class behind a claim. Without a name it is the cluster's default (annotation is-default-class).
 * @throws Skip where the default class is asked for and the input does not hold every StorageClass
 */
export function classOf(claim: Claim, subject: Subject, context: CheckContext): ClassKnown {
  let name = claim.className
  if (name === undefined) {
    const marked = context.known('StorageClass', '').find((c) => metadataOf(c).annotations?.[isDefault] === 'true')
    // That no class is the default can be said only where every class was given: all() skips otherwise.
    if (marked === undefined) context.all('StorageClass', '')
    name = marked?.name ?? ''
  }
  return { name, object: name === '' ? undefined : context.find('StorageClass', '', name), declared: declaredClass(name, subject, context) }
}

/** The class as the cluster document declares it; undefined without an estate, or where the cluster is unknown or declares no such class. */
export function declaredClass(name: string, subject: Subject, context: CheckContext): DeclaredClass | undefined {
  if (context.estate === null) return undefined
  return clusterOf(subject, context).storageClasses?.find((c) => c.name === name)
}
