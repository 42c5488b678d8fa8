/**
 * A live cluster → Snapshot: every kind we judge, listed whole as raw JSON. A kind that may not be listed is `unreadable` and
 * incomplete, never empty; a kind that the server does not know is whole and empty. Secrets are left out: RBAC cannot give their
 * names without their values.
 */
import { kinds, type KindInfo } from '../kinds.ts'
import type { Snapshot, Subject, Unreadable } from '../subject.ts'
import { kindsListed } from './completeness.ts'
import { isDictionary, subjectOf, type Dictionary } from './kubernetes-object.ts'
import type { Connection } from './live/connection.ts'
import { listWhole, messageOf, patiently } from './live/list.ts'
import { clusterOf, type SourceOptions } from './options.ts'
import { linkOwners } from './owners.ts'

export interface LiveOptions extends SourceOptions {
  /** Reads Secrets as well (their values are dropped at once). Needs a role that may. @default false */
  readonly secrets?: boolean
  /** Told of each kind read: how many of how many. */
  readonly onProgress?: (done: number, all: number) => void
}

/** Lists under way at once. */
const atOnce = 8

/**
 * @throws Error where the server cannot be reached or does not know who asks
 */
export async function readLive(connection: Connection, options: LiveOptions): Promise<Snapshot> {
  const versions = await servedVersions(connection)
  const wanted = kinds.filter((k) => k.kind !== 'Secret' || options.secrets === true)
  const listed = new Set<string>()
  const unreadable: Unreadable[] = []
  const perKind = new Map<string, readonly Subject[]>()
  const context = { source: 'live', cluster: clusterOf(options), estate: options.estate ?? null, defaultNamespace: '' } as const
  let done = 0
  const readKind = async (info: KindInfo): Promise<void> => {
    const version = versions(info)
    if (version === null) {
      listed.add(`${info.group}/${info.kind}`)
      return
    }
    const path = `${info.group === '' ? '/api' : `/apis/${info.group}`}/${version}/${info.resource}`
    const result = await listWhole(connection, path)
    if (result.outcome === 'denied' || result.outcome === 'failed') {
      unreadable.push({ location: `${connection.server}${path}`, zh: `列不出 ${info.kind}：${result.message}；给读取者的角色加上 list ${info.resource}`, en: `cannot list ${info.kind}: ${result.message}; allow list ${info.resource} to the reader's role` })
      return
    }
    listed.add(`${info.group}/${info.kind}`)
    if (result.outcome === 'whole') perKind.set(info.kind, subjectsOf(result.items, info, version, path))
  }
  const subjectsOf = (items: readonly Dictionary[], info: KindInfo, version: string, path: string): readonly Subject[] => {
    const apiVersion = info.group === '' ? version : `${info.group}/${version}`
    return items.flatMap((item) => {
      const uid = uidOf(item)
      const subject = subjectOf({ apiVersion, kind: info.kind, ...item }, uid, context)
      if (!('zh' in subject)) return [subject]
      unreadable.push({ location: `${connection.server}${path} ${uid}`, ...subject })
      return []
    })
  }
  const queue = [...wanted]
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      await readKind(next)
      options.onProgress?.(++done, wanted.length)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  const subjects = wanted.flatMap((k) => perKind.get(k.kind) ?? [])
  unreadable.sort((a, b) => (a.location < b.location ? -1 : 1))
  return { cluster: context.cluster, source: 'live', readAt: options.readAt, subjects: linkOwners(subjects), complete: kindsListed(listed), unreadable }
}

/** Version to ask for: ours where the server has it, else the one that it prefers; null where it does not know the group. */
export async function servedVersions(connection: Pick<Connection, 'get' | 'server'>): Promise<(info: KindInfo) => string | null> {
  const answer = await patiently(() => connection.get('/apis'))
  if (answer.status !== 200 || !isDictionary(answer.body)) throw new Error(`${connection.server}：${messageOf(answer)}`)
  const groups = new Map<string, { readonly versions: readonly string[]; readonly preferred: string }>()
  for (const group of listIn(answer.body, 'groups')) {
    const preferred = isDictionary(group['preferredVersion']) ? group['preferredVersion']['version'] : undefined
    const versions = listIn(group, 'versions').flatMap((v) => (typeof v['version'] === 'string' ? [v['version']] : []))
    if (typeof group['name'] === 'string') groups.set(group['name'], { versions, preferred: typeof preferred === 'string' ? preferred : (versions[0] ?? '') })
  }
  return ({ group, version }) => {
    if (group === '') return version
    const served = groups.get(group)
    if (served === undefined) return null
    return served.versions.includes(version) ? version : served.preferred
  }
}

function listIn(object: Dictionary, key: string): readonly Dictionary[] {
  const value = object[key]
  return Array.isArray(value) ? value.filter(isDictionary) : []
}

function uidOf(item: Dictionary): string {
  const uid = isDictionary(item['metadata']) ? item['metadata']['uid'] : undefined
  return typeof uid === 'string' ? uid : ''
}
