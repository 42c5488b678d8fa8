/** Documents → Estate: indexed by kind and name, tiers placed, levels derived from grading objects. Pure. */
import type { Place } from '../subject.ts'
import { namespaceName } from '../names.ts'
import { approvalFault } from './approvals.ts'
import { digest } from './digest.ts'
import type { DocumentOf, EstateDocument, EstateKind } from './document.ts'
import type { Estate, PlacedTier, Position } from './estate.ts'

/** Where a document (or a path in it) stands. */
export type Locate = (document: EstateDocument, path: string) => Position

const nowhere: Locate = (document) => ({ file: `${document.kind}/${document.name}`, line: 1, column: 1 })

/**
 * @param documents valid by their schemas, names unique a kind (load.ts sees to both); of two of one name the last is used
 * @throws Error where no Estate document is among them
 */
export function createEstate(documents: readonly EstateDocument[], locate: Locate = nowhere): Estate {
  const byKind = new Map<string, Map<string, EstateDocument>>()
  for (const document of documents) {
    let named = byKind.get(document.kind)
    if (named === undefined) byKind.set(document.kind, (named = new Map<string, EstateDocument>()))
    named.set(document.name, document)
  }
  // The maps are filled by kind: what stands under a kind is a document of that kind.
  const get = <K extends EstateKind>(kind: K, name: string): DocumentOf<K> | undefined => byKind.get(kind)?.get(name)
  const lists = new Map<string, readonly EstateDocument[]>([...byKind].map(([kind, named]) => [kind, [...named.values()]]))
  const of = <K extends EstateKind>(kind: K): readonly DocumentOf<K>[] => (lists.get(kind) ?? [])
  const root = of('Estate')[0]
  if (root === undefined) throw new Error('没有 Estate 文档 / there is no Estate document')

  const levels = new Map<string, 2 | 3 | 4>()
  for (const object of of('GradingObject')) for (const system of object.members.systems ?? []) if (!levels.has(system)) levels.set(system, object.level)

  const tiers: PlacedTier[] = []
  for (const system of of('System')) {
    const department = get('Department', system.department)
    if (department === undefined) continue
    for (const tier of system.tiers) {
      const place: Place = {
        department: department.name, system: system.name, tier: tier.name, zone: tier.zone,
        level: levels.get(system.name) ?? null, environment: system.environment ?? 'production',
      }
      tiers.push({ system, department, tier, namespace: namespaceName(department.name, system.name, tier), place })
    }
  }
  const byNamespace = new Map(tiers.map((t) => [`${t.tier.cluster}/${t.namespace}`, t]))
  const byName = new Map(tiers.map((t) => [`${t.system.name}/${t.tier.name}`, t]))

  const approvals = new Map<string, DocumentOf<'Approval'>[]>()
  for (const approval of of('Approval')) {
    const list = approvals.get(approval.of)
    if (list === undefined) approvals.set(approval.of, [approval])
    else list.push(approval)
  }
  const digests = new WeakMap<EstateDocument, string>()
  const digestOf = (document: EstateDocument): string => {
    let text = digests.get(document)
    if (text === undefined) digests.set(document, (text = digest(document)))
    return text
  }
  const estate: Estate = {
    root, documents, of, get, tiers,
    position: (document, path = '') => locate(document, path),
    tier: (system, name) => byName.get(`${system}/${name}`),
    tierOf: (cluster, namespace) => byNamespace.get(`${cluster}/${namespace}`),
    levelOf: (system) => levels.get(system) ?? null,
    approvalsOf: (document) => (approvals.get(`${document.kind}/${document.name}`) ?? []).filter((a) => approvalFault(estate, a) === null),
    digestOf,
    timezone: root.timezone ?? 'Asia/Shanghai',
  }
  return estate
}
