/** Paths of the operations page. The state is made when it is asked for: an audit is looked at far less often than it is made. */
import type { LiveAudit } from '../compliance/live-audit.ts'
import type { Answer } from '../server/listener.ts'
import { pageAssets, pagePolicy } from './assets.ts'
import { pageState } from './state.ts'

export interface PageOptions {
  readonly live: Pick<LiveAudit, 'clusters' | 'notReady'>
  readonly version: string
  /** Milliseconds since the epoch. */
  readonly clock: () => number
}

/** @returns path → answer: the page at `/`, its files below `/page/`, its data at `/api/state` */
export function pageRoutes({ live, version, clock }: PageOptions): Readonly<Record<string, () => Answer>> {
  const files = Object.entries(pageAssets()).map(([path, { type, body }]) => [path, (): Answer => ({ status: 200, type, body, policy: pagePolicy })] as const)
  return {
    ...Object.fromEntries(files),
    '/api/state': () => ({ status: 200, type: 'application/json; charset=utf-8', body: JSON.stringify(pageState({ version, now: clock(), clusters: live.clusters(), notReady: live.notReady() })) }),
  }
}
