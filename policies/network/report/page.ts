/**
 * Reachability as one self-contained page: zones as boxes (departments and systems inside, opened by a click), connections as arrows,
 * undeclared ones red; below, a matrix that sorts and filters. page/reach.js draws it from packed data.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Estate } from '../../estate/estate.ts'
import { packageRoot } from '../../package-root.ts'
import { both, contentPolicy, escape, scriptSafe } from '../../reports/html-text.ts'
import type { Language, Text } from '../../text.ts'
import type { End, Reachability } from '../reachability.ts'
import { groupText, namespaceOf, outside, platform, placeOfEnd, unplaced, zoneOf } from './ends.ts'
import type { Expected } from './expected.ts'
import { groupMatrix } from './matrix.ts'
import { portsText } from './words.ts'

export interface ReachPageOptions {
  readonly cluster: string
  readonly estate: Estate | null
  /** null: nothing to compare with, no arrow is red. */
  readonly expected: Expected | null
  /** Shown first; the reader can switch. */
  readonly lang: Language
}

/** @returns a whole HTML document that asks nothing of the network */
export function renderReachPage(reach: Reachability, options: ReachPageOptions): string {
  const { cluster, lang, estate } = options
  const folder = join(packageRoot(import.meta.url), 'policies', 'network', 'report', 'page')
  const css = readFileSync(join(folder, 'reach.css'), 'utf8')
  const js = readFileSync(join(folder, 'reach.js'), 'utf8')
  const data = pageData(reach, options)
  const red = data.edges.filter((edge) => edge[3] !== '').length
  const note: Text = options.expected === null
    ? { zh: '没有给出声明：箭头都按允许画出，无从核对', en: 'no estate given: arrows show what is allowed, nothing to compare with' }
    : red === 0 ? { zh: '放行的都已声明', en: 'everything allowed is declared' } : { zh: `${red} 条连接有未声明的放行（红色）`, en: `${red} connections allow something undeclared (red)` }
  const doubts = [...reach.doubts.map((d) => `<li>${escape(d.location)} ${both(d)}</li>`), ...(reach.complete ? [] : [`<li>${both({ zh: '结果不完整：有读不到或不能断定的部分', en: 'incomplete: parts could not be read or decided' })}</li>`])]
  return `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}" data-lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(contentPolicy(css, js))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>云网墙 可达性 ${escape(cluster)}</title>
<style>${css}</style>
</head>
<body>
<header><div><h1>${both({ zh: '一张网：谁能到谁', en: 'One network: who reaches whom' })}</h1>
<p>${both({ zh: '集群', en: 'cluster' })} ${escape(cluster)} · ${reach.workloads.length} ${both({ zh: '个工作负载', en: 'workloads' })} · ${data.nodes.length} ${both({ zh: '个系统与端', en: 'systems and ends' })} · ${data.edges.length} ${both({ zh: '条连接', en: 'connections' })}</p></div>
<button id="language" type="button">中文 / English</button></header>
<p class="verdict ${options.expected === null ? '' : red === 0 ? 'good' : 'bad'}">${both(note)}</p>
${doubts.length === 0 ? '' : `<ul class="doubts">${doubts.join('')}</ul>`}
<main>
<section id="picture-section"><div class="tools"><button id="close" type="button">${both({ zh: '全部收起', en: 'close all' })}</button><button id="only-red" type="button" aria-pressed="false">${both({ zh: '只看未声明', en: 'undeclared only' })}</button>
<span class="legend"><i class="line declared"></i>${both({ zh: '已声明', en: 'declared' })} <i class="line undeclared"></i>${both({ zh: '未声明', en: 'undeclared' })} <i class="line unsure"></i>${both({ zh: '不能断定', en: 'cannot be decided' })} · ${both({ zh: '数字是系统间连接数；点区打开，点箭头或系统看明细', en: 'numbers count connections between systems; click a zone to open it, an arrow or a system for details' })}</span></div>
<div id="picture"><svg id="arrows" aria-hidden="true"></svg><div id="zones"></div></div>
<aside id="details" hidden></aside></section>
<section><h2>${both({ zh: '矩阵', en: 'Matrix' })} <small id="count"></small></h2>
<div class="tools"><input id="filter" type="search" placeholder="${lang === 'zh' ? '系统、区、端口、流……' : 'system, zone, port, flow…'}" aria-label="filter"><button type="button" id="by-zone" aria-pressed="false">${both({ zh: '按区', en: 'by zone' })}</button><button type="button" id="by-system" aria-pressed="true">${both({ zh: '按系统', en: 'by system' })}</button></div>
<div class="scroll"><table><thead><tr>${[['从', 'from'], ['到', 'to'], ['端口', 'ports'], ['对数', 'pairs'], ['未声明', 'undeclared'], ['流', 'flows']].map(([zh = '', en = ''], i) => `<th aria-sort="none"><button type="button" class="sort" data-column="${i}">${both({ zh, en })}</button></th>`).join('')}</tr></thead><tbody id="rows"></tbody></table></div>
<p><button id="more" type="button" hidden>${both({ zh: '再显示一些', en: 'show more' })}</button></p></section>
<noscript><p>${both({ zh: '要看图，请允许本页的脚本，或用 --format json。', en: 'Allow this page’s script to see the picture, or use --format json.' })}</p></noscript>
</main>
<script type="application/json" id="data">${scriptSafe(JSON.stringify({ ...data, estate: estate !== null }))}</script>
<script>${js}</script>
</body>
</html>
`
}

type Pair = readonly [zh: string, en: string]
type Edge = readonly [from: number, to: number, ports: string, undeclared: string, pairs: number, unknown: string, flows: readonly string[]]
interface Node {
  readonly zone: number
  readonly department: Pair
  readonly title: Pair
  readonly name: string
}

/** Zones in the order from the border inwards; nodes = a system in a zone; edges between nodes. */
function pageData(reach: Reachability, { estate, expected }: ReachPageOptions): { readonly zones: readonly { readonly name: string; readonly title: Pair }[]; readonly nodes: readonly Node[]; readonly edges: readonly Edge[] } {
  const keys = new Map<string, End>()
  const keyOf = (end: End): string => {
    const place = placeOfEnd(end)
    const key = end.type === 'external' ? end.id : `${zoneOf(end)}/${place?.system ?? namespaceOf(end)}`
    if (!keys.has(key)) keys.set(key, end)
    return key
  }
  for (const workload of reach.workloads) keyOf(workload)
  const cells = groupMatrix(reach, keyOf, expected)
  // Addresses that nothing connects to would be boxes without a meaning.
  const used = new Set(cells.flatMap((cell) => [cell.from, cell.to]))
  const shown = [...keys].filter(([key, end]) => end.type === 'workload' || used.has(key))
  const order = ['access', 'service', 'exchange', 'business', 'data', 'management']
  const purposeOf = (name: string): number => {
    const at = order.indexOf(estate?.get('Zone', name)?.purpose ?? '')
    return name === outside ? -1 : at >= 0 ? at : name === unplaced ? order.length + 1 : name === platform ? order.length : order.length + 2
  }
  const names = [...new Set(shown.map(([, end]) => zoneOf(end)))].sort((a, b) => purposeOf(a) - purposeOf(b) || (a < b ? -1 : 1))
  const index = new Map(shown.map(([key], i) => [key, i]))
  return {
    zones: names.map((name) => ({ name, title: groupText[name] === undefined ? titlePair(estate?.get('Zone', name)?.title, name) : pair(groupText[name]) })),
    nodes: shown.map(([, end]) => nodeOf(end, names, estate)),
    edges: cells.map((cell): Edge => [index.get(cell.from) ?? 0, index.get(cell.to) ?? 0, portsText(cell.ports), portsText(cell.undeclared), cell.pairs, portsText(cell.unknown), cell.flows]),
  }
}

function nodeOf(end: End, zones: readonly string[], estate: Estate | null): Node {
  const place = placeOfEnd(end)
  const name = end.type === 'external' ? end.id : (place?.system ?? namespaceOf(end))
  return {
    zone: zones.indexOf(zoneOf(end)),
    department: place === undefined ? ['', ''] : titlePair(estate?.get('Department', place.department)?.title, place.department),
    title: place === undefined ? [name, name] : titlePair(estate?.get('System', place.system)?.title, place.system),
    name,
  }
}

const pair = (text: Text): Pair => [text.zh, text.en]
const titlePair = (title: { readonly zh: string; readonly en?: string | undefined } | undefined, name: string): Pair => (title === undefined ? [name, name] : [title.zh, title.en ?? title.zh])
