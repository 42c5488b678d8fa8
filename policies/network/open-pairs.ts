/** The part that every check over reachability shares: offences from undeclared pairs, and a skip where the input cannot tell. */
import { Skip, type CheckContext, type Offence } from '../check.ts'
import type { Subject } from '../subject.ts'
import type { OpenPair } from './proof.ts'
import { opening } from './report/deviations.ts'
import { namespaceOf } from './report/ends.ts'
import { policyText, portsText } from './report/words.ts'

/** Offences a namespace; what is beyond is counted in the last one. */
const maxOffences = 20

/**
 * Offences for the pairs into (or out of) a namespace that a check is about.
 * @param namespace the subject; the input must hold its policies whole
 * @throws Skip `no-estate`, `incomplete`, `unsupported` after the offences, where more may be open than the input shows
 */
export function* openPairs(namespace: Subject, context: CheckContext, direction: 'into' | 'outOf', reason: string, isAbout: (pair: OpenPair) => boolean): Iterable<Offence> {
  context.all('NetworkPolicy', namespace.name)
  const proof = context.network()
  const about = proof[direction](namespace.name).filter(isAbout)
  const certain = about.filter((pair) => pair.certain)
  for (const [i, pair] of certain.slice(0, maxOffences).entries()) {
    const other = direction === 'into' ? pair.from : pair.to
    const by = opening(proof.reach, pair.from, pair.to, pair.ports).map(policyText)
    const more = i === maxOffences - 1 && certain.length > maxOffences ? `; +${certain.length - maxOffences}` : ''
    yield { reason, path: `${direction === 'into' ? 'from' : 'to'}[${namespaceOf(other) === '' ? other.id : namespaceOf(other)}]`, found: `${pair.from.id} → ${pair.to.id} (${portsText(pair.ports)})${by.length === 0 ? '' : `, ${by.join(', ')}`}${more}` }
  }
  const unsure = about.find((pair) => !pair.certain)
  if (unsure !== undefined) throw new Skip('incomplete', { zh: `本侧放行了 ${unsure.from.id} → ${unsure.to.id}，对侧的策略不在输入里`, en: `this side opens ${unsure.from.id} → ${unsure.to.id}; the policies of the other side are not in the input` })
  const doubt = proof.doubt(namespace.name)
  if (doubt !== null) throw new Skip('unsupported', doubt)
}
