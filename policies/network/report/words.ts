/** Reachability in words: ports, policies with their place, and why a pair is allowed or blocked. */
import type { Language, Text } from '../../text.ts'
import { allowedPorts, allPorts, equalPorts, protocols, union, noPorts, portsOf, type PortSet } from '../port-set.ts'
import type { Explanation, Side, Step } from '../reachability.ts'

/** `TCP 80-81,443; UDP 53`; every port of every protocol is `*`. */
export function portsText(set: PortSet): string {
  if (equalPorts(set, allPorts)) return '*'
  return allowedPorts(set).map(({ protocol, ports }) => `${protocol} ${ports}`).join('; ')
}

/**
 * Reads `443`, `80-81`, `53/UDP`, `80-81,443/tcp`; TCP where no protocol is named.
 * @returns null where the text is none of them
 */
export function parsePorts(text: string): PortSet | null {
  const [list = '', word = 'TCP', ...more] = text.split('/')
  const protocol = protocols.find((p) => p === word.toUpperCase())
  if (protocol === undefined || more.length > 0) return null
  let set = noPorts
  for (const part of list.split(',')) {
    const match = /^([1-9][0-9]{0,4})(?:-([1-9][0-9]{0,4}))?$/.exec(part)
    const from = Number(match?.[1])
    const to = Number(match?.[2] ?? match?.[1])
    if (match === null || to > 65_535 || from > to) return null
    set = union(set, portsOf(protocol, from, to))
  }
  return set
}

/** `NetworkPolicy ns/name spec.egress[0] (path:line ← estate:line)`. */
export function policyText({ policy, rule }: Step): string {
  const name = `${policy.kind} ${policy.namespace === '' ? '' : `${policy.namespace}/`}${policy.name}`
  const where = policy.estateLocation === undefined ? policy.location : `${policy.location} ← ${policy.estateLocation}`
  return `${name}${rule === null ? '' : ` ${rule}`} (${where})`
}

const actionText: Readonly<Record<Step['action'], Text>> = {
  allow: { zh: '放行', en: 'allows' }, deny: { zh: '拒绝', en: 'denies' }, pass: { zh: '交给下一级', en: 'passes on' }, isolate: { zh: '隔离（只通已放行的）', en: 'isolates (only what is allowed passes)' },
}

/** Lines that name every policy and rule with a say, side by side, and what comes out. Indented by two. */
export function explainLines(explanation: Explanation, asked: PortSet, lang: Language): readonly string[] {
  const say = (text: Text): string => text[lang]
  const { from, to, allow, unknown } = explanation
  const verdict = allow.length > 0 ? say({ zh: `放行 ${portsText(allow)}`, en: `allowed on ${portsText(allow)}` }) : unknown.length > 0 ? say({ zh: `不能断定 ${portsText(unknown)}`, en: `cannot be decided on ${portsText(unknown)}` }) : say({ zh: '不通', en: 'blocked' })
  const question = equalPorts(asked, allPorts) ? '' : ` (${portsText(asked)})`
  return [`${from.id} → ${to.id}${question}：${verdict}`, ...sideLines(explanation.egress, 'egress', lang), ...sideLines(explanation.ingress, 'ingress', lang)]
}

function sideLines(side: Side | null, direction: Side['direction'], lang: Language): readonly string[] {
  const name = direction === 'egress' ? { zh: '出向（源端）', en: 'egress (source)' }[lang] : { zh: '入向（目标端）', en: 'ingress (target)' }[lang]
  if (side === null) return [`  ${name}：${{ zh: '在集群之外，集群里的策略管不到', en: 'outside the cluster: no policy of it applies' }[lang]}`]
  const result = side.allow.length > 0 ? portsText(side.allow) : { zh: '不通', en: 'blocked' }[lang]
  const lines = [`  ${name}：${result}`]
  for (const step of side.steps) {
    const ports = step.action === 'isolate' ? '' : ` ${portsText(step.matches)}`
    const idle = step.action !== 'isolate' && step.decides.length === 0 ? { zh: '（已由前面的规则决定）', en: ' (decided by an earlier rule)' }[lang] : ''
    const doubt = step.certain ? '' : { zh: '（不确定）', en: ' (in doubt)' }[lang]
    lines.push(`    ${actionText[step.action][lang]}${ports}  ${policyText(step)}${idle}${doubt}`)
  }
  if (side.byDefault.length > 0) lines.push(`    ${{ zh: '没有 NetworkPolicy 选中它，按 API 缺省放行', en: 'no NetworkPolicy selects it: allowed by the API’s default' }[lang]} ${portsText(side.byDefault)}`)
  for (const why of side.why) lines.push(`    ${why[lang]}`)
  return lines
}
