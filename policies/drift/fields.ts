/**
 * Declared object against live object, field by field. Lists are matched as the API server merges them (by name, by port …; "atomic" ones
 * by position, sets without order): Kubernetes API reference v1.34, `x-kubernetes-list-map-keys` and `x-kubernetes-list-type`.
 */
import { parseQuantity } from '../quantity.ts'
import { isDictionary, type Dictionary } from '../sources/kubernetes-object.ts'
import { isServerDefault, isServersField, zeroIsAbsent } from './server-fields.ts'

/** A step into an object: a field, an element by its keys, or an element by position. */
export type Step = string | number | Readonly<Record<string, string | number>>

export interface FieldChange {
  readonly steps: readonly Step[]
  /** `changed`: other value. `removed`: declared and not there. `added`: there and not declared. */
  readonly change: 'changed' | 'removed' | 'added'
  readonly declared?: unknown
  readonly live?: unknown
}

/** Field that holds the list → fields that identify an element. */
const listKeys: ReadonlyMap<string, readonly string[]> = new Map([
  ['containers', ['name']], ['initContainers', ['name']], ['ephemeralContainers', ['name']], ['volumes', ['name']], ['env', ['name']],
  ['volumeMounts', ['mountPath']], ['volumeDevices', ['devicePath']], ['imagePullSecrets', ['name']], ['hostAliases', ['ip']],
  ['topologySpreadConstraints', ['topologyKey', 'whenUnsatisfiable']], ['webhooks', ['name']], ['validations', ['expression']], ['matchConditions', ['name']],
  ['ownerReferences', ['uid']], ['resourceClaims', ['name']],
])
/** `ports` of containers and of Services; those of NetworkPolicies are atomic. */
const containerPortKeys = ['containerPort', 'protocol']
const servicePortKeys = ['port', 'protocol']

/** Lists of words whose order means something. */
const ordered: ReadonlySet<string> = new Set(['command', 'args'])

/** @returns every difference; fields of the server (status, uid, defaults) are none */
export function fieldChanges(declared: Dictionary, live: Dictionary): readonly FieldChange[] {
  const changes: FieldChange[] = []
  compareObjects(declared, live, [], changes)
  return changes
}

function compareObjects(declared: Dictionary, live: Dictionary, steps: readonly Step[], changes: FieldChange[]): void {
  for (const [key, value] of Object.entries(declared)) {
    const here = [...steps, key]
    if (value === undefined || value === null || isServersField(here)) continue
    compare(value, live[key], here, changes)
  }
  for (const [key, value] of Object.entries(live)) {
    const here = [...steps, key]
    const known = declared[key]
    if ((known !== undefined && known !== null) || isNothing(value) || isServersField(here) || isServerDefault(here, value, live)) continue
    // Nothing of it was declared: each field inside may be the server's or somebody's.
    if (isDictionary(value) && Object.keys(value).length > 0) compareObjects({}, value, here, changes)
    else changes.push({ steps: here, change: 'added', live: value })
  }
}

function compare(declared: unknown, live: unknown, steps: readonly Step[], changes: FieldChange[]): void {
  const key = steps.at(-1)
  if (live === undefined || live === null) {
    if (!isNothing(declared) && !(typeof key === 'string' && zeroIsAbsent(key, declared))) changes.push({ steps, change: 'removed', declared })
  } else if (isDictionary(declared) && isDictionary(live)) compareObjects(declared, live, steps, changes)
  else if (Array.isArray(declared) && Array.isArray(live)) compareLists(declared, live, steps, changes)
  else if (!sameScalar(declared, live)) changes.push({ steps, change: 'changed', declared, live })
}

function compareLists(declared: readonly unknown[], live: readonly unknown[], steps: readonly Step[], changes: FieldChange[]): void {
  const field = steps.at(-1)
  const keys = typeof field === 'string' ? keysOf(field, [...declared, ...live]) : undefined
  if (keys !== undefined) {
    compareKeyed(declared.filter(isDictionary), live.filter(isDictionary), keys, steps, changes)
    return
  }
  if ([...declared, ...live].every((v) => typeof v !== 'object')) {
    const sort = (list: readonly unknown[]): readonly unknown[] => (typeof field === 'string' && ordered.has(field) ? list : [...list].sort())
    if (JSON.stringify(sort(declared)) !== JSON.stringify(sort(live))) changes.push({ steps, change: 'changed', declared, live })
    return
  }
  if (declared.length !== live.length) {
    changes.push({ steps, change: 'changed', declared, live })
    return
  }
  for (const [i, value] of declared.entries()) compare(value, live[i], [...steps, i], changes)
}

/** Keys of a list's elements; none where an element lacks them all (then the list is compared by position). */
function keysOf(field: string, elements: readonly unknown[]): readonly string[] | undefined {
  const objects = elements.filter(isDictionary)
  if (objects.length !== elements.length || objects.length === 0) return undefined
  const known = listKeys.get(field)
  if (known !== undefined) return known
  if (field !== 'ports') return undefined
  if (objects.every((o) => o['containerPort'] !== undefined)) return containerPortKeys
  // A NetworkPolicy's ports have `port`, too, but never a `targetPort` or `name`, and their list is atomic.
  return objects.some((o) => o['targetPort'] !== undefined || o['name'] !== undefined) ? servicePortKeys : undefined
}

function compareKeyed(declared: readonly Dictionary[], live: readonly Dictionary[], keys: readonly string[], steps: readonly Step[], changes: FieldChange[]): void {
  const identity = (element: Dictionary): string => JSON.stringify(keys.map((k) => element[k] ?? (k === 'protocol' ? 'TCP' : null)))
  const step = (element: Dictionary): Step => Object.fromEntries(keys.map((k) => [k, scalar(element[k] ?? (k === 'protocol' ? 'TCP' : ''))]))
  const byKey = new Map(live.map((element) => [identity(element), element]))
  for (const element of declared) {
    const found = byKey.get(identity(element))
    const here = [...steps, step(element)]
    if (found === undefined) changes.push({ steps: here, change: 'removed', declared: element })
    else compareObjects(element, found, here, changes)
    byKey.delete(identity(element))
  }
  for (const element of byKey.values()) {
    if (isServerDefault(steps, element, {})) continue
    changes.push({ steps: [...steps, step(element)], change: 'added', live: element })
  }
}

const scalar = (value: unknown): string | number => (typeof value === 'number' ? value : typeof value === 'string' ? value : JSON.stringify(value))

/** Null, an empty list and an empty text are what the API server leaves out. An empty object may mean "everything" (a selector). */
function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

/** Ports come as numbers or texts, quantities in several forms: what the server takes for equal is equal. */
function sameScalar(a: unknown, b: unknown): boolean {
  if (a === b) return true
  const [x, y] = [a, b].map((v) => (typeof v === 'number' || typeof v === 'string' ? String(v) : null))
  if (x === null || y === null || x === undefined || y === undefined) return JSON.stringify(a) === JSON.stringify(b)
  if (x === y) return true
  const [p, q] = [parseQuantity(x), parseQuantity(y)]
  return p !== null && q !== null && p === q
}

/** `spec.template.spec.containers[name=web].image`, `metadata.labels["a.b/c"]`, `spec.ingress[0]`. */
export function pathText(steps: readonly Step[]): string {
  let text = ''
  for (const step of steps) {
    if (typeof step === 'number') text += `[${step}]`
    else if (typeof step !== 'string') text += `[${Object.entries(step).map(([k, v]) => `${k}=${v}`).join(',')}]`
    else if (/^[A-Za-z_$][\w$]*$/.test(step)) text += text === '' ? step : `.${step}`
    else text += `[${JSON.stringify(step)}]`
  }
  return text
}
