// The reachability page: zones as boxes, arrows between them, details on click, a matrix that sorts. Text goes in as text nodes only.
'use strict'
const data = JSON.parse(document.getElementById('data').textContent)
const root = document.documentElement
const byId = (id) => document.getElementById(id)
const lang = () => (root.dataset.lang === 'en' ? 1 : 0)
const svgSpace = 'http://www.w3.org/2000/svg'

function element(tag, attributes, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes ?? {})) if (value !== undefined) node.setAttribute(name, value)
  node.append(...children.filter((child) => child !== undefined && child !== null))
  return node
}
function both(pair) {
  return pair[0] === pair[1] ? document.createTextNode(pair[0]) : element('span', {}, element('span', { class: 'zh', lang: 'zh-CN' }, pair[0]), element('span', { class: 'en', lang: 'en' }, pair[1]))
}
function shape(tag, attributes, text) {
  const node = document.createElementNS(svgSpace, tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  if (text !== undefined) node.textContent = text
  return node
}

const edges = data.edges.map(([from, to, ports, undeclared, pairs, unknown, flows]) => ({ from, to, ports, undeclared, pairs, unknown, flows }))
const nodes = data.nodes
const open = new Set()
let chosenNode = null
let onlyRed = false

// Boxes -------------------------------------------------------------------------------------------------------------
const boxes = data.zones.map((zone, z) => {
  const own = nodes.map((node, i) => ({ ...node, i })).filter((node) => node.zone === z)
  const departments = new Map()
  for (const node of own) {
    const list = departments.get(node.department[0]) ?? []
    list.push(node)
    departments.set(node.department[0], list)
  }
  const named = [...departments.keys()].filter((name) => name !== '').length
  const inside = edges.filter((edge) => nodes[edge.from].zone === z && nodes[edge.to].zone === z)
  const insideBad = inside.filter((edge) => edge.undeclared !== '').length
  const counts = named > 0 ? [`${named} 个部门，${own.length} 个系统`, `${named} departments, ${own.length} systems`] : [`${own.length} 个端`, `${own.length} ends`]
  const within = inside.length === 0 ? null : element('small', insideBad > 0 ? { style: 'color:#c62828' } : {}, both([` · 区内 ${inside.length} 条${insideBad > 0 ? `，未声明 ${insideBad}` : ''}`, ` · ${inside.length} inside${insideBad > 0 ? `, ${insideBad} undeclared` : ''}`]))
  const head = element('button', { type: 'button', 'aria-expanded': 'false' }, element('span', { class: 'mark' }, '＋'), element('b', {}, both(zone.title)), element('small', {}, both(counts)), within)
  const body = element('div', { class: 'departments', hidden: '' })
  for (const list of [...departments.values()].sort((a, b) => (a[0].department[0] < b[0].department[0] ? -1 : 1))) {
    body.append(element('div', { class: 'department' }, list[0].department[0] === '' ? null : element('h3', {}, both(list[0].department)), ...list.map((node) => {
      const button = element('button', { type: 'button', class: 'system', 'aria-pressed': 'false', 'data-node': String(node.i), title: node.name }, both(node.title))
      if (edges.some((edge) => edge.undeclared !== '' && (edge.from === node.i || edge.to === node.i))) button.classList.add('bad')
      button.addEventListener('click', () => chooseNode(chosenNode === node.i ? null : node.i))
      return button
    })))
  }
  const box = element('div', { class: zone.name.startsWith('[') ? 'zone group' : 'zone' }, head, body)
  head.addEventListener('click', () => {
    if (open.has(z)) open.delete(z)
    else open.add(z)
    layout()
  })
  byId('zones').append(box)
  return { box, head, body }
})

function layout() {
  boxes.forEach(({ box, head, body }, z) => {
    const isOpen = open.has(z)
    box.classList.toggle('open', isOpen)
    body.hidden = !isOpen
    head.setAttribute('aria-expanded', String(isOpen))
    head.querySelector('.mark').textContent = isOpen ? '－' : '＋'
  })
  drawArrows()
}

// Arrows ------------------------------------------------------------------------------------------------------------
/** Edges in bundles between boxes; of a chosen system only its own. */
function bundles() {
  const map = new Map()
  for (const edge of edges) {
    if (onlyRed && edge.undeclared === '') continue
    if (chosenNode !== null && edge.from !== chosenNode && edge.to !== chosenNode) continue
    const [from, to] = [nodes[edge.from].zone, nodes[edge.to].zone]
    if (from === to) continue
    const key = `${from}>${to}`
    const bundle = map.get(key) ?? { from, to, edges: [] }
    bundle.edges.push(edge)
    map.set(key, bundle)
  }
  return [...map.values()]
}

function drawArrows() {
  const svg = byId('arrows')
  svg.replaceChildren()
  const frame = byId('picture').getBoundingClientRect()
  svg.setAttribute('viewBox', `0 0 ${frame.width} ${frame.height}`)
  const defs = shape('defs', {})
  for (const [id, color] of [['tip', '#5f7ea8'], ['tip-bad', '#c62828'], ['tip-unsure', '#9a7b2f']]) {
    const marker = shape('marker', { id, viewBox: '0 0 10 10', refX: '9', refY: '5', markerWidth: '11', markerHeight: '11', orient: 'auto-start-reverse', markerUnits: 'userSpaceOnUse' })
    marker.append(shape('path', { d: 'M0 0 L10 5 L0 10 z', fill: color }))
    defs.append(marker)
  }
  svg.append(defs)
  const at = boxes.map(({ box }) => {
    const r = box.getBoundingClientRect()
    return { x: r.left - frame.left + r.width / 2, y: r.top - frame.top + r.height / 2, w: r.width, h: r.height }
  })
  // Red last, so that they lie on top.
  const all = bundles().map((bundle) => ({ ...bundle, bad: bundle.edges.filter((edge) => edge.undeclared !== '').length, unsure: bundle.edges.some((edge) => edge.unknown !== '') })).sort((a, b) => Number(a.bad > 0) - Number(b.bad > 0))
  for (const bundle of all) {
    const [a, b] = [at[bundle.from], at[bundle.to]]
    const path = curve(a, b, at)
    const kind = bundle.bad > 0 ? 'bad' : bundle.unsure ? 'unsure' : ''
    const group = shape('g', {})
    group.append(shape('path', { d: path.d, class: `edge ${kind}`, 'stroke-width': String(Math.min(7, 1.5 + Math.log2(bundle.edges.length))), 'marker-end': `url(#tip${kind === '' ? '' : `-${kind}`})` }))
    const hit = shape('path', { d: path.d, class: 'hit' })
    hit.addEventListener('click', () => showEdges(bundle.edges, [`${data.zones[bundle.from].title[0]} → ${data.zones[bundle.to].title[0]}`, `${data.zones[bundle.from].title[1]} → ${data.zones[bundle.to].title[1]}`], group))
    const label = shape('text', { x: String(path.x), y: String(path.y), class: kind }, bundle.bad > 0 ? `${bundle.edges.length} (✗${bundle.bad})` : String(bundle.edges.length))
    group.append(hit, label)
    svg.append(group)
  }
}

/** A curve from edge to edge of two boxes, bent to the right of its direction so that the way back lies apart. */
function curve(a, b, all) {
  const dx = b.x - a.x
  const dy = b.y - a.y
  const length = Math.hypot(dx, dy) || 1
  const bend = Math.min(90, 24 + length * 0.12)
  const c = { x: (a.x + b.x) / 2 - (dy / length) * bend, y: (a.y + b.y) / 2 + (dx / length) * bend }
  const s = border(a, c)
  const e = border(b, c)
  const point = (t) => ({ x: (1 - t) * (1 - t) * s.x + 2 * t * (1 - t) * c.x + t * t * e.x, y: (1 - t) * (1 - t) * s.y + 2 * t * (1 - t) * c.y + t * t * e.y })
  // The number stands where no box hides the line.
  const free = [0.36, 0.5, 0.28, 0.62, 0.2, 0.72, 0.14, 0.82, 0.08, 0.9].map(point).find((p) => !all.some((box) => Math.abs(p.x - box.x) < box.w / 2 + 12 && Math.abs(p.y - box.y) < box.h / 2 + 10))
  const m = free ?? point(0.36)
  return { d: `M${s.x} ${s.y} Q${c.x} ${c.y} ${e.x} ${e.y}`, x: m.x, y: m.y + 4 }
}
function border(box, towards) {
  const dx = towards.x - box.x
  const dy = towards.y - box.y
  const scale = Math.min(dx === 0 ? Infinity : (box.w / 2 + 3) / Math.abs(dx), dy === 0 ? Infinity : (box.h / 2 + 3) / Math.abs(dy))
  return { x: box.x + dx * scale, y: box.y + dy * scale }
}

// Details -----------------------------------------------------------------------------------------------------------
function rowOf(edge) {
  const end = (i) => element('td', {}, both(nodes[i].title), element('small', {}, both([[data.zones[nodes[i].zone].title[0], nodes[i].department[0]].filter((t) => t !== '').join(' · '), [data.zones[nodes[i].zone].title[1], nodes[i].department[1]].filter((t) => t !== '').join(' · ')])))
  const row = element('tr', edge.undeclared === '' ? {} : { class: 'bad' }, end(edge.from), end(edge.to), element('td', {}, edge.ports === '' && edge.unknown !== '' ? `? ${edge.unknown}` : edge.ports), element('td', { class: 'n' }, String(edge.pairs)), element('td', { class: 'bad' }, edge.undeclared), element('td', {}, edge.flows.join(' ')))
  return row
}
let chosenGroup = null
function showEdges(list, title, group) {
  chosenGroup?.classList.remove('chosen')
  chosenGroup = group ?? null
  chosenGroup?.classList.add('chosen')
  const close = element('button', { type: 'button' }, both(['关闭', 'close']))
  close.addEventListener('click', () => { byId('details').hidden = true; chosenGroup?.classList.remove('chosen') })
  const sorted = [...list].sort((a, b) => Number(b.undeclared !== '') - Number(a.undeclared !== ''))
  byId('details').replaceChildren(close, element('h3', {}, both(title)), element('table', {}, element('tbody', {}, ...sorted.slice(0, 300).map(rowOf))))
  byId('details').hidden = false
}
function chooseNode(i) {
  chosenNode = i
  const near = new Set(i === null ? [] : edges.flatMap((edge) => (edge.from === i ? [edge.to] : edge.to === i ? [edge.from] : [])))
  for (const button of document.querySelectorAll('.system')) {
    const n = Number(button.dataset.node)
    button.setAttribute('aria-pressed', String(n === i))
    button.classList.toggle('near', near.has(n))
  }
  if (i === null) byId('details').hidden = true
  else showEdges(edges.filter((edge) => edge.from === i || edge.to === i), nodes[i].title, null)
  drawArrows()
}

// Matrix ------------------------------------------------------------------------------------------------------------
let byZone = false
let sortColumn = 4
let descending = true
let shown = 200
function zoneEdges() {
  const map = new Map()
  for (const edge of edges) {
    const key = `${nodes[edge.from].zone}>${nodes[edge.to].zone}`
    const cell = map.get(key) ?? { from: nodes[edge.from].zone, to: nodes[edge.to].zone, ports: new Set(), undeclared: new Set(), pairs: 0, flows: new Set() }
    for (const part of edge.ports.split('; ')) if (part !== '') cell.ports.add(part)
    for (const part of edge.undeclared.split('; ')) if (part !== '') cell.undeclared.add(part)
    cell.pairs += edge.pairs
    for (const flow of edge.flows) cell.flows.add(flow)
    map.set(key, cell)
  }
  return [...map.values()]
}
function matrixRows() {
  if (byZone) {
    return zoneEdges().map((cell) => {
      const cells = [data.zones[cell.from].title, data.zones[cell.to].title, [...cell.ports].join('; '), cell.pairs, [...cell.undeclared].join('; '), `${cell.flows.size}`]
      return { cells, text: `${cells[0].join(' ')} ${cells[1].join(' ')} ${cells[2]} ${cells[4]}`, row: () => element('tr', cells[4] === '' ? {} : { class: 'bad' }, element('td', {}, both(cells[0])), element('td', {}, both(cells[1])), element('td', {}, cells[2]), element('td', { class: 'n' }, String(cells[3])), element('td', { class: 'bad' }, cells[4]), element('td', { class: 'n' }, cells[5])) }
    })
  }
  return edges.map((edge) => {
    const words = (i) => [...nodes[i].title, nodes[i].name, ...nodes[i].department, ...data.zones[nodes[i].zone].title].join(' ')
    return { cells: [nodes[edge.from].title, nodes[edge.to].title, edge.ports, edge.pairs, edge.undeclared, edge.flows.join(' ')], text: `${words(edge.from)} ${words(edge.to)} ${edge.ports} ${edge.undeclared} ${edge.flows.join(' ')}`, row: () => rowOf(edge) }
  })
}
function drawMatrix() {
  const word = byId('filter').value.trim().toLowerCase()
  const text = (value) => (Array.isArray(value) ? value[lang()] : value)
  const rows = matrixRows().filter((row) => word === '' || row.text.toLowerCase().includes(word))
  rows.sort((a, b) => {
    const [x, y] = [text(a.cells[sortColumn]), text(b.cells[sortColumn])]
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y), lang() === 0 ? 'zh' : 'en')
    return descending ? -order : order
  })
  byId('rows').replaceChildren(...rows.slice(0, shown).map((row) => row.row()))
  byId('more').hidden = rows.length <= shown
  byId('count').textContent = String(rows.length)
  for (const [i, th] of [...document.querySelectorAll('thead th[aria-sort]')].entries()) th.setAttribute('aria-sort', i !== sortColumn ? 'none' : descending ? 'descending' : 'ascending')
}
for (const button of document.querySelectorAll('.sort')) {
  button.addEventListener('click', () => {
    const column = Number(button.dataset.column)
    descending = column === sortColumn ? !descending : column >= 3
    sortColumn = column
    drawMatrix()
  })
}
byId('filter').addEventListener('input', drawMatrix)
byId('more').addEventListener('click', () => { shown += 500; drawMatrix() })
for (const [id, zone] of [['by-zone', true], ['by-system', false]]) {
  byId(id).addEventListener('click', () => {
    byZone = zone
    byId('by-zone').setAttribute('aria-pressed', String(zone))
    byId('by-system').setAttribute('aria-pressed', String(!zone))
    drawMatrix()
  })
}
byId('language').addEventListener('click', () => {
  root.dataset.lang = lang() === 0 ? 'en' : 'zh'
  root.lang = lang() === 0 ? 'zh-CN' : 'en'
  layout()
  drawMatrix()
})
byId('close').addEventListener('click', () => { open.clear(); chosenNode = null; chooseNode(null); layout() })
byId('only-red').addEventListener('click', () => {
  onlyRed = !onlyRed
  byId('only-red').setAttribute('aria-pressed', String(onlyRed))
  drawArrows()
})
window.addEventListener('resize', drawArrows)
layout()
drawMatrix()
