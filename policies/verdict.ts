/**
 * Findings × catalogue × Records and Applicability → one Verdict for each clause and unit (GB/T 22239 at the unit's level).
 * Clauses of the platform are judged once, over everything that runs on it; its tenants show the same verdict as inherited.
 */
import type { Level } from './audit.ts'
import type { Catalogue } from './catalogue/catalogue.ts'
import type { Clause } from './catalogue/clause.ts'
import type { Check } from './check.ts'
import type { Estate } from './estate/estate.ts'
import type { Finding } from './finding.ts'
import type { Snapshot } from './subject.ts'
import { indexEvidence, type Evidence, type Group } from './verdict/evidence.ts'
import { indexProofs, type Proof, type Proofs } from './verdict/proofs.ts'
import { decide, paperWord, type PaperResult } from './verdict/truth-table.ts'
import { unitsOf, type Omitted, type UnitPlace } from './verdict/units.ts'
import { explain, inheritedText, noPlatform, recordText } from './verdict/why.ts'
import { worst, type Basis, type Unit, type Verdict } from './verdict/words.ts'

export interface JudgeInput {
  readonly findings: readonly Finding[]
  /** The checks that ran. A clause whose check did not run is not assessed by it. */
  readonly checks: readonly Check[]
  /** The snapshots that were audited: what each gave whole. */
  readonly snapshots: readonly Pick<Snapshot, 'cluster' | 'source' | 'complete'>[]
  readonly catalogue: Catalogue
  readonly estate: Estate | null
  /** Level for every unit, or null: each at its own. */
  readonly fixedLevel: Level | null
  /** Level of the whole input where there is no estate. */
  readonly inputLevel: Level
  /** Milliseconds since the epoch. */
  readonly now: number
}

export interface Judgement {
  /** Units in the order platforms, systems of the estate; clauses in the order of the standard. */
  readonly verdicts: readonly Verdict[]
  readonly omitted: readonly Omitted[]
}

/** Judges every clause of each unit's level. */
export function judgeClauses(input: JudgeInput): Judgement {
  const { catalogue, estate, findings, checks, snapshots } = input
  const units = unitsOf(estate, input.fixedLevel, input.inputLevel)
  const evidence = indexEvidence(findings, checks, snapshots, units)
  const proofs = estate === null ? null : indexProofs(estate, catalogue, input.now)
  const bySlot = new Map(units.places.map((place) => [place.slot, place]))
  const judged = new Map<string, Verdict>()
  const judge = (clause: Clause, place: UnitPlace, scopes: readonly string[]): Verdict => {
    if (place.whole >= 0) {
      const key = `${clause.id} ${place.slot}`
      const known = judged.get(key)
      if (known !== undefined) return known
      const verdict = judgeOne(clause, place, scopes, evidence, proofs)
      judged.set(key, verdict)
      return verdict
    }
    const fromPlatform = clause.responsibility === 'platform' || (clause.responsibility === 'facility' && proofs?.of(clause.id, scopes) == null)
    if (!fromPlatform || proofs?.notApplicable(clause.id, scopes) != null) return judgeOne(clause, place, scopes, evidence, proofs)
    return lowerByRecord(inherit(clause, place.unit, fromPlatforms(clause, place)), proofs?.of(clause.id, scopes) ?? null)
  }
  const inherited = new Map<string, Verdict | null>()
  /** The worst verdict of the platforms under a system; null where none is graded. */
  const fromPlatforms = (clause: Clause, place: UnitPlace): Verdict | null => {
    const key = `${clause.id} ${place.platforms.join()}`
    const known = inherited.get(key)
    if (known !== undefined) return known
    const above = place.platforms.flatMap((slot) => bySlot.get(slot) ?? []).map((p) => judge(clause, p, p.scopes))
    const word = worst(above.map((v) => v.verdict))
    const found = above.find((v) => v.verdict === word) ?? null
    inherited.set(key, found)
    return found
  }
  const verdicts = units.places.flatMap((place) => {
    const scopes = proofs?.narrow(place.scopes) ?? []
    return catalogue.level(place.unit.level).clauses.map((clause) => judge(clause, place, scopes))
  })
  return { verdicts, omitted: units.omitted }
}

const noFindings: readonly Finding[] = []

function inherit(clause: Clause, unit: Unit, from: Verdict | null): Verdict {
  const base = { clause: clause.id, level: clause.level, unit, basis: 'inherited' as const }
  return from === null ? { ...base, verdict: 'not-assessed', why: noPlatform, findings: noFindings } : { ...base, verdict: from.verdict, why: inheritedText(from), findings: from.findings }
}

/** A Record of the tenant's own (an assessor who looked at it there) can only lower what it inherits. */
function lowerByRecord(verdict: Verdict, proof: Proof | null): Verdict {
  if (proof === null || proof.wider || !proof.inForce) return verdict
  const own = paperWord[proof.record.result]
  if (own === verdict.verdict || worst([own, verdict.verdict]) !== own) return verdict
  return { ...verdict, verdict: own, basis: basisOf(proof), why: recordText(proof, own, 0), findings: noFindings }
}

function judgeOne(clause: Clause, place: UnitPlace, scopes: readonly string[], evidence: Evidence, proofs: Proofs | null): Verdict {
  const groups: Group[] = []
  const unread: string[] = []
  for (const check of clause.checks) {
    const slots = slotsFor(clause, check, place, evidence)
    let found = false
    for (const slot of slots) {
      const group = evidence.group(check, slot)
      if (group !== undefined) groups.push(group)
      found ||= group !== undefined
    }
    if (!found && !slots.some((slot) => evidence.couldShow(check, place, slot))) unread.push(check)
  }
  // Waiting for checks that do not exist yet is the residual's matter, not an open question of this run.
  let [fails, open, passes, severe] = [0, unread.length, 0, false]
  for (const group of groups) {
    fails += group.fails.length
    open += group.open.length
    passes += group.passes
    severe ||= group.severe
  }
  const proof = proofs?.of(clause.id, scopes) ?? null
  const takenAway = proofs?.notApplicable(clause.id, scopes) ?? null
  const decision = decide(clause.status, { fails, severe, open, passes }, paperOf(proof), takenAway !== null)
  return {
    clause: clause.id,
    level: clause.level,
    unit: place.unit,
    verdict: decision.verdict,
    basis: decision.by === 'record' ? basisOf(proof) : decision.by === 'applicability' || (decision.by === 'nothing' && clause.checks.length === 0) ? 'self-check' : 'measured',
    why: explain({ clause, decision, fails, open, passes, unread, groups, proof, takenAway }),
    findings: fails > 0 ? gather(groups, 'fails') : open > unread.length ? gather(groups, 'open') : noFindings,
  }
}

/** Whose objects decide: the platform's clauses everything on it, other clauses the unit's own and what only a platform can hold. */
function slotsFor(clause: Clause, check: string, place: UnitPlace, evidence: Evidence): readonly number[] {
  if (place.whole >= 0) return clause.responsibility === 'platform' ? place.everything : place.own
  return evidence.tenantCanHold(check) ? place.own : place.platforms
}

function gather(groups: readonly Group[], which: 'fails' | 'open'): readonly Finding[] {
  const filled = groups.filter((g) => g[which].length > 0)
  return filled.length === 1 ? (filled[0]?.[which] ?? noFindings) : filled.flatMap((g) => g[which])
}

function paperOf(proof: Proof | null): PaperResult {
  return proof === null ? 'none' : proof.inForce ? proof.record.result : 'expired'
}

/** An inspection by the competent authority is no 等级测评, so it counts with the self-checks; `why` names it. */
function basisOf(proof: Proof | null): Basis {
  if (proof === null) return 'self-check'
  if (proof.wider) return 'inherited'
  return proof.record.judged.by === '测评机构' ? 'assessment' : 'self-check'
}
