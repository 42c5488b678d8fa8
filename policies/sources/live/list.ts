/** One kind, whole: pages of 500 by limit and continue; 410 starts anew; 429 and 5xx are tried again (Kubernetes API concepts: chunking). */
import { setTimeout as sleep } from 'node:timers/promises'
import { isDictionary, type Dictionary } from '../kubernetes-object.ts'
import type { Answer, Connection } from './connection.ts'

export type Listed =
  | { readonly outcome: 'whole'; readonly items: readonly Dictionary[]; readonly resourceVersion: string }
  | { readonly outcome: 'absent' }
  | { readonly outcome: 'denied'; readonly message: string }
  | { readonly outcome: 'failed'; readonly message: string }

const pageSize = '500'
const tries = 5

/** @param path `/apis/apps/v1/deployments` */
export async function listWhole(connection: Pick<Connection, 'get'>, path: string): Promise<Listed> {
  for (let restart = 0; restart < 3; restart++) {
    const items: Dictionary[] = []
    let token = ''
    for (;;) {
      const answer = await patiently(() => connection.get(path, { limit: pageSize, ...(token === '' ? {} : { continue: token }) }))
      if (answer.status === 404) return { outcome: 'absent' }
      if (answer.status === 401 || answer.status === 403) return { outcome: 'denied', message: messageOf(answer) }
      if (answer.status === 410) break
      const body = answer.body
      if (answer.status !== 200 || !isDictionary(body) || !(Array.isArray(body['items']) || body['items'] === null)) return { outcome: 'failed', message: messageOf(answer) }
      for (const item of (body['items'] ?? []) as readonly unknown[]) if (isDictionary(item)) items.push(item)
      const metadata = isDictionary(body['metadata']) ? body['metadata'] : {}
      token = typeof metadata['continue'] === 'string' ? metadata['continue'] : ''
      if (token === '') return { outcome: 'whole', items, resourceVersion: typeof metadata['resourceVersion'] === 'string' ? metadata['resourceVersion'] : '' }
    }
  }
  return { outcome: 'failed', message: '列表三次中途过期（410） / the list expired three times while being read (410)' }
}

/** Tries again where the server says it is too busy, or the connection broke; waits as asked, at most 10 s. */
export async function patiently(ask: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await ask()
      if ((answer.status !== 429 && answer.status < 500) || attempt >= tries) return answer
      await sleep(Math.min(10_000, (answer.retryAfter ?? 2 ** attempt / 8) * 1000))
    } catch (error) {
      if (attempt >= 3) throw error
      await sleep(2 ** attempt * 100)
    }
  }
}

export function messageOf(answer: Answer): string {
  const said = isDictionary(answer.body) && typeof answer.body['message'] === 'string' ? answer.body['message'] : ''
  return `HTTP ${answer.status}${said === '' ? '' : ` ${said}`}`
}
