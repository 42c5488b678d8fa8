/** Names that a document uses must be declared: a table of where → kinds, so that a new reference is one line. */
import { nearest } from '../../nearest.ts'
import { listText } from '../found-text.ts'
import type { DocumentOf, EstateKind } from '../document.ts'
import type { Path } from '../yaml-node.ts'
import type { Complaint, Rule } from './rule.ts'

/** A name at a place. */
type Use = readonly [name: string | undefined, path: Path]
type Row = { readonly [K in EstateKind]: { readonly kind: K; readonly to: readonly EstateKind[]; readonly uses: (document: DocumentOf<K>) => Iterable<Use> } }[EstateKind]

/** Lets each row's function know its own kind. */
const row = <K extends EstateKind>(kind: K, to: EstateKind | readonly EstateKind[], uses: (document: DocumentOf<K>) => Iterable<Use>): Row =>
  ({ kind, to: typeof to === 'string' ? [to] : to, uses }) as Row

const each = (names: readonly string[] | undefined, ...path: Path): Use[] => (names ?? []).map((name, i) => [name, [...path, i]] as const)
const parties = (system: DocumentOf<'System'>, key: 'organisation' | 'contact' | 'contract'): Use[] => [
  ...(key === 'contract' ? [] : [[system.parties.owner[key], ['parties', 'owner', key]] as const]),
  ...(['builders', 'operators'] as const).flatMap((list) => (system.parties[list] ?? []).map((party, i) => [party[key], ['parties', list, i, key]] as const)),
]

const table: readonly Row[] = [
  row('Estate', 'Department', (d) => [[d.bureau, ['bureau']]]),
  row('Estate', 'Person', (d) => each(d.breakGlass, 'breakGlass')),
  row('City', 'Province', (d) => [[d.province, ['province']]]),
  row('County', 'City', (d) => [[d.city, ['city']]]),
  row('Township', 'County', (d) => [[d.county, ['county']]]),
  row('Village', 'Township', (d) => [[d.township, ['township']]]),
  row('Cluster', 'Organisation', (d) => [[d.provider, ['provider']]]),
  row('Person', 'Organisation', (d) => [[d.organisation, ['organisation']]]),
  row('Contract', 'Organisation', (d) => [[d.customer, ['customer']], [d.supplier, ['supplier']]]),
  row('Contract', 'System', (d) => each(d.systems, 'systems')),
  row('Department', ['Province', 'City', 'County'], (d) => [[d.area, ['area']]]),
  row('Department', 'Organisation', (d) => [[d.organisation, ['organisation']]]),
  row('Department', 'Person', (d) => [[d.owner, ['owner']]]),
  row('System', 'Department', (d) => [[d.department, ['department']]]),
  row('System', 'Project', (d) => [[d.project, ['project']]]),
  row('System', 'Organisation', (d) => [...parties(d, 'organisation'), [d.security?.organisation, ['security', 'organisation']]]),
  row('System', 'Person', (d) => [...parties(d, 'contact'), [d.monitoring?.duty, ['monitoring', 'duty']]]),
  row('System', 'Contract', (d) => parties(d, 'contract')),
  row('System', 'SharedService', (d) => each(d.uses, 'uses')),
  row('System', 'Zone', (d) => d.tiers.map((t, i) => [t.zone, ['tiers', i, 'zone']] as const)),
  row('System', 'Cluster', (d) => [
    ...d.tiers.map((t, i) => [t.cluster, ['tiers', i, 'cluster']] as const),
    ...(d.dr?.sites ?? []).map((s, i) => [s.cluster, ['dr', 'sites', i, 'cluster']] as const),
  ]),
  row('GradingObject', 'System', (d) => each(d.members.systems, 'members', 'systems')),
  row('GradingObject', 'Cluster', (d) => each(d.members.platforms, 'members', 'platforms')),
  row('GradingObject', 'Person', (d) => [[d.approvedBy, ['approvedBy']]]),
  row('GradingObject', 'Organisation', (d) => (d.assessments ?? []).map((a, i) => [a.body, ['assessments', i, 'body']] as const)),
  row('AddressPlan', ['Province', 'City', 'County'], (d) => [[d.area, ['area']]]),
  row('AddressPlan', 'Zone', (d) => [[d.zone, ['zone']]]),
  row('NetworkNode', ['Province', 'City', 'County', 'Township', 'Village'], (d) => [[d.area, ['area']]]),
  row('Link', 'NetworkNode', (d) => [[d.from, ['from']], [d.to, ['to']]]),
  row('Link', 'Plane', (d) => each(d.planes, 'planes')),
  row('Link', 'Organisation', (d) => [[d.carrier, ['carrier']]]),
  row('PrivateNetwork', 'Department', (d) => [[d.department, ['department']]]),
  row('Flow', 'Person', (d) => [[d.owner, ['owner']]]),
  row('SharedService', 'System', (d) => [[d.system, ['system']]]),
  row('Project', 'Department', (d) => [[d.department, ['department']]]),
  row('LegacyAsset', 'Department', (d) => [[d.department, ['department']]]),
  row('Record', 'Organisation', (d) => [...('organisation' in d.scope ? [[d.scope.organisation, ['scope', 'organisation']] as const] : []), [d.judged.organisation, ['judged', 'organisation']]]),
  row('Record', 'Person', (d) => [[d.judged.person, ['judged', 'person']], [d.author, ['author']]]),
  row('Record', 'GradingObject', (d) => ('gradingObject' in d.scope ? [[d.scope.gradingObject, ['scope', 'gradingObject']]] : [])),
  row('Record', 'System', (d) => ('system' in d.scope ? [[d.scope.system, ['scope', 'system']]] : [])),
  row('Applicability', 'System', (d) => ('system' in d.object ? [[d.object.system, ['object', 'system']]] : [])),
  row('Applicability', 'GradingObject', (d) => ('gradingObject' in d.object ? [[d.object.gradingObject, ['object', 'gradingObject']]] : [])),
  row('Applicability', 'Person', (d) => [[d.confirmedBy, ['confirmedBy']]]),
  row('Waiver', 'Department', (d) => [[d.department, ['department']]]),
  row('Waiver', 'System', (d) => [[d.match.system, ['match', 'system']]]),
  row('Waiver', 'Cluster', (d) => [[d.match.cluster, ['match', 'cluster']]]),
  row('Waiver', 'Person', (d) => [[d.owner, ['owner']]]),
  row('Request', 'Department', (d) => [[d.department, ['department']]]),
  row('Request', 'Person', (d) => [[d.requestedBy, ['requestedBy']], [d.access?.person, ['access', 'person']]]),
  row('Request', 'System', (d) => each(d.access?.systems, 'access', 'systems')),
  row('Approval', 'Person', (d) => [[d.approver, ['approver']]]),
  row('Rectification', 'System', (d) => [[d.system, ['system']]]),
  row('Rectification', 'Person', (d) => [[d.owner, ['owner']]]),
  row('Rectification', 'Record', (d) => [[d.closedBy, ['closedBy']]]),
]

export const references: Rule = function* (input) {
  for (const { kind, to, uses } of table) {
    const known = to.map((k) => input.names(k))
    for (const document of input.of(kind)) {
      // The row's function takes its own kind, and `of(kind)` gives just that; TypeScript cannot join the two through the table.
      for (const [name, path] of (uses as (d: typeof document) => Iterable<Use>)(document)) {
        if (name === undefined || known.some((names) => names.has(name))) continue
        yield unknownReference(document, path, to.join('/'), name, known.flatMap((names) => [...names]))
      }
    }
  }
}

export function unknownReference(document: Complaint['document'], path: Path, kind: string, name: string, allowed: readonly string[]): Complaint {
  const near = nearest(name, allowed)
  const list = allowed.length === 0 ? { zh: '一个都没有声明', en: 'none is declared' } : { zh: `已声明：${listText(allowed).zh}`, en: `declared: ${listText(allowed).en}` }
  return {
    code: 'unknown-reference', document, path,
    text: {
      zh: `没有名为“${name}”的 ${kind}${near === undefined ? '' : `，是否指 ${near}`}；${list.zh}`,
      en: `no ${kind} is named "${name}"${near === undefined ? '' : `, did you mean ${near}?`}; ${list.en}`,
    },
    ...(near === undefined ? {} : { suggestion: near }),
  }
}
