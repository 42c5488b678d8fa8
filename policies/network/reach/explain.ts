/** Which policy and rule allows or blocks, on each side of a pair. */
import type { Text } from '../../text.ts'
import type { AddressRange } from '../cidr.ts'
import type { Direction } from '../policy-rules.ts'
import { allPorts, intersect, minus, noPorts, union, type PortSet } from '../port-set.ts'
import { doubtTexts } from './doubt-texts.ts'
import type { Tracer, Verdict } from './evaluate.ts'
import { atoms } from './externals.ts'
import { closedAnswer, openAnswer, pairOfPods, pairOutside } from './pair.ts'
import type { Profile, Verdicts, Watch } from './profile.ts'
import type { State } from './state.ts'
import type { Answer, End, Explanation, External, Side, Step } from './types.ts'
import type { PodClass } from './workloads.ts'

/** @param asked the ports that the answer is cut to */
export function explain(state: State, from: End, to: End, asked: PortSet): Explanation {
  if (from.type === 'workload' && to.type === 'workload') {
    const [a, b] = [state.classOf(from), state.classOf(to)]
    const sure = a.addresses.certain || b.addresses.certain ? union : intersect
    const egress = sideOf(state.profiles(a).egress, asked, sure, (profile, watch) => profile.onPod(b, b, watch))
    const ingress = sideOf(state.profiles(b).ingress, asked, sure, (profile, watch) => profile.onPod(a, b, watch))
    const answer = from === to && a.single ? openAnswer : pairOfPods(a, b, egress.verdicts, ingress.verdicts)
    return { from, to, egress: egress.side, ingress: ingress.side, ...cut(answer, asked) }
  }
  if (from.type === 'external' && to.type === 'external') return { from, to, egress: null, ingress: null, ...closedAnswer }
  const direction: Direction = from.type === 'external' ? 'ingress' : 'egress'
  const [pod, world] = from.type === 'external' ? [to, from] : [from, to]
  if (pod.type !== 'workload' || world.type !== 'external') throw new Error('a pair has a workload')
  const own = state.classOf(pod)
  const profile = state.profiles(own)[direction]
  const { side } = sideOf(profile, asked, union, (p, watch) => {
    const verdict = overParts(world, p, (at) => p.onAddress(at, direction === 'ingress' ? own : null, watch))
    return { 4: verdict, 6: verdict }
  })
  return { from, to, egress: direction === 'egress' ? side : null, ingress: direction === 'ingress' ? side : null, ...cut(answerOutside(own, profile, world), asked) }
}

/** What holds of every address of an external; where its addresses differ, what differs is unknown of the whole. */
export function answerOutside(pod: PodClass, profile: Profile, world: External): Answer {
  const destination = profile.policies.direction === 'ingress' ? pod : null
  const parts = world.ranges.flatMap((range) => atoms(range, profile.ranges)).map((at) => pairOutside(pod, at, profile.onAddress(at, destination)))
  const allow = parts.reduce<PortSet>((sum, one) => intersect(sum, one.allow), allPorts)
  const maybe = parts.reduce<PortSet>((sum, one) => union(sum, union(one.allow, one.unknown)), noPorts)
  return { allow, unknown: minus(maybe, allow) }
}

function overParts(world: External, profile: Profile, of: (at: AddressRange) => Verdict): Verdict {
  const parts = world.ranges.flatMap((range) => atoms(range, profile.ranges)).map(of)
  return parts.reduce((sum, one) => ({ sure: intersect(sum.sure, one.sure), maybe: union(sum.maybe, one.maybe) }))
}

/** @param overFamilies how what is sure over IPv4 and over IPv6 comes together: over either, or, where nobody knows the families, over both */
function sideOf(profile: Profile, asked: PortSet, overFamilies: typeof union, ask: (profile: Profile, watch: Watch) => Verdicts): { readonly side: Side; readonly verdicts: Verdicts } {
  const steps = new Map<string, Step>()
  const why = new Map<string, Text>()
  const tell = (text: Text): void => void why.set(text.en, text)
  let byDefault = noPorts
  const tracer: Tracer = {
    step(tier, { policy, certain: selected }, rule, matches, decides, certain) {
      const key = `${policy.id} ${rule?.path ?? ''}`
      const before = steps.get(key)
      const action = rule === null ? 'isolate' : rule.action
      if (!selected) tell(doubtTexts.generatedLabels)
      const [m, d] = [intersect(matches, asked), intersect(decides, asked)]
      steps.set(key, {
        tier, policy: policy.subject, rule: rule?.path ?? null, action, matches: union(before?.matches ?? noPorts, m), decides: union(before?.decides ?? noPorts, d),
        certain: certain && (before?.certain ?? true),
      })
    },
    byDefault: (ports) => void (byDefault = union(byDefault, intersect(ports, asked))),
    tie: (policies) => tell(doubtTexts.tie(policies.map(({ subject }) => subject))),
  }
  const verdicts = ask(profile, { tracer, tell })
  for (const tier of [profile.policies.admin, profile.policies.baseline]) if (tier.length > 1) tell(doubtTexts.twoApis)
  if (profile.policies.isolating.length === 0 && steps.size === 0) byDefault = asked
  const sure = overFamilies(verdicts[4].sure, verdicts[6].sure)
  const maybe = union(verdicts[4].maybe, verdicts[6].maybe)
  const answer = cut({ allow: sure, unknown: minus(maybe, sure) }, asked)
  const side: Side = {
    direction: profile.policies.direction, steps: [...steps.values()].filter((s) => s.matches.length > 0), byDefault, why: answer.unknown.length === 0 ? [] : [...why.values()], ...answer,
  }
  return { side, verdicts }
}

function cut({ allow, unknown }: Answer, asked: PortSet): Answer {
  return { allow: intersect(allow, asked), unknown: intersect(unknown, asked) }
}
