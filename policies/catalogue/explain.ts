/** One clause for a reader: whose duty, how far it is proved, by which checks, what stays to be proved, where it stands elsewhere. */
import type { Check } from '../check.ts'
import type { Language, Text } from '../text.ts'
import type { Catalogue } from './catalogue.ts'
import { domainText, type Clause } from './clause.ts'
import { clausesOfItem, itemsOfCheck, type Crosswalk } from './crosswalk.ts'
import { family } from './find.ts'
import { levelText, partText, responsibilityText, statusText } from './words.ts'
import { cellName } from './wall.ts'

export interface Explanation {
  readonly clause: Clause
  /** Its number at every level that has it. */
  readonly atLevels: readonly string[]
  /** `crosswalk-id item`. */
  readonly elsewhere: readonly string[]
}

export function explanationOf(clause: Clause, catalogue: Catalogue, checks: readonly Check[], crosswalks: readonly Crosswalk[]): Explanation {
  const own = checks.filter((check) => clause.checks.includes(check.id))
  const elsewhere = crosswalks.flatMap((crosswalk) => {
    const { by } = crosswalk
    const items = by === undefined
      ? crosswalk.items.filter((item) => clausesOfItem(item, clause.level, catalogue).includes(clause)).map((item) => item.id)
      : [...new Set(own.flatMap((check) => itemsOfCheck(check, by)))].sort()
    return items.map((item) => `${crosswalk.id} ${item}`)
  })
  return { clause, atLevels: family(clause, catalogue).map((c) => c.id), elsewhere }
}

/** Lines of text, Chinese or English. */
export function explainText({ clause, atLevels, elsewhere }: Explanation, checks: readonly Check[], lang: Language): string {
  const say = (text: Text): string => text[lang]
  const label = (zh: string, en: string): string => (lang === 'zh' ? `${zh}：` : `${en}: `)
  const titled = (id: string): string => {
    const check = checks.find((c) => c.id === id)
    return check === undefined ? id : `${id} (${check.severity}) ${say(check.title)}`
  }
  const list = (zh: string, en: string, items: readonly string[]): readonly string[] => (items.length === 0 ? [] : [label(zh, en).trimEnd(), ...items.map((item) => `  ${item}`)])
  return [
    `${clause.id}  ${[levelText[clause.level], partText[clause.part], domainText[clause.domain] ?? { zh: clause.domain, en: clause.domain }, clause.point].map(say).join(' · ')}`,
    label('要求（本项目的释义）', 'asks (our paraphrase)') + say(clause.summary),
    label('责任', 'duty of') + say(responsibilityText[clause.responsibility]),
    label('证明程度', 'proved') + say(statusText[clause.status]),
    ...list('判定它的检查', 'checks that decide it', clause.checks.map(titled)),
    ...list('相关检查（不判定）', 'related checks (deciding nothing)', clause.related.map(titled)),
    ...list('尚无的检查', 'checks not there yet', clause.planned),
    ...(clause.residual === '' ? [] : [label('须另行证明', 'to be proved on paper') + clause.residual]),
    ...list('参数', 'parameters', Object.entries(clause.parameters).map(([name, value]) => `${name} = ${value}`)),
    label('墙', 'wall') + cellName(clause.wall),
    label('评估维度', 'evaluation dimension') + clause.dimension,
    ...(clause.assess === '' ? [] : [label('测评单元', 'assessment item') + clause.assess]),
    label('各等级的条款号', 'number at each level') + atLevels.join(' → '),
    ...list('对照', 'elsewhere', elsewhere),
  ].join('\n')
}
