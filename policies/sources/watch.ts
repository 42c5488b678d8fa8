/** A live cluster kept up to date for `ywq serve`: what the live source reads once, held as a store that watches keep current. */
import { setMaxListeners } from 'node:events'

import { kinds, type KindInfo } from '../kinds.ts'
import type { Snapshot, Subject, Unreadable } from '../subject.ts'
import { kindsListed } from './completeness.ts'
import { isDictionary, subjectOf, type Dictionary } from './kubernetes-object.ts'
import type { StreamingConnection } from './live/connection.ts'
import { watchKind, type KindListener, type KindWatchOptions } from './live/watch-kind.ts'
import { servedVersions } from './live.ts'
import { clusterOf, type SourceOptions } from './options.ts'
import { linkOwners } from './owners.ts'

export interface WatchOptions extends Omit<SourceOptions, 'readAt' | 'defaultNamespace'>, Omit<KindWatchOptions, 'signal'> {
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  /** Watches Secrets as well (values dropped at once). @default false */
  readonly secrets?: boolean
  /** Told after each change; gather before doing work. */
  readonly onChange?: () => void
}

export interface ClusterWatch {
  /** Every kind was read once, or has said why it cannot be. */
  readonly ready: Promise<void>
  /** What is known now. A kind in trouble is incomplete and in `unreadable`; its objects as last seen stay. */
  snapshot(): Snapshot
  /** When the last change came (clock of the options); for waiting until the cluster is quiet. */
  lastChange(): number
  /** When each kind was last known to be current. */
  freshness(): ReadonlyMap<string, number>
  stop(): Promise<void>
}

interface Store {
  readonly info: KindInfo
  readonly objects: Map<string, Subject>
  readonly faults: Map<string, Unreadable>
  listed: boolean
  trouble: Unreadable | null
  freshAt: number
}

/** @throws Error where the server cannot be reached or does not know who asks */
export async function watchCluster(connection: StreamingConnection, options: WatchOptions): Promise<ClusterWatch> {
  const { clock } = options
  const versions = await servedVersions(connection)
  const ending = new AbortController()
  setMaxListeners(0, ending.signal) // one for each kind
  const context = { source: 'live', cluster: clusterOf({ ...options, readAt: '' }), estate: options.estate ?? null, defaultNamespace: '' } as const
  let changedAt = clock()
  let cached: Omit<Snapshot, 'readAt'> | null = null
  const changed = (): void => {
    changedAt = clock()
    cached = null
    options.onChange?.()
  }
  const stores: Store[] = []
  const first: Promise<void>[] = []
  const running: Promise<void>[] = []
  for (const info of kinds) {
    if (info.kind === 'Secret' && options.secrets !== true) continue
    const store: Store = { info, objects: new Map(), faults: new Map(), listed: false, trouble: null, freshAt: 0 }
    stores.push(store)
    const version = versions(info) ?? info.version
    const path = `${info.group === '' ? '/api' : `/apis/${info.group}`}/${version}/${info.resource}`
    const apiVersion = info.group === '' ? version : `${info.group}/${version}`
    const put = (item: Dictionary): void => {
      const id = idOf(item)
      const subject = subjectOf({ apiVersion, kind: info.kind, ...item }, id, context)
      if ('object' in subject) {
        store.objects.set(id, subject)
        store.faults.delete(id)
      } else store.faults.set(id, { location: `${connection.server}${path} ${id}`, ...subject })
    }
    first.push(new Promise((resolve) => {
      const listener: KindListener = {
        replaced(items) {
          store.objects.clear()
          store.faults.clear()
          items.forEach(put)
          store.listed = true
          store.freshAt = clock()
          changed()
          resolve()
        },
        changed(item) {
          put(item)
          store.freshAt = clock()
          changed()
        },
        removed(item) {
          store.objects.delete(idOf(item))
          store.faults.delete(idOf(item))
          store.freshAt = clock()
          changed()
        },
        absent() {
          const news = !store.listed || store.objects.size > 0 || store.trouble !== null
          store.objects.clear()
          store.faults.clear()
          store.listed = true
          store.trouble = null
          store.freshAt = clock()
          if (news) changed()
          resolve()
        },
        trouble(problem) {
          if (problem === null) {
            store.freshAt = clock()
            if (store.trouble !== null) {
              store.trouble = null
              changed()
            }
          } else {
            const news = store.trouble === null
            const advice = problem.denied ? { zh: `；给读取者的角色加上 list 与 watch ${info.resource}`, en: `; allow list and watch ${info.resource} to the reader's role` } : { zh: '', en: '' }
            store.trouble = { location: `${connection.server}${path}`, zh: `${info.kind} 读不到最新状态：${problem.message}${advice.zh}`, en: `${info.kind} is not up to date: ${problem.message}${advice.en}` }
            if (news) changed()
          }
          resolve()
        },
      }
      running.push(watchKind(connection, path, listener, { ...options, signal: ending.signal }))
    }))
  }
  const build = (): Omit<Snapshot, 'readAt'> => {
    const complete = new Set(stores.filter((s) => s.listed && s.trouble === null).map(({ info }) => `${info.group}/${info.kind}`))
    const unreadable = stores.flatMap((s) => [...(s.trouble === null ? [] : [s.trouble]), ...s.faults.values()])
    const subjects = linkOwners(stores.flatMap((s) => [...s.objects.values()]))
    return { cluster: context.cluster, source: 'live', subjects, complete: kindsListed(complete), unreadable }
  }
  return {
    ready: Promise.all(first).then(() => undefined),
    // The subjects stay the same list while nothing changes; the instant is that of the call.
    snapshot: () => ({ ...(cached ??= build()), readAt: new Date(clock()).toISOString() }),
    lastChange: () => changedAt,
    freshness: () => new Map(stores.map((s) => [`${s.info.group}/${s.info.kind}`, s.freshAt])),
    async stop() {
      ending.abort()
      await Promise.all(running)
    },
  }
}

/** The UID; without one (no server omits it) namespace and name. */
function idOf(item: Dictionary): string {
  const metadata = isDictionary(item['metadata']) ? item['metadata'] : {}
  const { uid, namespace, name } = metadata
  return typeof uid === 'string' && uid !== '' ? uid : JSON.stringify([namespace, name])
}
