/** Drift for a person: each object, what differs, who wrote it and where it is declared. */
import { driftStates, type Drift, type DriftedField, type DriftReport, type DriftState } from '../drift.ts'
import { cut, oneLine } from '../reports/width.ts'
import type { Language, Text } from '../text.ts'
import type { Writer } from './managed-fields.ts'

const stateText: Readonly<Record<DriftState, Text>> = {
  missing: { zh: '缺失', en: 'missing' },
  changed: { zh: '被改', en: 'changed' },
  undeclared: { zh: '未声明', en: 'undeclared' },
  unknown: { zh: '无从判断', en: 'unknown' },
}
const changeText: Readonly<Record<DriftedField['change'], Text>> = {
  changed: { zh: '改', en: 'changed' },
  removed: { zh: '删', en: 'removed' },
  added: { zh: '加', en: 'added' },
}

/** @returns lines for a terminal, ending with a newline */
export function renderDriftTable(reports: readonly DriftReport[], { lang, width = 100 }: { readonly lang: Language; readonly width?: number }): string {
  const lines: string[] = []
  for (const { cluster, readAt, compared, drifts } of reports) {
    const counts = driftStates.map((s) => `${stateText[s][lang]} ${drifts.filter((d) => d.state === s).length}`).join(lang === 'zh' ? '，' : ', ')
    lines.push(lang === 'zh' ? `集群 ${cluster}：比对 ${compared} 个声明的对象（${readAt}）：${counts}` : `cluster ${cluster}: ${compared} declared objects compared (${readAt}): ${counts}`)
    for (const drift of drifts) lines.push(...describe(drift, lang, width))
  }
  return `${lines.join('\n')}\n`
}

function describe({ state, subject, declaredAt, department, fields, lastWriter, lastAct }: Drift, lang: Language, width: number): readonly string[] {
  const say = (zh: string, en: string): string => (lang === 'zh' ? zh : en)
  const name = `${subject.namespace === '' ? '' : `${subject.namespace}/`}${subject.kind}/${subject.name}`
  const who = lastAct !== null ? say(`${lastAct.user} 于 ${lastAct.time} ${lastAct.verb}`, `${lastAct.user}, ${lastAct.verb} at ${lastAct.time}`) : writer(lastWriter, lang)
  return [
    `  ${stateText[state][lang]}  ${oneLine(name)}  [${department}]${declaredAt === '' ? '' : say(`  声明于 ${declaredAt}`, `  declared at ${declaredAt}`)}`,
    ...(who === '' ? [] : [`      ${say('最后写入', 'last written by')}: ${oneLine(who)}`]),
    ...fields.map((f) => cut(oneLine(`      ${changeText[f.change][lang]} ${f.path}: ${value(f.declared)} → ${value(f.live)}${f.by === null ? '' : `  (${writer(f.by, lang)})`}`), Math.max(60, width))),
  ]
}

function writer(by: Writer | null, lang: Language): string {
  if (by === null) return ''
  return lang === 'zh' ? `程序 ${by.manager}${by.time === undefined ? '' : ` 于 ${by.time}`}` : `program ${by.manager}${by.time === undefined ? '' : ` at ${by.time}`}`
}

const value = (v: unknown): string => (v === undefined ? '—' : JSON.stringify(v))
