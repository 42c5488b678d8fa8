/** One Kubernetes object as read → Subject: identity, place, scope; values of Secrets dropped. Shared by every source. */
import type { Estate } from '../estate/estate.ts'
import { kindByName } from '../kinds.ts'
import { scopeOf } from '../server-objects.ts'
import { groupOf, type SourceName, type Subject } from '../subject.ts'
import type { Text } from '../text.ts'

export type Dictionary = Readonly<Record<string, unknown>>

export function isDictionary(value: unknown): value is Dictionary {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Files that the API server is configured by. They are written like objects and bear no name (Kubernetes 1.34 configuration APIs). */
const configurationFiles: ReadonlySet<string> = new Set(['audit.k8s.io/Policy', 'apiserver.config.k8s.io/AuthenticationConfiguration', 'apiserver.config.k8s.io/EncryptionConfiguration'])

export interface ObjectContext {
  readonly source: SourceName
  readonly cluster: string
  readonly estate: Estate | null
  readonly defaultNamespace: string
}

/**
 * @param object as Kubernetes writes it
 * @param location where it came from (see Subject.location)
 * @returns the subject, or what keeps the object from being one
 */
export function subjectOf(object: Dictionary, location: string, context: ObjectContext, estateLocation?: string): Subject | Text {
  const { apiVersion, kind, metadata } = object
  if (typeof apiVersion !== 'string' || apiVersion === '') return wrong('apiVersion', apiVersion, '字符串（如 apps/v1）', 'a string such as apps/v1')
  if (typeof kind !== 'string' || kind === '') return wrong('kind', kind, '字符串（如 Deployment）', 'a string such as Deployment')
  if (metadata === undefined && configurationFiles.has(`${groupOf(apiVersion)}/${kind}`)) return subjectOf({ ...object, metadata: { name: kind } }, location, context, estateLocation)
  if (!isDictionary(metadata)) return wrong('metadata', metadata, '映射（name、namespace …）', 'a mapping (name, namespace …)')
  const name = metadata['name'] ?? metadata['generateName']
  if (typeof name !== 'string' || name === '') return wrong('metadata.name', name, '非空字符串', 'a string that is not empty')
  const written = metadata['namespace'] ?? ''
  if (typeof written !== 'string') return wrong('metadata.namespace', written, '字符串', 'a string')
  const group = groupOf(apiVersion)
  const known = kindByName.get(kind)
  const info = known?.group === group ? known : undefined
  const namespace = info === undefined ? written : info.namespaced ? (written === '' ? context.defaultNamespace : written) : ''
  const placed = namespaceOfPlace(group, kind, namespace, name)
  const place = placed === '' ? undefined : context.estate?.tierOf(context.cluster, placed)?.place
  return {
    group,
    kind,
    namespace,
    name,
    object: group === '' && kind === 'Secret' ? withoutValues(object) : object,
    source: context.source,
    cluster: context.cluster,
    location,
    ...(estateLocation === undefined ? {} : { estateLocation }),
    ...(place === undefined ? {} : { place }),
    scope: scopeOf(group, kind, namespace, name, labelsOf(metadata)),
  }
}

/** A Namespace object belongs where its own name belongs. */
function namespaceOfPlace(group: string, kind: string, namespace: string, name: string): string {
  return group === '' && kind === 'Namespace' ? name : namespace
}

function labelsOf(metadata: Dictionary): Readonly<Record<string, string>> {
  try {
    const { labels } = metadata
    return isDictionary(labels) ? (labels as Readonly<Record<string, string>>) : {}
  } catch {
    return {} // unknown until apply
  }
}

/** Annotation in which kubectl keeps the whole object as last applied, values of Secrets included. */
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

/**
 * The Secret with every key kept and every value replaced by ''. Works on property descriptors: in plans a property may be a getter
 * that throws (unknown until apply), and such a one holds no value anyway.
 */
function withoutValues(secret: Dictionary): Dictionary {
  const own = Object.getOwnPropertyDescriptors(secret)
  for (const key of ['data', 'stringData']) {
    const found = own[key]
    if (found !== undefined && found.get === undefined) own[key] = { ...found, value: emptied(found.value) }
  }
  const metadata: unknown = own['metadata']?.value
  const annotations = isDictionary(metadata) ? Object.getOwnPropertyDescriptor(metadata, 'annotations') : undefined
  if (isDictionary(metadata) && isDictionary(annotations?.value) && lastApplied in annotations.value) {
    own['metadata'] = { enumerable: true, value: { ...metadata, annotations: { ...annotations.value, [lastApplied]: '' } } }
  }
  return Object.defineProperties({}, own)
}

function emptied(values: unknown): unknown {
  return isDictionary(values) ? Object.fromEntries(Object.keys(values).map((key) => [key, ''])) : null
}

function wrong(path: string, found: unknown, zh: string, en: string): Text {
  const shown = found === undefined ? null : typeof found === 'object' ? (Array.isArray(found) ? '[…]' : found === null ? 'null' : '{…}') : JSON.stringify(found)
  // `name: on` and `name: 123` are a boolean and a number to Kubernetes.
  const quote = typeof found === 'boolean' || typeof found === 'number'
  return {
    zh: shown === null ? `缺少 ${path}；应为${zh}` : `${path} 是 ${shown}；应为${zh}${quote ? '；若本是文字，请加引号' : ''}`,
    en: shown === null ? `${path} is missing; it must be ${en}` : `${path} is ${shown}; it must be ${en}${quote ? '; if text was meant, put it in quotes' : ''}`,
  }
}
