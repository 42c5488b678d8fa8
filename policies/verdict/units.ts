/**
 * What is judged: each graded System, each graded platform, or (without an estate) the whole input.
 * And whose finding is whose: which unit answers for a subject.
 */
import type { Level } from '../audit.ts'
import type { Estate } from '../estate/estate.ts'
import { platformNamespaces } from '../names.ts'
import type { Subject } from '../subject.ts'
import type { Text } from '../text.ts'
import { scopeKeys } from './proofs.ts'
import type { Unit } from './words.ts'

export interface UnitPlace {
  readonly unit: Unit
  /** Index of the unit's own findings. */
  readonly slot: number
  /** The same as a list. */
  readonly own: readonly number[]
  /** Indexes of the units that are the platforms under it (itself, where it is one). */
  readonly platforms: readonly number[]
  /** For a platform: index of the findings of everything on it, tenants' included. -1 for a system. */
  readonly whole: number
  /** The same as a list; empty for a system. */
  readonly everything: readonly number[]
  /** Namespaces whose objects are the unit's. */
  readonly namespaces: readonly { readonly cluster: string; readonly namespace: string }[]
  /** Clusters that it runs on; empty = any. */
  readonly clusters: readonly string[]
  /** Scope keys of Records, nearest first. */
  readonly scopes: readonly string[]
}

/** A system or platform that gets no verdicts, and why. */
export interface Omitted {
  readonly kind: 'system' | 'platform'
  readonly name: string
  readonly department?: string
  readonly why: Text
}

export interface Units {
  readonly places: readonly UnitPlace[]
  readonly omitted: readonly Omitted[]
  /** Slots (own and whole) that a subject's findings count for. Same array for the same owner. */
  slotsOf(subject: Subject): readonly number[]
  /** How many slots there are. */
  readonly slots: number
}

/**
 * @param fixedLevel judges every unit at this level (--profile gbt-22239:3, --as-level); null = each at its own
 * @param inputLevel level of the whole input where there is no estate
 */
export function unitsOf(estate: Estate | null, fixedLevel: Level | null, inputLevel: Level): Units {
  if (estate === null) {
    const unit: Unit = { kind: 'estate', name: '', title: { zh: '全部输入', en: 'the whole input' }, level: fixedLevel ?? inputLevel }
    const place: UnitPlace = { unit, slot: 0, own: [0], platforms: [0], whole: 0, everything: [0], namespaces: [], clusters: [], scopes: [] }
    const only: readonly number[] = [0]
    return { places: [place], omitted: [], slotsOf: () => only, slots: 1 }
  }
  const places: UnitPlace[] = []
  const omitted: Omitted[] = []
  let slots = 0
  const platformOfCluster = new Map<string, UnitPlace>()
  for (const object of estate.of('GradingObject')) {
    const clusters = object.members.platforms ?? []
    if (clusters.length === 0) continue
    const slot = slots++
    const whole = slots++
    const organisations = [estate.get('Department', estate.root.bureau)?.organisation, ...clusters.map((c) => estate.get('Cluster', c)?.provider)].filter((o) => o !== undefined)
    const place: UnitPlace = {
      unit: { kind: 'platform', name: object.name, title: { zh: object.title.zh, en: object.title.en ?? object.name }, level: fixedLevel ?? object.level },
      slot,
      own: [slot],
      platforms: [slot],
      whole,
      everything: [whole],
      namespaces: clusters.flatMap((cluster) => Object.values(platformNamespaces).map((namespace) => ({ cluster, namespace }))),
      clusters,
      scopes: [scopeKeys.gradingObject(object.name), ...[...new Set(organisations)].map(scopeKeys.organisation), scopeKeys.estate],
    }
    places.push(place)
    for (const cluster of clusters) platformOfCluster.set(cluster, place)
  }
  for (const { name } of estate.of('Cluster')) {
    if (!platformOfCluster.has(name)) omitted.push({ kind: 'platform', name, why: { zh: '集群不属于任何定级对象，平台侧条款没有结论可继承', en: 'the cluster belongs to no grading object: there is no platform verdict to inherit' } })
  }
  const platforms = [...places]
  const gradingObjectOf = new Map(estate.of('GradingObject').flatMap((o) => (o.members.systems ?? []).map((s) => [s, o.name] as const)))
  const placeOfSystem = new Map<string, UnitPlace>()
  for (const system of estate.of('System')) {
    const { name, department } = system
    const level = fixedLevel ?? estate.levelOf(name)
    const tooEarly = system.phase === 'requested' || system.phase === 'retired'
    if (level === null || tooEarly) {
      const why: Text = tooEarly
        ? { zh: `处于${system.phase === 'retired' ? '注销' : '申请'}阶段，未到期`, en: `phase ${system.phase}: nothing is due` }
        : { zh: '尚未定级，不知道按哪一级判定', en: 'not graded yet: the level to judge at is unknown' }
      omitted.push({ kind: 'system', name, department, why })
      continue
    }
    const clusters = [...new Set(system.tiers.map((tier) => tier.cluster))]
    const below = [...new Set(clusters.map((c) => platformOfCluster.get(c)).filter((p) => p !== undefined))]
    const object = gradingObjectOf.get(name)
    const organisations = [system.parties.owner.organisation, estate.get('Department', department)?.organisation].filter((o) => o !== undefined)
    const slot = slots++
    placeOfSystem.set(name, {
      unit: { kind: 'system', name, department, title: { zh: system.title.zh, en: system.title.en ?? name }, level },
      slot,
      own: [slot],
      platforms: below.map((p) => p.slot),
      whole: -1,
      everything: [],
      namespaces: [],
      clusters,
      scopes: [scopeKeys.system(name), ...(object === undefined ? [] : [scopeKeys.gradingObject(object)]), ...[...new Set(organisations)].map(scopeKeys.organisation), scopeKeys.estate],
    })
  }
  const namespaces = new Map<string, { cluster: string; namespace: string }[]>()
  for (const { system, tier, namespace } of estate.tiers) {
    const list = namespaces.get(system.name)
    if (list === undefined) namespaces.set(system.name, [{ cluster: tier.cluster, namespace }])
    else list.push({ cluster: tier.cluster, namespace })
  }
  for (const [name, place] of placeOfSystem) places.push({ ...place, namespaces: namespaces.get(name) ?? [] })
  return { places, omitted, slots, slotsOf: attribution(estate, platforms, platformOfCluster, placeOfSystem) }
}

function attribution(
  estate: Estate,
  platforms: readonly UnitPlace[],
  platformOfCluster: ReadonlyMap<string, UnitPlace>,
  placeOfSystem: ReadonlyMap<string, UnitPlace>,
): Units['slotsOf'] {
  const wholes = new Map<string, readonly number[]>()
  const platformsAt = (cluster: string): readonly UnitPlace[] => {
    const place = platformOfCluster.get(cluster)
    return place !== undefined ? [place] : cluster === '' || !isCluster(estate, cluster) ? platforms : []
  }
  // A finding on a system counts for the system and for the whole of each platform under it; any other for the platform itself.
  const ofSystem = (name: string): readonly number[] => {
    const known = wholes.get(name)
    if (known !== undefined) return known
    const place = placeOfSystem.get(name)
    const clusters = estate.get('System', name)?.tiers.map((t) => t.cluster) ?? []
    const below = clusters.flatMap((c) => platformsAt(c))
    const under = new Set((below.length === 0 ? platforms : below).map((p) => p.whole))
    // Who has gone answers for nothing: what a retired system left behind is the platform's own to clear away.
    const left = estate.get('System', name)?.phase === 'retired' ? (below.length === 0 ? platforms : below).map((p) => p.slot) : []
    const slots = [...(place === undefined ? [] : [place.slot]), ...new Set(left), ...under]
    wholes.set(name, slots)
    return slots
  }
  const ofPlatforms = (places: readonly UnitPlace[]): readonly number[] => places.flatMap((p) => [p.slot, p.whole])
  const everywhere = ofPlatforms(platforms)
  const atCluster = new Map<string, readonly number[]>()
  return (subject) => {
    if (subject.place !== undefined) return ofSystem(subject.place.system)
    if (subject.group === 'ywq') {
      if (subject.kind === 'Cluster') return ofPlatforms(platformsAt(subject.name))
      const systems = systemsOf(estate, subject)
      return systems.length === 0 ? everywhere : systems.length === 1 ? ofSystem(systems[0] ?? '') : [...new Set(systems.flatMap((s) => ofSystem(s)))]
    }
    const known = atCluster.get(subject.cluster)
    if (known !== undefined) return known
    const slots = ofPlatforms(platformsAt(subject.cluster))
    atCluster.set(subject.cluster, slots)
    return slots
  }
}

function isCluster(estate: Estate, name: string): boolean {
  return estate.get('Cluster', name) !== undefined
}

/** Estate kinds that can speak about a system: their findings count for it. */
export const systemKinds: readonly string[] = ['System', 'Flow', 'SharedService', 'Contract', 'GradingObject', 'Waiver', 'Rectification', 'Request', 'Record']

/** Systems that an estate document speaks about; none = it is the platform's matter. */
function systemsOf(estate: Estate, subject: Subject): readonly string[] {
  const { kind, name } = subject
  const all = (...names: readonly (string | undefined)[]): readonly string[] => [...new Set(names.filter((n) => n !== undefined))]
  switch (kind) {
    case 'System':
      return [name]
    case 'Flow': {
      const flow = estate.get('Flow', name)
      return all(endSystem(estate, flow?.from), endSystem(estate, flow?.to))
    }
    case 'SharedService':
      return all(estate.get('SharedService', name)?.system)
    case 'Contract':
      return estate.get('Contract', name)?.systems ?? []
    case 'GradingObject':
      return estate.get('GradingObject', name)?.members.systems ?? []
    case 'Waiver':
      return all(estate.get('Waiver', name)?.match.system)
    case 'Rectification':
      return all(estate.get('Rectification', name)?.system)
    case 'Request':
      return estate.get('Request', name)?.access?.systems ?? []
    case 'Record': {
      const scope = estate.get('Record', name)?.scope
      if (scope === undefined) return []
      if ('system' in scope) return [scope.system]
      return 'gradingObject' in scope ? (estate.get('GradingObject', scope.gradingObject)?.members.systems ?? []) : []
    }
    default:
      return []
  }
}

/** `system/tier` → system; `service:NAME` → the system that offers it; nodes and CIDRs belong to nobody's system. */
function endSystem(estate: Estate, end: string | undefined): string | undefined {
  if (end === undefined) return undefined
  if (end.startsWith('service:')) return estate.get('SharedService', end.slice('service:'.length))?.system
  const slash = end.indexOf('/')
  const system = slash < 0 ? undefined : end.slice(0, slash)
  return system !== undefined && estate.get('System', system) !== undefined ? system : undefined
}
