/** `ywq catalogue`: the clauses of GB/T 22239-2019, filtered, explained, counted. Needs no estate and no cluster. */
import { theCatalogue } from '../../policies/catalogue/catalogue.ts'
import { levels, statuses, type Clause } from '../../policies/catalogue/clause.ts'
import { coverageByGroup, coverageOf, groups } from '../../policies/catalogue/coverage.ts'
import { clausesOfItem, itemsOfCheck, loadCrosswalks } from '../../policies/catalogue/crosswalk.ts'
import { explainText, explanationOf } from '../../policies/catalogue/explain.ts'
import { findById, findClauses } from '../../policies/catalogue/find.ts'
import { groupText, levelText, responsibilityText, statusText } from '../../policies/catalogue/words.ts'
import { checks } from '../../policies/checks/index.ts'
import { nearest } from '../../policies/nearest.ts'
import { columns, fit } from '../../policies/reports/width.ts'
import type { Language } from '../../policies/text.ts'
import { exit, UsageError, type Invocation } from '../command.ts'
import { print } from '../output.ts'

export async function run(invocation: Invocation): Promise<number> {
  const { lang, positionals, string } = invocation
  const json = string('format') === 'json'
  const catalogue = theCatalogue()
  if (positionals.length > 0) {
    const found = positionals.map((id) => {
      const clauses = findById(id, catalogue)
      if ('zh' in clauses) throw new UsageError(clauses.zh, clauses.en)
      return clauses
    }).flat()
    const explained = found.map((clause) => explanationOf(clause, catalogue, checks, loadCrosswalks()))
    await print(json ? document({ clauses: explained.map(({ clause, ...more }) => ({ ...clause, ...more })) }) : explained.map((e) => explainText(e, checks, lang)).join('\n\n'))
    return exit.clean
  }
  const clauses = listed(invocation)
  const byLevel = levels.map((level) => ({ level, clauses: clauses.filter((c) => c.level === level) })).filter((l) => l.clauses.length > 0)
  if (json) {
    const coverage = Object.fromEntries(byLevel.map(({ level, clauses: of }) => [level, { ...coverageOf(of), groups: coverageByGroup(of) }]))
    await print(document(invocation.flag('coverage') ? { coverage } : { coverage, clauses }))
  } else {
    if (!invocation.flag('coverage')) await print(table(clauses, lang))
    await print(coverageLines(byLevel, lang))
  }
  return exit.clean
}

function listed({ string, strings }: Invocation): readonly Clause[] {
  const catalogue = theCatalogue()
  const check = string('check')
  if (check !== undefined && !checks.some((c) => c.id === check)) {
    const near = nearest(check, checks.map((c) => c.id))
    throw new UsageError(`--check 不认识“${check}”${near === undefined ? `（共 ${checks.length} 个检查）` : `，是不是 ${near}？`}`, `--check: unknown "${check}"${near === undefined ? ` (${checks.length} checks are known)` : `, did you mean ${near}?`}`)
  }
  const chosen = strings('level').map(Number)
  const filter = { levels: levels.filter((l) => chosen.length === 0 || chosen.includes(l)), part: string('part'), status: string('status'), responsibility: string('responsibility'), dimension: string('dimension'), domain: string('domain'), check }
  const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
  const found = findClauses(catalogue, { ...given, levels: filter.levels })
  const item = string('crosswalk')
  if (item === undefined) return found
  const wanted = new Set(byCrosswalk(item))
  return found.filter((clause) => wanted.has(clause))
}

/** Clauses behind `CROSSWALK` or `CROSSWALK/ITEM`. */
function byCrosswalk(word: string): readonly Clause[] {
  const catalogue = theCatalogue()
  const crosswalks = loadCrosswalks()
  const crosswalk = crosswalks.find((c) => word === c.id || word.startsWith(`${c.id}/`))
  if (crosswalk === undefined) throw new UsageError(`--crosswalk 不认识“${word}”；可用：${crosswalks.map((c) => c.id).join('、')}`, `--crosswalk: unknown "${word}"; known: ${crosswalks.map((c) => c.id).join(', ')}`)
  const item = word.slice(crosswalk.id.length + 1)
  const items = crosswalk.items.filter((i) => item === '' || i.id === item)
  if (item !== '' && items.length === 0) throw new UsageError(`${crosswalk.id} 没有 ${item}；有：${crosswalk.items.map((i) => i.id).join('、')}`, `${crosswalk.id} has no ${item}; it has: ${crosswalk.items.map((i) => i.id).join(', ')}`)
  const { by } = crosswalk
  if (by === undefined) return items.flatMap((i) => levels.flatMap((level) => clausesOfItem(i, level, catalogue)))
  const judging = new Set(checks.filter((check) => itemsOfCheck(check, by).some((id) => items.some((i) => i.id === id))).map((check) => check.id))
  return levels.flatMap((level) => catalogue.level(level).clauses).filter((clause) => clause.checks.some((id) => judging.has(id)))
}

function table(clauses: readonly Clause[], lang: Language): string {
  const cells = clauses.map((c) => [c.id, statusText[c.status][lang], responsibilityText[c.responsibility][lang], `${c.point[lang]} · ${c.summary[lang]}`] as const)
  const width = (i: 0 | 1 | 2): number => Math.max(0, ...cells.map((row) => columns(row[i])))
  const [a, b, d] = [width(0), width(1), width(2)]
  return cells.map(([id, status, duty, text]) => `${fit(id, a)}  ${fit(status, b)}  ${fit(duty, d)}  ${text}`).join('\n')
}

function coverageLines(byLevel: readonly { readonly level: (typeof levels)[number]; readonly clauses: readonly Clause[] }[], lang: Language): string {
  if (byLevel.length === 0) return lang === 'zh' ? '没有符合条件的条款' : 'no clause fits'
  return byLevel.flatMap(({ level, clauses }) => {
    const by = coverageByGroup(clauses)
    return groups.filter((group) => by[group].total > 0).map((group) => {
      const { total, byStatus, judged } = by[group]
      const parts = statuses.filter((s) => byStatus[s] > 0).map((s) => `${statusText[s][lang]} ${byStatus[s]}`).join(lang === 'zh' ? '、' : ', ')
      return lang === 'zh' ? `${levelText[level].zh} ${groupText[group].zh}：${total} 条，由检查判定 ${judged} 条（${parts}）` : `${levelText[level].en}, ${groupText[group].en}: ${total} clauses, ${judged} judged by checks (${parts})`
    })
  }).join('\n')
}

const document = (content: object): string => JSON.stringify({ format: 'ywq.catalogue-list', version: 1, standard: 'GB/T 22239-2019', ...content }, null, 2)
