/**
 * What an ingress-nginx Ingress is set to: its annotations, else the controller's ConfigMap in the namespace that the estate names.
 * Other controllers write other words; a check then says `unsupported` instead of guessing (kubernetes.github.io/ingress-nginx, annotations and ConfigMap).
 */
import { Skip, type CheckContext } from './check.ts'
import { metadataOf } from './placed.ts'
import { clusterOf } from './rbac/tenancy.ts'
import type { Subject } from './subject.ts'

const prefix = 'nginx.ingress.kubernetes.io/'

/** @throws Skip where another controller serves the Ingress */
export function settingsOf(ingress: Subject, context: CheckContext): { readonly annotation: (name: string) => string | undefined; readonly global: (key: string) => string | undefined } {
  const name = (ingress.object['spec'] as { readonly ingressClassName?: string } | undefined)?.ingressClassName ?? metadataOf(ingress).annotations?.['kubernetes.io/ingress.class']
  const { ingress: declared } = clusterOf(ingress, context)
  const className = name ?? declared?.className ?? ''
  if (!className.includes('nginx')) throw new Skip('unsupported', { zh: `入口控制器 ${className} 的写法不认识，只认识 ingress-nginx`, en: `the words of the ingress controller "${className}" are unknown here; ingress-nginx is known` })
  const maps = declared === undefined ? [] : controllerMaps(declared.namespace, context)
  return {
    annotation: (key) => metadataOf(ingress).annotations?.[`${prefix}${key}`],
    global: (key) => maps.map((map) => dataOf(map)[key]).find((value) => value !== undefined),
  }
}

/** ConfigMaps of the controller: in its namespace, with a key that only it knows. */
function controllerMaps(namespace: string, context: CheckContext): readonly Subject[] {
  return context.known('ConfigMap', namespace)
}

export function dataOf(map: Subject): Readonly<Record<string, string>> {
  return (map.object['data'] ?? {}) as Readonly<Record<string, string>>
}

/** Zone of the namespace that an object stands in; undefined where the estate does not place it. */
export function zoneOf(subject: Subject, context: CheckContext): ReturnType<typeof zoneNamed> {
  return subject.place === undefined ? undefined : zoneNamed(subject.place.zone, context)
}

const zoneNamed = (name: string, context: CheckContext) => context.requireEstate().get('Zone', name)
