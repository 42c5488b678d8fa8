/** A difference of reachability for people: a table on a terminal, Markdown for a pull request, JSON. */
import type { Estate } from '../../estate/estate.ts'
import type { Language, Text } from '../../text.ts'
import { allowedPorts } from '../port-set.ts'
import { alignedRows } from './columns.ts'
import { undeclaredChanges, type PairChange, type ReachDiff } from './diff.ts'
import { portsText } from './words.ts'

/** Rows that a comment on a pull request shows; the rest is counted. */
const maxRows = 300

interface Described {
  readonly sign: string
  readonly change: PairChange
  readonly note: Text
}

/** Undeclared first, then declared in the same change, then the others; blocked last. */
function described(diff: ReachDiff, estate: Estate | null): readonly Described[] {
  const rank = (c: PairChange): number => (c.added.length === 0 ? 3 : c.undeclared !== null && c.undeclared.length > 0 ? 0 : c.newFlows.length > 0 ? 1 : 2)
  return [...diff.changes].sort((a, b) => rank(a) - rank(b)).map((change) => ({ sign: change.added.length === 0 ? '-' : change.removed.length === 0 ? '+' : '±', change, note: noteOf(change, estate) }))
}

function noteOf(change: PairChange, estate: Estate | null): Text {
  const notes: Text[] = []
  if (change.undeclared !== null && change.undeclared.length > 0) {
    notes.push(estate === null ? { zh: '新放行（没有给出声明，无从核对）', en: 'newly allowed (no estate given to compare with)' } : { zh: `没有已批准的流：${portsText(change.undeclared)}`, en: `no approved Flow: ${portsText(change.undeclared)}` })
  }
  for (const { flow } of change.newFlows) {
    const approvers = [...new Set(estate?.approvalsOf(flow).map((a) => `${a.approver} (${a.as})`) ?? [])].join(', ')
    notes.push({ zh: `新增声明 ${flow.name}${approvers === '' ? '' : `，批准人 ${approvers}`}`, en: `declared in the same change: ${flow.name}${approvers === '' ? '' : `, approved by ${approvers}`}` })
  }
  if (change.newWorkload) notes.push({ zh: '新工作负载', en: 'new workload' })
  if (change.goneWorkload) notes.push({ zh: '工作负载已撤', en: 'workload gone' })
  return { zh: notes.map((n) => n.zh).join('；'), en: notes.map((n) => n.en).join('; ') }
}

export function renderDiffTable(diff: ReachDiff, estate: Estate | null, lang: Language): string {
  const rows = described(diff, estate).map(({ sign, change, note }) => [sign, change.from.id, change.to.id, portsText(change.added), portsText(change.removed), note[lang]])
  const head = lang === 'zh' ? ['', '从', '到', '新放行', '新阻断', '说明'] : ['', 'from', 'to', 'newly allowed', 'newly blocked', 'note']
  return `${[summary(diff)[lang], ...(rows.length === 0 ? [] : alignedRows(head, rows)), ...unknownLines(diff).map((t) => t[lang])].join('\n')}\n`
}

/** First line: a bot finds its earlier comment by it and replaces that. */
const marker = '<!-- ywq.reach.diff -->'

export function renderDiffMarkdown(diff: ReachDiff, estate: Estate | null): string {
  const bad = undeclaredChanges(diff).length
  const cell = (text: string): string => text.replace(/[\\|`<>]/g, '\\$&').replace(/\s+/g, ' ')
  const code = (text: string): string => `\`${text.replace(/[`|\s]+/g, ' ')}\``
  const all = described(diff, estate)
  const rows = all.slice(0, maxRows).map(({ sign, change, note }) =>
    `| ${sign} | ${code(change.from.id)} | ${code(change.to.id)} | ${cell(portsText(change.added))} | ${cell(portsText(change.removed))} | ${cell(note.zh)}${note.zh === '' ? '' : `<br>${cell(note.en)}`} |`)
  const text = summary(diff)
  return [
    marker, `## 云网墙 可达性变化 · ywq reach --diff：${bad === 0 ? '没有未声明的新放行 · nothing newly allowed without a Flow' : `**${bad} 处未声明的新放行 · ${bad} newly allowed without a Flow**`}`, '', `${text.zh} · ${text.en}`, '',
    ...(rows.length === 0 ? [] : ['|  | 从 from | 到 to | 新放行 allowed | 新阻断 blocked | 说明 note |', '| --- | --- | --- | --- | --- | --- |', ...rows]),
    ...(all.length > maxRows ? ['', `另有 ${all.length - maxRows} 行未列出 · ${all.length - maxRows} more`] : []), ...unknownLines(diff).map((t) => `\n${t.zh} · ${t.en}`), '',
  ].join('\n')
}

export function diffJson(diff: ReachDiff, estate: Estate | null): object {
  return {
    format: 'ywq.reach.diff', version: 1,
    changes: described(diff, estate).map(({ change, note }) => ({
      from: change.from.id, to: change.to.id, added: allowedPorts(change.added), removed: allowedPorts(change.removed),
      undeclared: change.undeclared === null ? null : allowedPorts(change.undeclared), newFlows: change.newFlows.map((f) => f.flow.name), newWorkload: change.newWorkload, goneWorkload: change.goneWorkload, note,
    })),
    newlyUnknown: diff.newlyUnknown, complete: diff.complete,
  }
}

function summary(diff: ReachDiff): Text {
  const added = diff.changes.filter((c) => c.added.length > 0).length
  const removed = diff.changes.filter((c) => c.removed.length > 0).length
  const bad = undeclaredChanges(diff).length
  return {
    zh: `新放行 ${added} 对（其中没有已批准的流 ${bad} 对），新阻断 ${removed} 对`,
    en: `${added} pairs newly allowed (${bad} of them without an approved Flow), ${removed} newly blocked`,
  }
}

function unknownLines(diff: ReachDiff): readonly Text[] {
  const shown = diff.newlyUnknown.slice(0, 20).map(({ from, to }): Text => ({ zh: `不能断定了：${from} → ${to}`, en: `can no longer be decided: ${from} → ${to}` }))
  return diff.complete ? shown : [...shown, { zh: '结果不完整：有读不到或不能断定的部分', en: 'incomplete: parts could not be read or decided' }]
}
