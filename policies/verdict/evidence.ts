/** Findings sorted by check and unit, and whether an input could have shown what is not among them. */
import type { Check } from '../check.ts'
import type { Finding } from '../finding.ts'
import { kindByName } from '../kinds.ts'
import { podBearingKinds } from '../pod-target.ts'
import type { Snapshot, Subject } from '../subject.ts'
import { systemKinds, type UnitPlace, type Units } from './units.ts'

/** What one check found on one unit. */
export interface Group {
  readonly fails: Finding[]
  readonly open: Finding[]
  passes: number
  severe: boolean
}

export interface Evidence {
  /** undefined: the check found no subject there. */
  group(check: string, slot: number): Group | undefined
  /** True where a tenant's object can be the subject of the check (a pod, a Namespace, a System), not only the platform's. */
  tenantCanHold(check: string): boolean
  /** False where the check did not run, or the input does not hold whole what it looks at: then silence proves nothing. */
  couldShow(check: string, place: UnitPlace, slot: number): boolean
}

type Source = Pick<Snapshot, 'cluster' | 'source' | 'complete'>

/**
 * @param findings of one run, in any order
 * @param checks those that ran
 * @param snapshots of the same run: what was given whole
 */
export function indexEvidence(findings: readonly Finding[], checks: readonly Check[], snapshots: readonly Source[], units: Units): Evidence {
  const groups = new Map<string, (Group | undefined)[]>()
  const slots = new Map<Subject, readonly number[]>()
  let bySlot: (Group | undefined)[] = []
  let current = ''
  for (const finding of findings) {
    if (finding.check !== current) {
      current = finding.check
      const known = groups.get(current)
      if (known === undefined) groups.set(current, (bySlot = new Array<Group | undefined>(units.slots).fill(undefined)))
      else bySlot = known
    }
    let at = slots.get(finding.subject)
    if (at === undefined) slots.set(finding.subject, (at = units.slotsOf(finding.subject)))
    for (const slot of at) add((bySlot[slot] ??= { fails: [], open: [], passes: 0, severe: false }), finding)
  }
  const byId = new Map(checks.map((check) => [check.id, check]))
  const shape = new Map(checks.map((check) => [check.id, shapeOf(check)]))
  const seen = new Map<string, boolean>()
  return {
    group: (check, slot) => groups.get(check)?.[slot],
    tenantCanHold: (check) => shape.get(check)?.tenant ?? true,
    couldShow(check, place, slot) {
      const form = shape.get(check)
      if (!byId.has(check) || form === undefined) return false
      const key = `${form.key} ${slot}`
      const known = seen.get(key)
      if (known !== undefined) return known
      const value = form.kinds.some((kind) => optionalKinds.has(kind)) || (form.estate ? snapshots.some((s) => s.source === 'declaration') : holdsWhole(form.kinds, place, slot, snapshots))
      seen.set(key, value)
      return value
    },
  }
}

function add(group: Group, finding: Finding): void {
  switch (finding.result) {
    case 'pass':
      group.passes++
      return
    case 'fail':
      group.fails.push(finding)
      if (finding.severity === 'critical' || finding.severity === 'high') group.severe = true
      return
    case 'skip':
    case 'error':
      group.open.push(finding)
  }
}

/**
 * Objects of products that a cluster may do without and replace by others (a mesh, cert-manager, a signature verifier): where there are none,
 * the clause is left to its other checks and its residual, instead of staying open for ever.
 */
const optionalKinds: ReadonlySet<string> = new Set(['PeerAuthentication', 'Certificate', 'ClusterImagePolicy'])

interface Shape {
  readonly key: string
  readonly estate: boolean
  readonly tenant: boolean
  readonly kinds: readonly string[]
}

function shapeOf(check: Check): Shape {
  if (typeof check.target === 'string') return { key: 'pod', estate: false, tenant: true, kinds: podBearingKinds }
  if ('estate' in check.target) return { key: 'estate', estate: true, tenant: systemKinds.includes(check.target.estate), kinds: [] }
  const { kinds } = check.target
  const tenants = check.scopes === undefined || check.scopes.includes('tenant')
  return { key: kinds.join(), estate: false, tenant: tenants && kinds.some((k) => k === 'Namespace' || (kindByName.get(k)?.namespaced ?? true)), kinds }
}

function holdsWhole(kinds: readonly string[], place: UnitPlace, slot: number, snapshots: readonly Source[]): boolean {
  const inputs = snapshots.filter((s) => s.source !== 'declaration' && (place.clusters.length === 0 || s.cluster === '' || place.clusters.includes(s.cluster)))
  const namespaces = slot === place.whole ? [{ cluster: '', namespace: '*' }] : place.namespaces
  return kinds.every((kind) => {
    const info = kindByName.get(kind)
    const group = info?.group ?? ''
    if (info?.namespaced === false) return inputs.some((s) => s.complete.has(group, kind, '') || s.complete.has(group, kind, '*'))
    return namespaces.every(({ cluster, namespace }) => inputs.some((s) => (cluster === '' || s.cluster === '' || s.cluster === cluster) && s.complete.has(group, kind, namespace)))
  })
}
