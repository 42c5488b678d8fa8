/** `terraform show -json` of a plan or a state → Snapshot of what will be (or is) in the cluster. */
import type { Snapshot } from '../subject.ts'
import type { Text } from '../text.ts'
import { namespacesGiven } from './completeness.ts'
import { isDictionary, type Dictionary } from './kubernetes-object.ts'
import { clusterOf, type SourceOptions } from './options.ts'
import { linkOwners } from './owners.ts'
import { markUnknown } from './terraform/plan-values.ts'
import { convertAll, emptyConverted, type TerraformResource } from './terraform/resources.ts'

/** Whether a JSON value is what `terraform show -json` prints: by content, whatever the file is called. */
export function isTerraformShow(value: unknown): value is Dictionary {
  return isDictionary(value) && typeof value['format_version'] === 'string' && ('planned_values' in value || 'resource_changes' in value || 'values' in value || ('terraform_version' in value && !('resources' in value)))
}

/**
 * @param show the parsed JSON
 * @param path as it shall appear in locations
 */
export function readPlan(show: Dictionary, path: string, options: SourceOptions): Snapshot {
  const cluster = clusterOf(options)
  const base = { cluster, source: 'plan' as const, readAt: options.readAt }
  const fault = versionFault(show)
  if (fault !== null) return { ...base, subjects: [], complete: { has: () => false }, unreadable: [{ location: path, ...fault }] }
  const converted = emptyConverted()
  convertAll(resourcesOf(show), converted, { source: 'plan', cluster, estate: options.estate ?? null, defaultNamespace: options.defaultNamespace ?? 'default' }, { location: path, note: options.note })
  const { unreadable, opaque } = converted
  if (show['errored'] === true) {
    unreadable.push({ location: path, zh: '生成计划时出错（errored），内容不全；修正后重新 terraform plan', en: 'the plan is incomplete (errored); fix the errors and plan again' })
  }
  if (show['complete'] === false) {
    unreadable.push({ location: path, zh: '计划不完整（complete 为 false，例如用了 -target）；请生成完整的计划', en: 'the plan is not complete (-target, or deferred changes); make a whole one' })
  }
  const subjects = linkOwners(converted.subjects)
  return { ...base, subjects, complete: opaque || unreadable.length > 0 ? { has: () => false } : namespacesGiven(subjects), unreadable }
}

/** Terraform promises to keep major version 1 readable (documentation of the JSON output format). */
function versionFault(show: Dictionary): Text | null {
  const version = show['format_version']
  if (typeof version === 'string' && /^[01]\.\d+$/.test(version)) return null
  return { zh: `format_version 是 ${JSON.stringify(version)}，只认识 0.x 和 1.x；请用 Terraform 1.x 重新 terraform show -json`, en: `format_version is ${JSON.stringify(version)}; 0.x and 1.x are known: run terraform show -json of Terraform 1.x` }
}

function* resourcesOf(show: Dictionary): Iterable<TerraformResource> {
  const planned = isDictionary(show['planned_values']) ? show['planned_values'] : isDictionary(show['values']) ? show['values'] : {}
  const unknowns = new Map<string, unknown>()
  for (const change of list(show['resource_changes'])) {
    if (typeof change['address'] === 'string' && isDictionary(change['change'])) unknowns.set(change['address'], change['change']['after_unknown'])
  }
  const configuration = isDictionary(show['configuration']) ? expressionsOf(show['configuration']['root_module'], '', new Map()) : null
  for (const resource of modulesOf(planned['root_module'])) {
    const { address, type, mode, values } = resource
    if (typeof address !== 'string' || typeof type !== 'string' || mode === 'data' || !isDictionary(values)) continue
    const unknown = unknowns.get(address)
    // A resource that is in the state already and does not change has nothing unknown.
    yield { type, address, values: unknown === undefined ? values : markUnknown(values, unknown, configuration?.get(withoutIndexes(address)) ?? null) }
  }
}

function* modulesOf(module: unknown): Iterable<Dictionary> {
  if (!isDictionary(module)) return
  yield* list(module['resources'])
  for (const child of list(module['child_modules'])) yield* modulesOf(child)
}

/** `module.a.kubernetes_pod_v1.b` → its expressions. */
function expressionsOf(module: unknown, prefix: string, into: Map<string, Dictionary>): Map<string, Dictionary> {
  if (!isDictionary(module)) return into
  for (const { address, expressions } of list(module['resources'])) {
    if (typeof address === 'string') into.set(prefix + address, isDictionary(expressions) ? expressions : {})
  }
  const calls = module['module_calls']
  for (const [name, call] of Object.entries(isDictionary(calls) ? calls : {})) {
    if (isDictionary(call)) expressionsOf(call['module'], `${prefix}module.${name}.`, into)
  }
  return into
}

function withoutIndexes(address: string): string {
  return address.replace(/\[("(?:[^"\\]|\\.)*"|\d+)\]/g, '')
}

function list(value: unknown): readonly Dictionary[] {
  return Array.isArray(value) ? value.filter(isDictionary) : []
}
