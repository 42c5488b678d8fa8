/** What may stand once only: names of a kind, accounts, codes, filing numbers, hosts; and names inside a document. */
import type { DocumentOf, EstateDocument } from '../document.ts'
import type { Path } from '../yaml-node.ts'
import type { Complaint, Rule } from './rule.ts'

/** A value at a place; `what` names it in messages. */
interface Mark {
  readonly what: { readonly zh: string; readonly en: string }
  readonly value: string
  readonly path: Path
}

const mark = (zh: string, en: string, value: string | undefined, path: Path): Mark[] => (value === undefined ? [] : [{ what: { zh, en }, value, path }])

/** Values that no other document may have. */
function* estateWide(document: EstateDocument): Generator<Mark> {
  switch (document.kind) {
    case 'Person': yield* mark('账号', 'account', document.account, ['account']); break
    case 'Organisation': yield* mark('统一社会信用代码', 'unified social credit code', document.uscc, ['uscc']); break
    case 'GradingObject': yield* mark('备案号', 'filing number', document.filing?.number, ['filing', 'number']); break
    case 'Province': case 'City': case 'County': case 'Township': case 'Village':
      yield* mark('行政区划代码', 'division code', document.code, ['code'])
      break
    case 'System':
      yield* mark('系统目录编号', 'catalogue number', document.catalogue, ['catalogue'])
      yield* hosts(document)
      break
  }
}

/** Two Ingress objects of one host and path in a cluster: which one answers is chance. */
function* hosts(system: DocumentOf<'System'>): Generator<Mark> {
  for (const [i, tier] of system.tiers.entries()) {
    for (const [j, workload] of (tier.workloads ?? []).entries()) {
      if (workload.ingress === undefined) continue
      const { host, path = '/' } = workload.ingress
      yield* mark('集群内的域名与路径', 'host and path in a cluster', `${tier.cluster} ${host}${path}`, ['tiers', i, 'workloads', j, 'ingress', 'host'])
    }
  }
}

/** Lists inside a document whose names must differ. */
function* inDocument(document: EstateDocument): Generator<readonly Mark[]> {
  const named = (zh: string, en: string, items: readonly { readonly name: string }[] | undefined, ...path: Path): Mark[] =>
    (items ?? []).flatMap((item, i) => mark(zh, en, item.name, [...path, i, 'name']))
  if (document.kind === 'Cluster') {
    yield named('节点池', 'node pool', document.pools, 'pools')
    yield named('存储类', 'storage class', document.storageClasses, 'storageClasses')
  }
  if (document.kind !== 'System') return
  yield named('数据项', 'data item', document.data, 'data')
  yield named('SLO', 'SLO', document.monitoring?.slos, 'monitoring', 'slos')
  yield named('层', 'tier', document.tiers, 'tiers')
  for (const [i, tier] of document.tiers.entries()) {
    yield named('工作负载', 'workload', tier.workloads, 'tiers', i, 'workloads')
    for (const [j, workload] of (tier.workloads ?? []).entries()) {
      const at = ['tiers', i, 'workloads', j]
      yield named('端口名', 'port name', workload.ports, ...at, 'ports')
      yield (workload.ports ?? []).flatMap((p, k) => mark('端口', 'port', `${p.port}/${p.protocol ?? 'TCP'}`, [...at, 'ports', k, 'port']))
      yield named('卷', 'volume', workload.storage, ...at, 'storage')
      yield (['secretFiles', 'scratch', 'storage'] as const).flatMap((list) =>
        (workload[list] ?? []).flatMap((mount, k) => mark('挂载路径', 'mount path', mount.mountPath, [...at, list, k, 'mountPath'])))
    }
  }
}

export const unique: Rule = function* (input) {
  const names = new Map<string, EstateDocument>()
  const values = new Map<string, EstateDocument>()
  for (const document of input.documents) {
    const id = `${document.kind}/${document.name}`
    const first = names.get(id)
    if (first === undefined) names.set(id, document)
    else yield twice('duplicate-name', document, { what: { zh: `${document.kind} 的名字`, en: `${document.kind} name` }, value: document.name, path: ['name'] }, input.where(first))
    for (const found of estateWide(document)) {
      const key = `${found.what.en}\u0000${found.value}`
      const other = values.get(key)
      if (other === undefined) values.set(key, document)
      // A document that stands twice is told once, by its name.
      else if (first === undefined) yield twice('duplicate-value', document, found, input.where(other))
    }
    for (const list of inDocument(document)) yield* repeated(document, list)
  }
}

function* repeated(document: EstateDocument, list: readonly Mark[]): Generator<Complaint> {
  const seen = new Set<string>()
  for (const found of list) {
    if (seen.has(found.value)) yield twice('duplicate-name', document, found, null)
    seen.add(found.value)
  }
}

function twice(code: string, document: EstateDocument, { what, value, path }: Mark, where: string | null): Complaint {
  return {
    code, document, path,
    text: {
      zh: `${what.zh}“${value}”重复${where === null ? '' : `，已在 ${where} 声明`}；每个只能用一次`,
      en: `the ${what.en} "${value}" is used twice${where === null ? '' : `, first at ${where}`}; each may stand once`,
    },
  }
}
