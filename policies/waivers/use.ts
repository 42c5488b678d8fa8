/** What a run found on the objects that a waiver names: whether it is used, and how much wider it is than what it accepts. */
import type { Check } from '../check.ts'
import type { DocumentOf } from '../estate/document.ts'
import type { Estate } from '../estate/estate.ts'
import { fingerprint, isViolation, type Finding } from '../finding.ts'
import { kindByName } from '../kinds.ts'
import { podBearingKinds } from '../pod-target.ts'
import { subjectKey, type Snapshot } from '../subject.ts'
import { matchesSubject } from '../waivers.ts'

type Waiver = DocumentOf<'Waiver'>

/** Counts are of distinct objects (of one cluster) that the waiver names, its fingerprint apart. */
export interface WaiverUse {
  /** Violations that it matches, its fingerprint included. */
  readonly accepts: number
  readonly failing: number
  readonly passing: number
  /** Objects of which the check could not say. */
  readonly open: number
  /** True where the check ran and the input holds everything that the waiver could match: then absence proves something. */
  readonly whole: boolean
}

/**
 * @param findings of one run, waivers applied or not
 * @param checks those that ran
 */
export function indexUse(findings: readonly Finding[], checks: readonly Check[], snapshots: readonly Snapshot[], estate: Estate | null): (waiver: Waiver) => WaiverUse {
  const waived = new Set((estate?.of('Waiver') ?? []).map((w) => w.check))
  const byCheck = new Map<string, Finding[]>()
  for (const finding of findings) {
    if (!waived.has(finding.check)) continue
    const list = byCheck.get(finding.check)
    if (list === undefined) byCheck.set(finding.check, [finding])
    else list.push(finding)
  }
  const ran = new Map(checks.map((c) => [c.id, c]))
  const answers = new Map<Waiver, WaiverUse>()
  const answer = (waiver: Waiver): WaiverUse => {
    const matching = (byCheck.get(waiver.check) ?? []).filter((f) => matchesSubject(waiver, f.subject))
    const objects = (wanted: (f: Finding) => boolean): ReadonlySet<string> => new Set(matching.filter(wanted).map((f) => `${f.subject.cluster}/${subjectKey(f.subject)}`))
    const { fingerprint: print } = waiver.match
    const check = ran.get(waiver.check)
    return {
      accepts: matching.filter((f) => isViolation(f) && (print === undefined || print === fingerprint(f))).length,
      failing: objects(isViolation).size,
      passing: objects((f) => f.result === 'pass').size,
      open: objects((f) => f.result === 'skip' || f.result === 'error').size,
      whole: check !== undefined && holdsWhole(check, waiver, snapshots, estate),
    }
  }
  return (waiver) => {
    const known = answers.get(waiver) ?? answer(waiver)
    answers.set(waiver, known)
    return known
  }
}

function holdsWhole(check: Check, { match }: Waiver, snapshots: readonly Snapshot[], estate: Estate | null): boolean {
  if (typeof check.target !== 'string' && 'estate' in check.target) return snapshots.some((s) => s.source === 'declaration')
  const kinds = typeof check.target === 'string' ? podBearingKinds : check.target.kinds
  const inputs = snapshots.filter((s) => s.source !== 'declaration' && (match.cluster === undefined || s.cluster === '' || s.cluster === match.cluster))
  const tiers = (estate?.tiers ?? []).filter((t) => t.system.name === match.system)
  const namespaces = match.namespace !== undefined ? [match.namespace] : match.system !== undefined ? tiers.map((t) => t.namespace) : ['*']
  return kinds.every((kind) => {
    const info = kindByName.get(kind)
    const group = info?.group ?? ''
    if (info?.namespaced === false) return inputs.some((s) => s.complete.has(group, kind, '') || s.complete.has(group, kind, '*'))
    return namespaces.length > 0 && namespaces.every((namespace) => inputs.some((s) => s.complete.has(group, kind, namespace)))
  })
}
