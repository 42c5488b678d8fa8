/** Resources of a synth or plan → Subjects; what builds no object we can read is said, once a type. */
import { Skip } from '../../check.ts'
import type { Subject, Unreadable } from '../../subject.ts'
import { isDictionary, subjectOf, type Dictionary, type ObjectContext } from '../kubernetes-object.ts'
import type { Note } from '../options.ts'
import { convertManifest, convertResource, type Scalar } from './convert.ts'
import { resourceTypes } from './table.ts'
import { put, unknownValue } from './unknown.ts'

export interface TerraformResource {
  readonly type: string
  /** Terraform address: `kubernetes_namespace_v1.x`, `module.a.kubernetes_pod_v1.b[0]`. */
  readonly address: string
  /** Arguments; `unknownValue` where a plan does not know them. */
  readonly values: Dictionary
}

export interface Converted {
  readonly subjects: Subject[]
  readonly unreadable: Unreadable[]
  /** True where a resource may build objects that we cannot see (a Helm release): then absence proves nothing. */
  opaque: boolean
}

/** Types that change an object built elsewhere, or build none. */
const patches = /^kubernetes_(annotations|labels|env|node_taint|config_map_v1_data|secret_v1_data|token_request_v1)$/
/** Types of other providers that install objects nobody sees before apply. */
const opaque = /^(helm_release|kubectl_manifest|kubectl_server_version|kustomization_resource|kubernetes_manifest_v1)$/

export function emptyConverted(): Converted {
  return { subjects: [], unreadable: [], opaque: false }
}

/**
 * @param location prefix of locations: the stack's name or the plan's path
 * @param estateLocations Terraform address → `file:line` of the estate document, from the provenance sidecar
 */
export function convertAll(
  resources: Iterable<TerraformResource>,
  into: Converted,
  context: ObjectContext,
  options: { readonly location: string; readonly scalar?: Scalar; readonly estateLocations?: Dictionary; readonly note?: ((note: Note) => void) | undefined },
): void {
  const types = resourceTypes()
  const passedOver = new Map<string, number>()
  for (const resource of resources) {
    const { type, address, values } = resource
    const location = `${options.location}/${address}`
    const known = types.get(type)
    if (known === undefined && type !== 'kubernetes_manifest') {
      if (patches.test(type) || !type.startsWith('kubernetes_')) {
        passedOver.set(type, (passedOver.get(type) ?? 0) + 1)
        if (opaque.test(type)) into.opaque = true
      } else into.unreadable.push({ location, zh: `不认识的资源类型 ${type}（Kubernetes 已不提供该 API，或它比所支持的 provider 新）`, en: `unknown resource type ${type} (its API is gone from Kubernetes, or it is newer than the provider supported)` })
      continue
    }
    if (values['for_each'] !== undefined || values['count'] !== undefined) {
      into.opaque = true
      into.unreadable.push({ location, zh: '用了 count 或 for_each：有几个对象要看计划，请审计 terraform show -json', en: 'uses count or for_each: only a plan knows how many objects; audit terraform show -json' })
      continue
    }
    const object = known === undefined ? convertManifest(values['manifest'], options.scalar) : convertResource(known, values, options.scalar)
    const estate = options.estateLocations?.[address]
    const subject = isDictionary(object) ? read(object, location, context, address, typeof estate === 'string' ? estate : undefined) : { zh: '没有 manifest', en: 'no manifest' }
    if ('object' in subject) into.subjects.push(subject)
    else into.unreadable.push({ location, zh: `不是 Kubernetes 对象：${subject.zh}`, en: `not a Kubernetes object: ${subject.en}` })
  }
  for (const [type, count] of passedOver) {
    const hidden = opaque.test(type)
    options.note?.({
      location: options.location,
      zh: `${count} 个 ${type} 未判定：${hidden ? '它安装的对象在计划里看不到，请审计集群' : '它本身不是 Kubernetes 对象'}`,
      en: `${count} × ${type} not judged: ${hidden ? 'the objects it installs are not in the plan; audit the cluster' : 'no Kubernetes object by itself'}`,
    })
  }
}

/** A name that only apply will know is shown by its address; the rest of the object is judged all the same. */
function read(object: Dictionary, location: string, context: ObjectContext, address: string, estateLocation: string | undefined): ReturnType<typeof subjectOf> {
  try {
    return subjectOf(object, location, context, estateLocation)
  } catch (error) {
    if (!(error instanceof Skip)) throw error
  }
  const metadata: Record<string, unknown> = {}
  const given = Object.getOwnPropertyDescriptor(object, 'metadata')?.value as unknown
  for (const [key, property] of Object.entries(isDictionary(given) ? Object.getOwnPropertyDescriptors(given) : {})) {
    const unknown = property.get !== undefined
    if (unknown && (key === 'name' || key === 'namespace' || key === 'generateName')) metadata[key] = `(${address})`
    else put(metadata, key, unknown ? unknownValue : property.value)
  }
  metadata['name'] ??= `(${address})`
  const copy = Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(object), metadata: { value: metadata, enumerable: true, configurable: true, writable: true } }) as Dictionary
  return subjectOf(copy, location, context, estateLocation)
}
