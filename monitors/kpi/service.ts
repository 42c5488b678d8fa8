/**
 * The KPI pipeline as a service: follows files, takes requests, keeps the state on disk, prepares the exposition.
 * What a kill -9 loses: of followed files nothing (the state says how far it has read; the rest is read again), of what came over HTTP at most
 * what came since the last save (`saveEvery`). Counters start at 0 with each process, as Prometheus expects of a restart.
 */
import { join } from 'node:path'
import type { WriteRoute } from '../server/write.ts'
import { archive } from './archive.ts'
import { kpiExposition } from './exposition.ts'
import { follow, type Followed } from './follow.ts'
import { ingestRoutes } from './ingest.ts'
import { liveCount, type LiveOptions } from './live.ts'
import type { SharedStore } from './shared-store.ts'
import { readState, writeState, type Offset } from './state-file.ts'

export interface KpiServiceOptions extends LiveOptions {
  /** Log files to follow. */
  readonly files: readonly string[]
  /** Folder of the state; null = nothing is kept. */
  readonly stateFolder: string | null
  readonly clusterOf: (system: string) => string
  /** Milliseconds between looks at the files, preparing the text and saving the state. */
  readonly pollEvery: number
  readonly prepareEvery: number
  readonly saveEvery: number
  readonly shared?: SharedStore
  /** What went wrong and goes on: a file that cannot be read, a full disk, a store that does not answer. */
  readonly onTrouble: (what: string, error: unknown) => void
}

export interface KpiService {
  metrics(): string
  readonly writes: Readonly<Record<string, WriteRoute>>
  /** Saves once more and stops. */
  stop(): Promise<void>
}

/** @throws Error where the state on disk is of a newer version or broken: nothing is overwritten */
export function startKpi(options: KpiServiceOptions): KpiService {
  const { files, stateFolder, clusterOf, clock, shared, onTrouble } = options
  const live = liveCount(options)
  const statePath = stateFolder === null ? null : join(stateFolder, 'kpi-state.ndjson')
  const before = statePath === null ? null : readState(statePath)
  for (const key of live.restore(before?.windows ?? [])) onTrouble('key', new Error(`状态里有用密钥 ${key} 算的数据，而密钥文件里没有它，已不再使用 / the state holds data of key ${key}, which the key file has not: it is left out`))
  const followed = new Map<string, Followed>(files.map((path) => [path, follow(path, before?.offsets[path] ?? null, live.lines, () => live.bad('too-long'))]))
  let savedAt: number | null = null
  let text = ''
  let saving: Promise<void> = Promise.resolve()
  let stopped = false

  const poll = (): void => {
    for (const [path, file] of followed) {
      try {
        // One file that grows fast does not keep the others, or requests, waiting.
        for (let turn = 0; turn < 8 && file.poll() > 0; turn++);
      } catch (error) {
        onTrouble(path, error)
      }
    }
  }
  const prepare = async (): Promise<void> => {
    try {
      await shared?.exchange(live.windows()[0], clock() / 1000, live.at)
    } catch (error) {
      onTrouble('redis', error)
    }
    text = kpiExposition({ live, clusterOf, now: clock(), savedAt, ...(shared === undefined ? {} : { shared: (system, window) => shared.read(system, window) }) })
  }
  const save = async (): Promise<void> => {
    const retired = live.turn()
    if (statePath === null || stateFolder === null) return
    try {
      if (retired.length > 0) archive(join(stateFolder, 'archive'), retired, live.at(clock() / 1000).month)
      const offsets: Record<string, Offset> = {}
      for (const [path, file] of followed) {
        const offset = file.offset()
        if (offset !== null) offsets[path] = offset
      }
      await writeState(statePath, { windows: live.windows(), offsets })
      savedAt = clock() / 1000
    } catch (error) {
      onTrouble(statePath, error)
    }
  }
  const timers = new Map<() => unknown, NodeJS.Timeout>()
  /** One at a time: the next wait begins when the work is done. */
  const repeat = (work: () => void | Promise<void>, every: number): void => {
    if (!stopped) timers.set(work, setTimeout(() => void Promise.resolve(work()).then(() => repeat(work, every)), every))
  }
  poll()
  void prepare()
  repeat(poll, options.pollEvery)
  repeat(prepare, options.prepareEvery)
  repeat(() => (saving = save()), options.saveEvery)

  return {
    metrics: () => text,
    writes: ingestRoutes(live),
    async stop() {
      stopped = true
      for (const timer of timers.values()) clearTimeout(timer)
      await saving
      await save()
      for (const file of followed.values()) file.close()
      await shared?.close()
    },
  }
}
