/** Watching one kind: what the API promises (bookmarks, 410, ends of watches) and what networks do. */
import { describe, expect, test } from 'vitest'

import type { Answer } from '../../policies/sources/live/connection.ts'
import { watchKind, type KindListener } from '../../policies/sources/live/watch-kind.ts'
import type { Dictionary } from '../../policies/sources/kubernetes-object.ts'

type Stream = (query: Readonly<Record<string, string>>, onLine: (line: string) => void) => Promise<Answer> | Answer

const item = (name: string, version: string): Dictionary => ({ metadata: { name, uid: name, resourceVersion: version } })
const event = (type: string, object: Dictionary): string => JSON.stringify({ type, object })
const list = (version: string, ...items: readonly Dictionary[]): Answer => ({ status: 200, body: { metadata: { resourceVersion: version }, items } })
const ended: Answer = { status: 200, body: '' }

/** Plays a server: answers to lists and watches in order; the watch ends when both have run out. */
async function play(lists: readonly Answer[], streams: readonly Stream[]): Promise<{ log: readonly string[]; asked: readonly string[] }> {
  const ending = new AbortController()
  const log: string[] = []
  const asked: string[] = []
  const names = (items: readonly Dictionary[]): string => items.map((i) => (i['metadata'] as { name: string }).name).join(',')
  const listener: KindListener = {
    replaced: (items) => log.push(`replaced ${names(items)}`), changed: (i) => log.push(`changed ${names([i])}`), removed: (i) => log.push(`removed ${names([i])}`),
    absent: () => log.push('absent'), trouble: (p) => log.push(p === null ? 'fine' : `${p.denied ? 'denied' : 'trouble'} ${p.message}`),
  }
  const [answers, watches] = [[...lists], [...streams]]
  const connection = {
    get: (): Promise<Answer> => {
      const next = answers.shift()
      if (next === undefined) ending.abort()
      return Promise.resolve(next ?? ended)
    },
    stream: async (_: string, query: Readonly<Record<string, string>>, onLine: (line: string) => void): Promise<Answer> => {
      asked.push(query['resourceVersion'] ?? '')
      const next = watches.shift()
      if (next === undefined) {
        ending.abort()
        return ended
      }
      return next(query, onLine)
    },
  }
  await watchKind(connection, '/api/v1/pods', listener, { signal: ending.signal, firstPause: 1, longestPause: 4 })
  return { log: log.filter((l) => l !== 'fine'), asked }
}

describe('watchKind', () => {
  test('list, then events; the next watch goes on from the last version, bookmarks count', async () => {
    const { log, asked } = await play([list('10', item('a', '9'))], [
      (query, onLine) => {
        expect(query).toMatchObject({ watch: '1', allowWatchBookmarks: 'true', resourceVersion: '10' })
        onLine(event('ADDED', item('b', '11')))
        onLine(event('MODIFIED', item('a', '12')))
        onLine(event('DELETED', item('b', '13')))
        onLine(event('BOOKMARK', { metadata: { resourceVersion: '20' } }))
        return ended
      },
    ])
    expect(log).toEqual(['replaced a', 'changed b', 'changed a', 'removed b'])
    expect(asked).toEqual(['10', '20'])
  })

  test.each<[string, Stream]>([
    ['as an event', (_, onLine) => { onLine(event('ERROR', { code: 410, reason: 'Expired' })); return ended }],
    ['as an answer', () => ({ status: 410, body: {} })],
  ])('410 %s: everything is listed anew', async (_, expired) => {
    const { log, asked } = await play([list('10', item('a', '9')), list('30', item('c', '29'))], [expired])
    expect(log).toEqual(['replaced a', 'replaced c'])
    expect(asked).toEqual(['10', '30'])
  })

  test('a broken connection is said and tried again from the last version', async () => {
    const { log, asked } = await play([list('10')], [
      (_, onLine) => {
        onLine(event('ADDED', item('a', '11')))
        onLine('{"type":"ADDED","object":{"metada')
        throw new Error('socket hang up')
      },
    ])
    expect(log).toEqual(['replaced ', 'changed a', 'trouble socket hang up'])
    expect(asked).toEqual(['10', '11'])
  })

  test('a watch that becomes forbidden: the list says so', async () => {
    const ending = new AbortController()
    const seen: string[] = []
    const answers = [list('10'), { status: 403, body: { message: 'no' } }]
    await watchKind(
      { get: () => Promise.resolve(answers.shift() ?? ended), stream: () => Promise.resolve({ status: 403, body: {} }) }, '/x',
      { replaced: () => seen.push('replaced'), changed: () => undefined, removed: () => undefined, absent: () => undefined, trouble: (p) => { if (p !== null) { seen.push(`${p.denied} ${p.message}`); ending.abort() } } },
      { signal: ending.signal, firstPause: 1 },
    )
    expect(seen).toEqual(['replaced', 'true HTTP 403 no'])
  })

  test('a kind that the server does not know is absent, not in trouble', async () => {
    const ending = new AbortController()
    const seen: string[] = []
    await watchKind({ get: () => Promise.resolve({ status: 404, body: {} }), stream: () => Promise.resolve(ended) }, '/x',
      { replaced: () => undefined, changed: () => undefined, removed: () => undefined, trouble: () => seen.push('trouble'), absent: () => { seen.push('absent'); ending.abort() } },
      { signal: ending.signal, firstPause: 1 })
    expect(seen).toEqual(['absent'])
  })
})
