/**
 * What approved Waivers exempt from admission, as conditions on objects. Not of the clock: an exemption stands as long as its Waiver
 * document does, and one that is still in force after its day is a finding (admission-exemption-current), because CEL has no clock.
 */
import type { DocumentOf } from '../estate/document.ts'
import type { Estate } from '../estate/estate.ts'
import type { Text } from '../text.ts'
import { and, or, requestName, requestNamespace, text, texts, type Cel } from './cel.ts'

type Waiver = DocumentOf<'Waiver'>

/** Prefix of the matchConditions that are exemptions; the rest of the name is the Waiver's. */
export const exemptionPrefix = 'waiver-'

export interface Exemption {
  readonly waiver: string
  readonly check: string
  /** True for the objects that the waiver exempts. */
  readonly matches: Cel
}

/** A Waiver that admission cannot follow, and why. */
export interface NotExempted {
  readonly waiver: Waiver
  readonly why: Text
}

/** matchConditions a policy may have (admissionregistration.k8s.io/v1: 64), less those that every policy has. */
const maxExemptions = 56

/**
 * Exemptions of a cluster.
 * @param checks ids of the checks that have an admission form
 * @returns approved waivers as conditions, sorted by name, and those that cannot be expressed
 */
export function exemptionsOf(estate: Estate, cluster: string, checks: ReadonlySet<string>): { readonly exemptions: readonly Exemption[]; readonly not: readonly NotExempted[] } {
  const exemptions: Exemption[] = []
  const not: NotExempted[] = []
  const count = new Map<string, number>()
  const waivers = estate.of('Waiver').filter((w) => checks.has(w.check) && (w.match.cluster === undefined || w.match.cluster === cluster) && estate.approvalsOf(w).length > 0)
  for (const waiver of [...waivers].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const matches = condition(waiver, estate, cluster)
    const used = count.get(waiver.check) ?? 0
    if (matches === null) {
      not.push({ waiver, why: { zh: '准入看不到发现的指纹：豁免须写明命名空间或系统，或对象的 kind 与 name', en: 'admission sees no fingerprint: the waiver must name a namespace or system, or kind and name of the object' } })
    } else if (used >= maxExemptions) {
      not.push({ waiver, why: { zh: `一条检查最多 ${maxExemptions} 个准入豁免`, en: `a check has at most ${maxExemptions} exemptions in admission` } })
    } else {
      count.set(waiver.check, used + 1)
      exemptions.push({ waiver: waiver.name, check: waiver.check, matches })
    }
  }
  return { exemptions, not }
}

/** Objects that `match` names; null where the fingerprint alone does. A fingerprint beside them is narrower than admission can see. */
function condition({ match }: Waiver, estate: Estate, cluster: string): Cel | null {
  const parts: Cel[] = []
  if (match.namespace !== undefined) parts.push(or(`${requestNamespace} == ${text(match.namespace)}`, and("request.kind.kind == 'Namespace'", `${requestName} == ${text(match.namespace)}`)))
  if (match.system !== undefined) {
    const names = estate.tiers.filter((t) => t.system.name === match.system && t.tier.cluster === cluster).map((t) => t.namespace)
    parts.push(`${requestNamespace} in ${texts(names)}`)
  }
  if (parts.length === 0 && (match.kind === undefined || match.name === undefined)) return null
  if (match.kind !== undefined) parts.push(`request.kind.kind == ${text(match.kind)}`)
  if (match.name !== undefined) parts.push(`${requestName} == ${text(match.name)}`)
  return and(...parts)
}
