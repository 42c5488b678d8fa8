// The operations page: asks /api/state again and again and draws it. Text reaches the document as text nodes only, never as markup.
'use strict'
const period = 10_000
const root = document.documentElement
const words = ['not-met', 'partially-met', 'not-assessed', 'met', 'not-applicable']
const wordText = { 'not-met': ['不符合', 'not met'], 'partially-met': ['部分符合', 'partially met'], 'not-assessed': ['未测评', 'not assessed'], met: ['符合', 'met'], 'not-applicable': ['不适用', 'not applicable'] }
const severityText = { critical: ['严重', 'critical'], high: ['高', 'high'], medium: ['中', 'medium'], low: ['低', 'low'] }
const driftText = { missing: ['缺失', 'missing'], changed: ['被改', 'changed'], undeclared: ['未声明', 'undeclared'], unknown: ['无从判断', 'unknown'] }
const phaseText = { 事前: ['事前', 'before'], 事中: ['事中', 'during'], 事后: ['事后', 'after'] }
const layerText = { 云: ['云', 'cloud'], 网: ['网', 'network'], 数: ['数', 'data'], 用: ['用', 'application'], 端: ['端', 'endpoint'] }
let state = null
let incidents = null
let kpi = null
let lost = null
let chosen = new URLSearchParams(location.search).get('cluster')

const byId = (id) => document.getElementById(id)
function element(tag, attributes, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes ?? {})) if (value !== undefined) node.setAttribute(name, value)
  node.append(...children.filter((child) => child !== undefined && child !== null))
  return node
}
/** Both languages side by side; the style sheet shows one. */
function both(zh, en) {
  return zh === en ? document.createTextNode(zh) : element('span', {}, element('span', { class: 'zh', lang: 'zh-CN' }, zh), element('span', { class: 'en', lang: 'en' }, en))
}
const text = (t) => both(t.zh, t.en)
const badge = (kind, pair) => element('span', { class: `badge ${kind}` }, both(...pair))
const sum = (counts) => Object.values(counts).reduce((a, b) => a + b, 0)

byId('language').addEventListener('click', () => {
  const lang = root.dataset.lang === 'zh' ? 'en' : 'zh'
  root.dataset.lang = lang
  root.lang = lang === 'zh' ? 'zh-CN' : 'en'
  drawKpi(kpi)
})
byId('cluster').addEventListener('change', (event) => {
  chosen = event.target.value
  draw()
})
byId('filter').addEventListener('input', () => drawViolations(current()))
byId('kpi-system').addEventListener('change', () => drawKpi(kpi))

const current = () => state.clusters.find((c) => c.name === chosen) ?? state.clusters[0] ?? null

function ago(instant) {
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(instant)) / 1000))
  return seconds < 120 ? [`${seconds} 秒前`, `${seconds} s ago`] : seconds < 7200 ? [`${Math.round(seconds / 60)} 分钟前`, `${Math.round(seconds / 60)} min ago`] : [`${Math.round(seconds / 3600)} 小时前`, `${Math.round(seconds / 3600)} h ago`]
}

/** Says how old the figures are, before anything else: a page that lost its exporter must not look alive. */
function drawFreshness() {
  const node = byId('freshness')
  const cluster = state === null ? null : current()
  const problems = [...(lost === null ? [] : [['连不上采集程序，下面是旧数据', 'the exporter does not answer: what follows is old']]), ...(state?.notReady ?? []).map((line) => [line, line])]
  const age = cluster?.auditedAt == null ? ['还没有完成第一次审计', 'no audit has finished yet'] : [`上次完整审计：${ago(cluster.auditedAt)[0]}（${cluster.auditedAt}）`, `last whole audit: ${ago(cluster.auditedAt)[1]} (${cluster.auditedAt})`]
  node.classList.toggle('stale', problems.length > 0)
  const shown = [age, ...problems].map((pair) => pair.join('|')).join(';')
  // Said again to a screen reader only when it says something new.
  if (node.dataset.problems !== problems.join()) node.setAttribute('aria-live', 'polite')
  else node.setAttribute('aria-live', 'off')
  node.dataset.problems = problems.join()
  if (node.dataset.shown === shown) return
  node.dataset.shown = shown
  node.replaceChildren(both(...age), ...problems.flatMap((pair) => [' · ', both(...pair)]))
}

function card(kind, pair, value, note) {
  return element('div', { class: `card ${kind}` }, element('b', {}, value === null ? '—' : String(value)), both(...pair), note === undefined ? null : element('small', {}, both(...note)))
}

function drawCards({ summary, drift }) {
  const cards = []
  for (const severity of Object.keys(severityText)) {
    const count = summary?.violations[severity]
    cards.push(card(severity, [`${severityText[severity][0]}级不符合`, `${severityText[severity][1]} violations`], count === undefined ? null : count.total - count.waived, count?.waived > 0 ? [`另有已受理 ${count.waived}`, `${count.waived} more accepted`] : undefined))
  }
  for (const word of ['not-met', 'not-assessed', 'met']) cards.push(card(word, [`条款${wordText[word][0]}`, `clauses ${wordText[word][1]}`], summary?.verdicts[word] ?? null))
  const drifted = drift === null ? null : sum(drift)
  cards.push(card(drifted > 0 ? 'high' : '', ['与声明不一致', 'differ from the declaration'], drifted, drift === null ? ['没有可对照的声明', 'nothing declared to compare'] : drifted > 0 ? Object.keys(driftText).filter((k) => drift[k] > 0).reduce(([zh, en], k) => [`${zh} ${driftText[k][0]} ${drift[k]}`, `${en} ${driftText[k][1]} ${drift[k]}`], ['', '']) : undefined))
  byId('cards').replaceChildren(...cards)
}

/** 0 = all met … 4 = most not met; null = nothing assessed. */
function heat(counts) {
  const judged = counts['not-met'] + counts['partially-met'] + counts.met
  if (judged === 0) return null
  const bad = (counts['not-met'] + counts['partially-met'] / 2) / judged
  return bad === 0 ? 0 : Math.min(4, 1 + Math.floor(bad * 4))
}

function drawWall({ wall }) {
  const layers = [...new Set(wall.map((c) => c.layer))]
  const phases = [...new Set(wall.map((c) => c.phase))]
  const head = element('thead', {}, element('tr', {}, element('td', {}), ...phases.map((p) => element('th', { scope: 'col' }, both(...(phaseText[p] ?? [p, p]))))))
  const rows = layers.map((layer) => element('tr', {}, element('th', { scope: 'row' }, both(...(layerText[layer] ?? [layer, layer]))), ...phases.map((phase) => {
    const cell = wall.find((c) => c.layer === layer && c.phase === phase)
    const total = cell === undefined ? 0 : sum(cell.verdicts)
    if (total === 0) return element('td', { class: 'soft' }, '–')
    const level = heat(cell.verdicts)
    const { 'not-met': bad, 'partially-met': part, 'not-assessed': open } = cell.verdicts
    return element('td', { class: level === null ? 'unknown' : `h${level}` }, element('b', {}, String(total)),
      element('small', {}, both(`不符合 ${bad} · 部分 ${part} · 未测评 ${open}`, `not met ${bad} · partly ${part} · open ${open}`)), cell.notMet.length === 0 ? null : element('small', {}, element('br'), cell.notMet.slice(0, 4).join(' '), cell.notMet.length > 4 ? ' …' : ''))
  })))
  byId('wall').replaceChildren(head, element('tbody', {}, ...rows))
}

/** What was open stays open when the figures are drawn anew. */
function keepingOpen(container, nodes) {
  const open = new Set([...container.querySelectorAll('details[open]')].map((d) => d.dataset.key))
  container.replaceChildren(...nodes)
  for (const node of container.querySelectorAll('details')) node.open = open.has(node.dataset.key)
}

function drawViolations(cluster) {
  const wanted = byId('filter').value.trim().toLowerCase()
  const fits = (v) => [v.check, v.object, v.department, v.title.zh, v.title.en, ...v.clauses].join(' ').toLowerCase().includes(wanted)
  const list = cluster.violations.filter(fits)
  byId('violations-count').replaceChildren(String(list.length), cluster.violationsLeftOut > 0 ? both(`（另有 ${cluster.violationsLeftOut} 条见完整报告）`, ` (${cluster.violationsLeftOut} more in the full report)`) : '')
  const nodes = list.map((v) => element('details', { 'data-key': v.fingerprint },
    element('summary', {}, badge(v.severity, severityText[v.severity]), element('span', { class: 'grow' }, text(v.title), ' ', element('span', { class: 'soft' }, v.object)), v.waiver === null ? null : badge('waived', ['已受理', 'accepted']), element('span', { class: 'soft' }, v.department)),
    element('div', {}, element('dl', {},
      ...[[['什么不对', 'What is wrong'], text(v.detail)], [['怎样改', 'How to fix'], text(v.remedy)], [['条款', 'Clauses'], v.clauses.join(' ')], [['检查', 'Check'], v.check], [['指纹', 'Fingerprint'], v.fingerprint]]
        .flatMap(([name, value]) => [element('dt', {}, both(...name)), element('dd', {}, value)])))))
  keepingOpen(byId('violations'), nodes.length > 0 ? nodes : [element('p', { class: 'note' }, cluster.summary === null ? both('还没有审计过', 'not audited yet') : both('没有', 'nothing'))])
}

function mini(counts) {
  const total = sum(counts) || 1
  const label = words.map((w) => `${wordText[w].join(' ')} ${counts[w]}`).join('，')
  const bar = element('span', { class: 'mini', role: 'img', 'aria-label': label, title: label })
  for (const word of words) {
    const part = element('i', { class: word })
    part.style.width = `${(counts[word] / total) * 100}%`
    bar.append(part)
  }
  return bar
}

function drawEstate({ departments, platforms }) {
  const unit = (u) => element('li', {}, badge(u.worst, wordText[u.worst]), element('span', { class: 'grow' }, text(u.title), ' ', element('span', { class: 'soft' }, u.name)), element('span', { class: 'soft' }, both(`${u.level} 级`, `level ${u.level}`)), mini(u.verdicts))
  const systems = departments.reduce((n, d) => n + d.systems.length, 0)
  byId('estate-count').replaceChildren(both(`${departments.filter((d) => d.name !== '').length} 个部门，${systems} 个系统`, `${departments.filter((d) => d.name !== '').length} departments, ${systems} systems`))
  const nodes = departments.filter((d) => d.systems.length > 0).map((d) => element('details', { 'data-key': d.name },
    element('summary', {}, element('span', { class: 'grow' }, text(d.title)), ...Object.keys(severityText).filter((s) => d.violations[s].total > 0).map((s) => badge(s, [`${severityText[s][0]} ${d.violations[s].total}`, `${severityText[s][1]} ${d.violations[s].total}`])), element('span', { class: 'soft' }, both(`${d.systems.length} 个系统`, `${d.systems.length} systems`))),
    element('div', {}, element('ul', { class: 'systems' }, ...d.systems.map(unit)))))
  const platform = platforms.length === 0 ? [] : [element('details', { 'data-key': ' platform' }, element('summary', {}, both('平台', 'platform')), element('div', {}, element('ul', { class: 'systems' }, ...platforms.map(unit))))]
  keepingOpen(byId('estate'), [...platform, ...nodes].length > 0 ? [...platform, ...nodes] : [element('p', { class: 'note' }, both('没有声明任何系统（ywq serve --estate DIR）', 'no estate (ywq serve --estate DIR)'))])
}

const stateText = { open: ['新开', 'open'], acknowledged: ['已接手', 'acknowledged'], recovered: ['已恢复，待办结', 'recovered, to be closed'] }

/** `incidents`: of /api/incidents; null = this exporter keeps no ledger. */
function drawIncidents(incidents) {
  byId('incident-section').hidden = incidents === null
  const open = (incidents ?? []).filter((i) => i.state !== 'closed')
  if (open.length === 0) {
    byId('incidents').replaceChildren(element('p', { class: 'note' }, both('没有未结事件', 'no open incidents')))
    return
  }
  const columns = [['编号', 'Id'], ['事件', 'What'], ['系统', 'System'], ['状态', 'State'], ['发现', 'Detected'], ['影响用户', 'Users hit']]
  const row = (i) => element('tr', {}, ...[i.id, i.title, i.system || i.department || '—', both(...(stateText[i.state] ?? [i.state, i.state])), i.detectedAt, String(i.affectedUsers ?? '—')].map((value) => element('td', {}, value)))
  const table = element('table', {}, element('thead', {}, element('tr', {}, ...columns.map((pair) => element('th', { scope: 'col' }, both(...pair))))), element('tbody', {}, ...open.map(row)))
  byId('incidents').replaceChildren(element('div', { class: 'scroll' }, table))
}

const charts = new Map()
const kpiText = { transactions: ['业务量', 'transactions'], failed: ['失败', 'failed'], activeUsers: ['活跃用户', 'active users'], affectedUsers: ['受影响用户', 'affected users'] }

/** `kpi`: of /api/kpi; null = this exporter counts none. systems: system → measure → [instant, value or null] pairs; null is drawn as a gap, never as zero. */
function drawKpi(kpi) {
  byId('kpi-section').hidden = kpi === null
  if (kpi === null || typeof echarts === 'undefined') return
  const select = byId('kpi-system')
  const systems = Object.keys(kpi.systems)
  const kept = systems.includes(select.value) ? select.value : (systems[0] ?? '')
  if ([...select.options].map((o) => o.value).join() !== systems.join()) select.replaceChildren(...systems.map((name) => element('option', { value: name }, name)))
  select.value = kept
  const lang = root.dataset.lang === 'en' ? 1 : 0
  for (const measure of Object.keys(kpiText)) {
    const points = kpi.systems[kept]?.[measure] ?? []
    let chart = charts.get(measure)
    if (chart === undefined) {
      const node = element('div', { class: 'chart', role: 'img' })
      byId('kpi-charts').append(node)
      chart = echarts.init(node, null, { renderer: 'canvas' })
      charts.set(measure, chart)
    }
    chart.getDom().setAttribute('aria-label', `${kpiText[measure][lang]} ${kept}: ${points.at(-1)?.[1] ?? '—'}`)
    chart.setOption({ title: { text: kpiText[measure][lang], textStyle: { fontSize: 14 } }, animation: false, grid: { left: 56, right: 16, top: 40, bottom: 28 }, tooltip: { trigger: 'axis' }, xAxis: { type: 'time' }, yAxis: { type: 'value', minInterval: 1 }, series: [{ type: 'line', showSymbol: points.length < 60, connectNulls: false, data: points }] }, true)
  }
  byId('kpi-note').replaceChildren(systems.length === 0 ? both('无数据：没有收到业务日志', 'no data: no business log was received') : both('没有识别出用户的时段留空，不画成零。', 'Where nobody was identified the curve has a gap, not a zero.'))
}
addEventListener('resize', () => charts.forEach((chart) => chart.resize()))

function draw() {
  const select = byId('cluster')
  if ([...select.options].map((o) => o.value).join() !== state.clusters.map((c) => c.name).join()) select.replaceChildren(...state.clusters.map((c) => element('option', { value: c.name }, c.name === '' ? '—' : c.name)))
  const cluster = current()
  drawFreshness()
  byId('disclaimer').replaceChildren(text(state.disclaimer), ` · ywq ${state.tool}`)
  drawIncidents(incidents)
  drawKpi(kpi)
  if (cluster === null) return
  select.value = cluster.name
  for (const part of [drawCards, drawWall, drawViolations, drawEstate]) part(cluster)
}

/** A part that this exporter may not have: 404 is an answer. */
async function optional(path, key) {
  const answer = await fetch(path, { headers: { accept: 'application/json' }, cache: 'no-store' })
  if (answer.status === 404) return null
  if (!answer.ok) throw new Error(String(answer.status))
  const body = await answer.json()
  return key === undefined ? body : body[key]
}

async function refresh() {
  try {
    const answer = await fetch('/api/state', { headers: { accept: 'application/json' }, cache: 'no-store' })
    if (!answer.ok) throw new Error(String(answer.status))
    const next = await answer.json()
    // A newer exporter behind the same address: its page is newer, too.
    if (state !== null && next.version !== state.version) location.reload()
    const parts = await Promise.all([optional('/api/incidents', 'incidents'), optional('/api/kpi')])
    incidents = parts[0]
    kpi = parts[1]
    state = next
    lost = null
    draw()
  } catch (error) {
    lost = error
    drawFreshness()
  }
  setTimeout(refresh, period)
}
setInterval(drawFreshness, 1000)
refresh()
