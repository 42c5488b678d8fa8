// The report page: language, filters, rows on demand. Text reaches the document as text nodes only, never as markup.
'use strict'
const data = JSON.parse(document.getElementById('data').textContent)
const root = document.documentElement
const words = ['not-met', 'partially-met', 'not-assessed', 'met', 'not-applicable']
const pageSize = 200

function element(tag, attributes, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes ?? {})) if (value !== undefined) node.setAttribute(name, value)
  node.append(...children.filter((child) => child !== undefined && child !== null))
  return node
}
/** Both languages side by side; the style sheet shows one. */
function both(text) {
  return text[0] === text[1] ? document.createTextNode(text[0]) : element('span', {}, element('span', { class: 'zh', lang: 'zh-CN' }, text[0]), element('span', { class: 'en', lang: 'en' }, text[1]))
}
const badge = (kind, text) => element('span', { class: `badge ${kind}` }, both(text))
const byId = (id) => document.getElementById(id)
const lower = (text) => text.toLowerCase()

function setLanguage(lang) {
  root.dataset.lang = lang
  root.lang = lang === 'zh' ? 'zh-CN' : 'en'
  for (const node of document.querySelectorAll('[data-zh]')) {
    const text = node.dataset[lang]
    if (node.tagName === 'INPUT') node.placeholder = text
    else node.textContent = text
  }
}
byId('language').addEventListener('click', () => setLanguage(root.dataset.lang === 'zh' ? 'en' : 'zh'))
byId('print').addEventListener('click', () => window.print())

/** An option whose label follows the language. */
function option(value, text) {
  return element('option', { value, 'data-zh': text[0], 'data-en': text[1] }, root.dataset.lang === 'en' ? text[1] : text[0])
}

/** Rows a page at a time: `rows` is recomputed by every filter, `make` builds one row. */
function pager(body, more, make) {
  let rows = []
  let shown = 0
  const next = () => {
    body.append(...rows.slice(shown, shown + pageSize).map(make))
    shown = Math.min(rows.length, shown + pageSize)
    more.hidden = shown >= rows.length
  }
  more.addEventListener('click', next)
  return (list) => {
    rows = list
    shown = 0
    body.replaceChildren()
    next()
  }
}

/** A row that opens a second row with details, by mouse and by keyboard. */
function expandable(cells, columns, details) {
  const row = element('tr', { class: 'row', tabindex: '0', 'aria-expanded': 'false' }, ...cells)
  const toggle = () => {
    const open = row.getAttribute('aria-expanded') === 'true'
    row.setAttribute('aria-expanded', String(!open))
    if (open) row.nextElementSibling.remove()
    else row.after(element('tr', { class: 'more' }, element('td', { colspan: String(columns) }, details())))
  }
  row.addEventListener('click', toggle)
  row.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    toggle()
  })
  return row
}
function definitions(pairs) {
  return element('dl', {}, ...pairs.filter((pair) => pair[1] !== null).flatMap(([name, value]) => [element('dt', {}, both(name)), element('dd', {}, value)]))
}
const textOrNull = (text) => (text === '' || text === undefined ? null : document.createTextNode(text))

// Findings ---------------------------------------------------------------------------------------------------------
const findings = data.findings.map(([check, department, cluster, namespace, kind, name, location, estateLocation, path, detail, waiver, fingerprint, clauses, severity]) => {
  const row = { check: data.checks[check], department, cluster, namespace, kind, name, location, estateLocation, path, detail: data.texts[detail], waiver, fingerprint, clauses: data.clauseSets[clauses], severity }
  row.search = lower([row.check.id, ...row.check.title, cluster, namespace, kind, name, location, estateLocation, ...row.detail, waiver, fingerprint, row.clauses.join(' '), ...data.departments[department].title].join('\n'))
  return row
})

function findingRow(row) {
  const where = `${row.namespace === '' ? '' : `${row.namespace}/`}${row.kind}/${row.name}`
  const cells = [
    element('td', {}, badge(row.severity, data.severities[row.severity])),
    element('td', {}, both(row.check.title), element('small', { class: 'sub' }, element('code', {}, row.check.id))),
    element('td', { class: 'any' }, where, row.waiver === '' ? null : element('span', { class: 'waived' }, both([`已受理风险 ${row.waiver}`, `accepted ${row.waiver}`])), element('small', { class: 'sub' }, both(row.detail))),
    element('td', {}, both(data.departments[row.department].title)),
    element('td', {}, element('code', {}, row.estateLocation === '' ? row.location : row.estateLocation)),
  ]
  return expandable(cells, cells.length, () =>
    definitions([
      [['为什么', 'Why'], both(row.check.why)],
      [['怎么改', 'How to fix'], both(row.check.remedy)],
      [['通过的写法', 'YAML that passes'], row.check.snippet === '' ? null : element('pre', {}, row.check.snippet)],
      [['位置', 'Location'], element('code', {}, row.estateLocation === '' ? row.location : `${row.location} ← ${row.estateLocation}`)],
      [['对象内', 'In the object'], row.path === '' ? null : element('code', {}, row.path)],
      [['集群', 'Cluster'], textOrNull(row.cluster)],
      [['条款', 'Clauses'], textOrNull(row.clauses.join('、'))],
      [['指纹', 'Fingerprint'], element('code', {}, row.fingerprint)],
    ]),
  )
}

const showFindings = pager(byId('findings'), byId('findings-more'), findingRow)
const findingFilter = { text: '', severities: new Set(), department: '', waived: true }
function filterFindings() {
  const { text, severities, department, waived } = findingFilter
  const wanted = lower(text).split(/\s+/).filter((word) => word !== '')
  const rows = findings.filter((row) => (severities.size === 0 || severities.has(row.severity)) && (department === '' || String(row.department) === department) && (waived || row.waiver === '') && wanted.every((word) => row.search.includes(word)))
  byId('findings-count').textContent = `${rows.length} / ${findings.length}`
  showFindings(rows)
}
byId('findings-text').addEventListener('input', (event) => { findingFilter.text = event.target.value; filterFindings() })
byId('findings-department').addEventListener('change', (event) => { findingFilter.department = event.target.value; filterFindings() })
byId('findings-waived').addEventListener('click', (event) => { findingFilter.waived = !findingFilter.waived; event.currentTarget.setAttribute('aria-pressed', String(!findingFilter.waived)); filterFindings() })
for (const button of document.querySelectorAll('[data-severity]')) {
  button.addEventListener('click', () => {
    const { severity } = button.dataset
    if (!findingFilter.severities.delete(severity)) findingFilter.severities.add(severity)
    button.setAttribute('aria-pressed', String(findingFilter.severities.has(severity)))
    filterFindings()
  })
}
byId('findings-department').append(option('', ['全部部门', 'all departments']), ...data.departments.map((d, i) => option(String(i), d.title)))

// Clauses ----------------------------------------------------------------------------------------------------------
const bases = ['measured', 'self-check', 'assessment', 'inherited']
/** One letter a clause: word and basis. */
const codeAt = (unit, i) => unit.codes.charCodeAt(i) - 65
const wordAt = (unit, i) => words[Math.floor(codeAt(unit, i) / bases.length)]
const basisAt = (unit, i) => bases[codeAt(unit, i) % bases.length]
const clauseFilter = { text: '', unit: 'all', word: '', wall: '' }

function clauseCells(clause) {
  return [element('td', { class: 'id' }, clause.id), element('td', {}, both(clause.point), element('small', { class: 'sub' }, both(data.domains[clause.domain] ?? [clause.domain, clause.domain]))), element('td', {}, both(clause.summary)), element('td', {}, both(data.responsibilities[clause.responsibility]))]
}
function clauseDetails(clause, extra) {
  return definitions([...extra, [['证明方式', 'Proved by'], both(data.statuses[clause.status])], [['仍须证明', 'Still to be proved'], textOrNull(clause.residual)], [['检查', 'Checks'], textOrNull(clause.checks.join('、'))], [['尚未提供的检查', 'Checks to come'], textOrNull(clause.planned.join('、'))]])
}
function clauseRow({ clause, index, units }) {
  const single = clauseFilter.unit !== 'all'
  if (single) {
    const [unit] = units
    const cells = [...clauseCells(clause), element('td', {}, badge(wordAt(unit, index), data.words[wordAt(unit, index)])), element('td', {}, both(data.bases[basisAt(unit, index)])), element('td', {}, both(data.texts[unit.whys[index]]))]
    return expandable(cells, cells.length, () => clauseDetails(clause, []))
  }
  const counts = words.map((word) => units.filter((unit) => wordAt(unit, index) === word).length)
  const bar = element('span', { class: 'mini bar' }, ...words.map((word, i) => (counts[i] === 0 ? null : element('i', { class: word, style: `flex:${counts[i]}` }))))
  const summary = words.flatMap((word, i) => (counts[i] === 0 ? [] : [element('span', { class: `badge ${word}` }, both(data.words[word].map((text) => `${text} ${counts[i]}`))), ' ']))
  const cells = [...clauseCells(clause), element('td', { colspan: '3' }, ...summary, bar)]
  return expandable(cells, 7, () => {
    const wrong = units.filter((unit) => wordAt(unit, index) === 'not-met' || wordAt(unit, index) === 'partially-met')
    const list = wrong.slice(0, 100).flatMap((unit) => [badge(wordAt(unit, index), data.words[wordAt(unit, index)]), ' ', both(unit.title), '：', both(data.texts[unit.whys[index]]), element('br')])
    return clauseDetails(clause, [[['不符合与部分符合', 'Not or partially met'], list.length === 0 ? null : element('div', {}, ...list, wrong.length > 100 ? `… +${wrong.length - 100}` : null)]])
  })
}
function filterClauses(show) {
  const [mode, argument] = clauseFilter.unit.split(':')
  const chosen = mode === 'unit' ? [data.units[Number(argument)]] : data.units
  const wanted = lower(clauseFilter.text).split(/\s+/).filter((word) => word !== '')
  const rows = data.levels.flatMap(({ level, clauses }) => {
    const units = chosen.filter((unit) => unit.level === level)
    if (units.length === 0) return []
    return clauses.flatMap((clause, index) => {
      const search = lower([clause.id, clause.domain, ...clause.point, ...clause.summary, clause.residual, clause.checks.join(' ')].join('\n'))
      if (!wanted.every((word) => search.includes(word)) || (clauseFilter.wall !== '' && clause.wall !== clauseFilter.wall)) return []
      return clauseFilter.word === '' || units.some((unit) => wordAt(unit, index) === clauseFilter.word) ? [{ clause, index, units }] : []
    })
  })
  byId('clauses-count').textContent = String(rows.length)
  // Counts take the room of the three columns that speak of one unit.
  byId('clauses-verdict').colSpan = mode === 'unit' ? 1 : 3
  for (const id of ['clauses-basis', 'clauses-why']) byId(id).hidden = mode !== 'unit'
  show(rows)
}
if (data.units.length > 0) {
  const show = pager(byId('clauses'), byId('clauses-more'), clauseRow)
  const refresh = () => filterClauses(show)
  const groups = new Map()
  data.units.forEach((unit, i) => groups.set(unit.group, [...(groups.get(unit.group) ?? []), option(`unit:${i}`, unit.title.map((title) => `${title}（${unit.level}）`))]))
  byId('clauses-unit').append(option('all', ['全部对象（计数）', 'all (counts)']), ...[...groups].map(([group, options]) => element('optgroup', { label: group }, ...options)))
  byId('clauses-word').append(option('', ['全部结论', 'all verdicts']), ...words.map((word) => option(word, data.words[word])))
  byId('clauses-text').addEventListener('input', (event) => { clauseFilter.text = event.target.value; refresh() })
  byId('clauses-unit').addEventListener('change', (event) => { clauseFilter.unit = event.target.value; refresh() })
  byId('clauses-word').addEventListener('change', (event) => { clauseFilter.word = event.target.value; refresh() })
  // A cell of the wall shows its clauses; pressing it again, or the button beside the filters, shows all.
  const chooseWall = (wall) => {
    clauseFilter.wall = wall
    for (const cell of document.querySelectorAll('[data-wall]')) cell.setAttribute('aria-pressed', String(cell.dataset.wall === wall))
    byId('clauses-wall').hidden = wall === ''
    byId('clauses-wall').textContent = `${wall} ×`
    refresh()
  }
  for (const cell of document.querySelectorAll('[data-wall]')) {
    cell.addEventListener('click', () => {
      const chosen = clauseFilter.wall === cell.dataset.wall ? '' : cell.dataset.wall
      chooseWall(chosen)
      if (chosen !== '') byId('clause-section').scrollIntoView({ block: 'start' })
    })
  }
  byId('clauses-wall').addEventListener('click', () => chooseWall(''))
  refresh()
}
filterFindings()
setLanguage(root.dataset.lang)
