/**
 * Address ranges that must not overlap: zones, address plans, and the pod, service and node ranges of a cluster.
 * Plans may aggregate: that of a province holds those of its cities, that of an area those of its zones.
 * Pod and service ranges of two clusters may be equal: they never leave their cluster. Node ranges may not.
 */
import { parseCidr, overlaps, type Cidr } from '../../network/cidr.ts'
import type { DocumentOf, EstateDocument } from '../document.ts'
import type { Path } from '../yaml-node.ts'
import type { Complaint, Rule, RuleInput } from './rule.ts'

interface Range {
  readonly cidr: Cidr
  readonly text: string
  readonly document: EstateDocument
  readonly path: Path
  readonly what: string
}

type Allowed = (inner: Range, outer: Range) => boolean

export const networks: Rule = function* (input) {
  const zones = input.of('Zone').flatMap((z) => ranges(z, z.cidrs, 'cidrs'))
  const plans = input.of('AddressPlan').flatMap((p) => [...ranges(p, p.ipv4, 'ipv4'), ...ranges(p, p.ipv6, 'ipv6')])
  yield* overlapping(zones, () => false)
  yield* overlapping(plans, (inner, outer) => aggregates(input, inner, outer))
  const clusters = input.of('Cluster')
  for (const cluster of clusters) {
    const own = (['podCidrs', 'serviceCidrs', 'nodeCidrs'] as const).flatMap((key) => ranges(cluster, cluster[key], key))
    yield* overlapping(own, () => false)
    for (const zone of zones) {
      const wrong = own.find((range) => overlaps(range.cidr, zone.cidr))
      if (wrong !== undefined) yield overlap(zone, wrong)
    }
  }
  yield* overlapping(clusters.flatMap((c) => ranges(c, c.nodeCidrs, 'nodeCidrs')), (a, b) => a.document === b.document)
  for (const plan of input.of('AddressPlan')) yield* wrongFamily(plan)
}

function ranges(document: EstateDocument, texts: readonly string[], key: string): Range[] {
  return texts.flatMap((text, i) => {
    const cidr = parseCidr(text)
    return cidr === null ? [] : [{ cidr, text, document, path: [key, i], what: `${document.kind}/${document.name} ${key}` }]
  })
}

/** Blocks nest or lie apart: in order of their beginning, whatever still holds the next one is on the stack. */
function* overlapping(all: readonly Range[], allowed: Allowed): Generator<Complaint> {
  const sorted = all.map((range, order) => ({ range, order })).sort((a, b) => {
    const [x, y] = [a.range.cidr, b.range.cidr]
    if (x.family !== y.family) return x.family - y.family
    return x.from === y.from ? x.prefix - y.prefix || a.order - b.order : x.from < y.from ? -1 : 1
  })
  let open: Range[] = []
  for (const { range } of sorted) {
    open = open.filter((outer) => overlaps(outer.cidr, range.cidr))
    const wrong = open.find((outer) => !allowed(range, outer))
    if (wrong !== undefined) yield overlap(range, wrong)
    // Of equal blocks of one document one is enough: the stack stays as short as blocks can nest.
    else if (!open.some((outer) => outer.document === range.document && outer.cidr.prefix === range.cidr.prefix)) open.push(range)
  }
}

function overlap(range: Range, other: Range): Complaint {
  return {
    code: 'cidr-overlap', document: range.document, path: range.path,
    text: { zh: `网段 ${range.text} 与 ${other.what} 的 ${other.text} 重叠`, en: `the network ${range.text} overlaps ${other.text} of ${other.what}` },
  }
}

function aggregates(input: RuleInput, inner: Range, outer: Range): boolean {
  const [a, b] = [inner.document, outer.document]
  if (a.kind !== 'AddressPlan' || b.kind !== 'AddressPlan' || a === b) return false
  if (a.area === b.area) return a.zone !== undefined && b.zone === undefined
  return b.zone === undefined && isWithin(input, a.area, b.area)
}

function isWithin(input: RuleInput, area: string, ancestor: string): boolean {
  const county = input.get('County', area)
  const city = county?.city ?? area
  return city === ancestor || input.get('City', city)?.province === ancestor
}

function* wrongFamily(plan: DocumentOf<'AddressPlan'>): Generator<Complaint> {
  for (const [key, family] of [['ipv4', 4], ['ipv6', 6]] as const) {
    for (const [i, text] of plan[key].entries()) {
      if (parseCidr(text)?.family === family) continue
      yield { code: 'wrong-family', document: plan, path: [key, i], text: { zh: `${text} 不是 IPv${family} 网段`, en: `${text} is not an IPv${family} network` } }
    }
  }
}
