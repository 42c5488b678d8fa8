/** Why a verdict is what it is, in one sentence. Sentences that repeat are shared, because there are hundreds of thousands. */
import type { Clause } from '../catalogue/clause.ts'
import type { DocumentOf } from '../estate/document.ts'
import type { Text } from '../text.ts'
import type { Group } from './evidence.ts'
import type { Proof } from './proofs.ts'
import type { Decision } from './truth-table.ts'
import { basisText, verdictText, type Verdict, type VerdictWord } from './words.ts'

export interface Reasons {
  readonly clause: Clause
  readonly decision: Decision
  readonly fails: number
  readonly open: number
  readonly passes: number
  /** Checks that did not run or that the input could not show. */
  readonly unread: readonly string[]
  readonly groups: readonly Group[]
  readonly proof: Proof | null
  readonly takenAway: DocumentOf<'Applicability'> | null
}

export const noPlatform: Text = { zh: '所在集群没有定级的平台，没有结论可继承', en: 'its clusters belong to no graded platform: there is no verdict to inherit' }

const inheritedTexts = new WeakMap<Verdict, Text>()

/** The platform's verdict in a tenant's row. */
export function inheritedText(from: Verdict): Text {
  const known = inheritedTexts.get(from)
  if (known !== undefined) return known
  const { unit, verdict, basis, why } = from
  const word = verdictText[verdict]
  const text = {
    zh: `继承平台“${unit.title.zh}”的结论：${word.zh}（${basisText[basis].zh}）。${why.zh}`,
    en: `inherited from the platform "${unit.title.en}": ${word.en} (${basisText[basis].en}). ${why.en}`,
  }
  inheritedTexts.set(from, text)
  return text
}

/** One sentence on what decided. */
export function explain(reasons: Reasons): Text {
  const { clause, decision, fails, open, unread, groups, proof, takenAway } = reasons
  switch (decision.by) {
    case 'checks':
      if (fails > 0) {
        const names = [...new Set(groups.flatMap((g) => g.fails.slice(0, 1).map((f) => f.check)))]
        return { zh: `${fails} 处不通过：${names.join('、')}`, en: `${fails} failed: ${names.join(', ')}` }
      }
      if (open > 0) return openText(open - unread.length, unread)
      return allPassed
    case 'residual': {
      const expired = proof === null ? { zh: '', en: '' } : { zh: `（记录 ${proof.record.name} 已于 ${proof.record.expires} 到期）`, en: ` (Record ${proof.record.name} expired on ${proof.record.expires})` }
      return { zh: `检查通过的部分已证明；其余待证：${clause.residual}${expired.zh}`, en: `the checks passed; the rest is still to be proved on paper${expired.en}` }
    }
    case 'record':
      return proof === null ? nothing : recordText(proof, decision.verdict, reasons.passes)
    case 'applicability':
      return takenAway === null ? nothing : { zh: `不适用：${takenAway.reason}（${takenAway.confirmedBy} 于 ${takenAway.confirmed} 确认）`, en: `not applicable: ${takenAway.reason} (confirmed by ${takenAway.confirmedBy} on ${takenAway.confirmed})` }
    case 'nothing':
      if (clause.status === 'not-applicable') return unconfirmed
      return clause.checks.length === 0 || clause.status === 'manual' ? noRecord : nothing
  }
}

const allPassed: Text = { zh: '检查全部通过', en: 'every check passed' }
const nothing: Text = { zh: '没有可判定的对象', en: 'no subject to judge' }
const noRecord: Text = { zh: '没有在用的证明记录（Record）', en: 'no Record in force' }
const unconfirmed: Text = { zh: '可能不适用，但没有适用性说明（Applicability）确认', en: 'perhaps not applicable, but no Applicability confirms it' }

function openText(skipped: number, unread: readonly string[]): Text {
  const zh: string[] = []
  const en: string[] = []
  if (skipped > 0) {
    zh.push(`${skipped} 处未能判定`)
    en.push(`${skipped} could not be judged`)
  }
  if (unread.length > 0) {
    zh.push(`本次输入看不到：${unread.join('、')}（可由 --live、cdktf.out 或 --estate 判定）`)
    en.push(`this input cannot show: ${unread.join(', ')} (--live, cdktf.out or --estate would)`)
  }
  return { zh: zh.join('；'), en: en.join('; ') }
}

const judgeEn = { 自查: 'self-check', 主管部门检查: 'inspection by the competent authority', 测评机构: 'assessment body' } as const
const resultEn = { 符合: 'met', 部分符合: 'partially met', 不符合: 'not met' } as const

/** What a Record says. `passes`: how many checks passed beside it. */
export function recordText(proof: Proof, verdict: VerdictWord, passes: number): Text {
  const { record, inForce, wider } = proof
  if (!inForce) return { zh: `记录 ${record.name} 已于 ${record.expires} 到期`, en: `Record ${record.name} expired on ${record.expires}` }
  const measured = passes > 0 && verdict === 'met'
  return {
    zh: `${measured ? '检查通过，其余' : ''}由记录 ${record.name} 证明：${record.result}（${record.judged.by}，${wider ? '上级范围，' : ''}有效至 ${record.expires}）`,
    en: `${measured ? 'the checks passed; the rest is ' : ''}proved by Record ${record.name}: ${resultEn[record.result]} (${judgeEn[record.judged.by]}, ${wider ? 'of a wider scope, ' : ''}valid to ${record.expires})`,
  }
}
