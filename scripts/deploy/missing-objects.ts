/**
 * Which object of an earlier wave an apply missed, and which stack builds it. Stacks hold no references, so Terraform itself only
 * says `namespaces "x" not found`.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Text } from '../../policies/text.ts'
import type { StackEntry } from './stack-list.ts'
import type { Diagnostic } from './terraform.ts'

export interface MissingObject {
  /** Plural resource as the API server writes it: `namespaces`. */
  readonly resource: string
  readonly name: string
  /** Stack that declares it; null where none does. */
  readonly stack: string | null
}

/** Cluster-scoped objects that later waves stand on, by `resource/name` → stack. */
export type ObjectIndex = ReadonlyMap<string, string>

/** Terraform types that other stacks stand on → plural resource. */
const kinds: readonly (readonly [type: string, resource: string])[] = [
  ['kubernetes_namespace_v1', 'namespaces'],
  ['kubernetes_priority_class_v1', 'priorityclasses.scheduling.k8s.io'],
]

interface StackJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, { readonly metadata?: { readonly name?: string } }>>>>
}

/** @param stacks every stack of the cluster, selected or not */
export function indexObjects(stacks: readonly StackEntry[]): ObjectIndex {
  const index = new Map<string, string>()
  for (const stack of stacks) {
    const { resource = {} } = JSON.parse(readFileSync(join(stack.folder, 'cdk.tf.json'), 'utf8')) as StackJson
    for (const [type, plural] of kinds) {
      for (const object of Object.values(resource[type] ?? {})) index.set(`${stack.cluster}/${plural}/${object.metadata?.name ?? ''}`, stack.name)
    }
  }
  return index
}

/** Reads `namespaces "x" not found` out of errors (k8s.io/apimachinery, errors.NewNotFound), each object once. */
export function missingObjects(diagnostics: readonly Diagnostic[], cluster: string, index: ObjectIndex): readonly MissingObject[] {
  const found = new Map<string, MissingObject>()
  for (const { summary, detail, severity } of diagnostics) {
    if (severity !== 'error') continue
    for (const [, resource = '', name = ''] of `${summary}\n${detail}`.matchAll(/\b([a-z][a-z0-9.]*) "([^"]+)" not found/g)) {
      const key = `${resource}/${name}`
      if (!found.has(key)) found.set(key, { resource, name, stack: index.get(`${cluster}/${key}`) ?? null })
    }
  }
  return [...found.values()]
}

export function missingText({ resource, name, stack }: MissingObject): Text {
  return stack === null
    ? { zh: `集群里缺少 ${resource} ${name}，声明里也没有栈建它`, en: `${resource} ${name} is missing in the cluster and no stack of the estate builds it` }
    : { zh: `集群里缺少 ${resource} ${name}：它由栈 ${stack} 建立，先部署那个栈（ywq deploy --stack ${stack}）`, en: `${resource} ${name} is missing in the cluster: stack ${stack} builds it, deploy that one first (ywq deploy --stack ${stack})` }
}
