/** Image references of a pod and their parts (distribution reference grammar: [registry[:port]/]repository[:tag][@digest]). */
import type { PodTarget } from './pod-target.ts'

export interface PlacedImage {
  readonly image: string
  readonly path: string
}

/** Images of every container, init and ephemeral container, and of image volumes (`volumes[*].image.reference`). */
export function* imagesOf(pod: PodTarget): Generator<PlacedImage> {
  for (const { container, path } of pod.containers) yield { image: container.image ?? '', path: `${path}.image` }
  for (const [i, volume] of (pod.spec.volumes ?? []).entries()) {
    const source = volume['image'] as { readonly reference?: string } | null | undefined
    if (source != null) yield { image: source.reference ?? '', path: `${pod.path}.volumes[${volume.name ?? i}].image.reference` }
  }
}

export interface ImageReference {
  /** Host as written; '' where none is written and the runtime's public default applies. */
  readonly registry: string
  /** Registry and repository without tag and digest: `registry.example.cn/gov/portal`. */
  readonly repository: string
  readonly digest: string
}

/** The first part is a registry where it holds a dot or a colon or is `localhost`; else it belongs to the repository. */
export function parseImage(image: string): ImageReference {
  const at = image.indexOf('@')
  const digest = at < 0 ? '' : image.slice(at + 1)
  const tagged = at < 0 ? image : image.slice(0, at)
  const slash = tagged.indexOf('/')
  const first = slash < 0 ? '' : tagged.slice(0, slash)
  const registry = first.includes('.') || first.includes(':') || first === 'localhost' ? first : ''
  const colon = tagged.indexOf(':', tagged.lastIndexOf('/') + 1)
  return { registry, repository: colon < 0 ? tagged : tagged.slice(0, colon), digest }
}

/** True where a repository lies under an allowed prefix; a prefix ends only at `/` or at the repository's end. */
export function isUnder(repository: string, prefix: string): boolean {
  const bare = prefix.endsWith('/') ? prefix.slice(0, -1) : prefix
  return repository === bare || repository.startsWith(`${bare}/`)
}
