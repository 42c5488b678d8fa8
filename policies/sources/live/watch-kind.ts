/**
 * One kind kept up to date: list, then watch from its resourceVersion (Kubernetes API concepts: efficient detection of changes). Bookmarks move
 * the version on, 410 lists anew, a broken connection is tried again with growing pauses, a denied list is tried again now and then.
 */
import { setTimeout as sleep } from 'node:timers/promises'

import { isDictionary, type Dictionary } from '../kubernetes-object.ts'
import type { Answer, StreamingConnection } from './connection.ts'
import { listWhole, messageOf } from './list.ts'

/** Told in the order of the server's events; none may throw. */
export interface KindListener {
  /** The kind, whole: replaces all that was known of it. */
  replaced(items: readonly Dictionary[]): void
  changed(item: Dictionary): void
  removed(item: Dictionary): void
  /** The server does not serve the kind: whole and empty. */
  absent(): void
  /** Why the kind is not known just now; null once it is again. */
  trouble(problem: { readonly denied: boolean; readonly message: string } | null): void
}

export interface KindWatchOptions {
  readonly signal: AbortSignal
  /** Milliseconds of the first pause after a failure; doubled up to the longest. @default 500 */
  readonly firstPause?: number
  /** @default 30000 */
  readonly longestPause?: number
  /** Seconds after which the server shall end a watch. @default 290 */
  readonly watchSeconds?: number
}

/** Milliseconds between lists of a kind that may not be listed or is not served: a role or a CRD may come. */
const retryDenied = 60_000

/** @param path `/apis/apps/v1/deployments`. Returns when the signal ends it. */
export async function watchKind(connection: Pick<StreamingConnection, 'get' | 'stream'>, path: string, listener: KindListener, options: KindWatchOptions): Promise<void> {
  const { signal, firstPause = 500, longestPause = 30_000 } = options
  let pause = firstPause
  const rest = async (ms: number): Promise<void> => {
    await sleep(ms, undefined, { signal }).catch(() => undefined)
  }
  while (!signal.aborted) {
    let wait = pause
    try {
      const listed = await listWhole(connection, path)
      if (signal.aborted) return
      if (listed.outcome === 'whole') {
        listener.replaced(listed.items)
        listener.trouble(null)
        pause = firstPause
        await follow(connection, path, listed.resourceVersion, listener, options)
        continue
      }
      if (listed.outcome === 'absent') listener.absent()
      else listener.trouble({ denied: listed.outcome === 'denied', message: listed.message })
      if (listed.outcome !== 'failed') wait = Math.max(retryDenied, pause)
    } catch (error) {
      listener.trouble({ denied: false, message: error instanceof Error ? error.message : String(error) })
    }
    // Servers that come back after a failure are not asked by everyone at once.
    await rest(wait * (0.75 + Math.random() / 2))
    pause = Math.min(longestPause, pause * 2)
  }
}

/** Watches until the version is too old; a watch that the server ends goes on from the last version seen. */
async function follow(connection: Pick<StreamingConnection, 'stream'>, path: string, from: string, listener: KindListener, options: KindWatchOptions): Promise<void> {
  const { signal, firstPause = 500, longestPause = 30_000, watchSeconds = 290 } = options
  let version = from
  let pause = firstPause
  while (!signal.aborted) {
    let expired = false
    let events = 0
    const onLine = (line: string): void => {
      const event = eventOf(line)
      if (event === null) return
      if (event.type === 'ERROR') {
        expired ||= event.object['code'] === 410
        return
      }
      events++
      const metadata = event.object['metadata']
      if (isDictionary(metadata) && typeof metadata['resourceVersion'] === 'string') version = metadata['resourceVersion']
      if (event.type === 'ADDED' || event.type === 'MODIFIED') listener.changed(event.object)
      else if (event.type === 'DELETED') listener.removed(event.object)
      else if (event.type === 'BOOKMARK') listener.trouble(null) // nothing happened up to now, and we know it
    }
    let answer: Answer | null = null
    let message = ''
    try {
      answer = await connection.stream(path, { watch: '1', allowWatchBookmarks: 'true', resourceVersion: version, timeoutSeconds: String(watchSeconds) }, onLine, signal)
      message = messageOf(answer)
    } catch (error) {
      message = error instanceof Error ? error.message : String(error)
    }
    if (signal.aborted || expired || answer?.status === 410) return
    if (answer !== null && [401, 403, 404].includes(answer.status)) return // listing again says which it is
    if (answer?.status === 200) {
      listener.trouble(null)
      pause = events > 0 ? firstPause : pause
      // The server ends a watch after watchSeconds; one that ends at once again and again is not hammered.
      await sleep(events > 0 ? 0 : Math.min(pause, 1000), undefined, { signal }).catch(() => undefined)
      continue
    }
    listener.trouble({ denied: false, message })
    await sleep(pause * (0.75 + Math.random() / 2), undefined, { signal }).catch(() => undefined)
    pause = Math.min(longestPause, pause * 2)
  }
}

function eventOf(line: string): { readonly type: string; readonly object: Dictionary } | null {
  try {
    const event: unknown = JSON.parse(line)
    return isDictionary(event) && typeof event['type'] === 'string' && isDictionary(event['object']) ? { type: event['type'], object: event['object'] } : null
  } catch {
    return null // a line cut by a broken connection; the version before it stands
  }
}
