/** Live source and watch on a real API server: pages, denied kinds, equal objects, changes as they come. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { connect, type StreamingConnection } from '../../policies/sources/live/connection.ts'
import { readLive } from '../../policies/sources/live.ts'
import { watchCluster } from '../../policies/sources/watch.ts'
import { applyObjects, describeLive, startControlPlane, type ControlPlane } from './control-plane.ts'

const readAt = '2026-11-21T00:00:00Z'
const configMaps = 1100

async function eventually(ask: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000
  while (!ask()) {
    if (performance.now() > deadline) throw new Error('not within 20 s')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describeLive('live cluster', () => {
  let plane: ControlPlane
  let folder: string
  let admin: StreamingConnection
  const readers: StreamingConnection[] = []
  const map = (name: string, data: Readonly<Record<string, string>> = {}): { apiVersion: string; kind: string; metadata: { name: string; namespace: string }; data: object } => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'many' }, data })

  beforeAll(async () => {
    plane = await startControlPlane({ nodes: 1, extraTokens: [{ user: 'reader', groups: [] }] })
    folder = mkdtempSync(join(tmpdir(), 'ywq-live-'))
    admin = await connect({ kubeconfig: plane.kubeconfig })
    const results = await applyObjects(plane, [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'many' } },
      ...Array.from({ length: configMaps }, (_, i) => map(`m${i}`)),
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'some' }, rules: [{ apiGroups: [''], resources: ['namespaces', 'configmaps'], verbs: ['list', 'watch'] }] },
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', metadata: { name: 'some' }, roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'some' }, subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'reader' }] },
    ])
    expect(results.filter((r) => !r.ok)).toEqual([])
  }, 180_000)

  afterAll(async () => {
    for (const connection of [admin, ...readers]) connection.close()
    await plane.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  async function reader(): Promise<StreamingConnection> {
    const connection = await connect({ kubeconfig: await plane.kubeconfigFor('reader') })
    readers.push(connection)
    return connection
  }

  test('every page is read, locations are UIDs, Secrets are left out, what the server does not serve is whole and empty', async () => {
    const snapshot = await readLive(admin, { readAt })
    expect(snapshot.unreadable).toEqual([])
    const maps = snapshot.subjects.filter((s) => s.kind === 'ConfigMap' && s.name.startsWith('m'))
    expect(new Set(maps.map((s) => s.location)).size).toBe(configMaps)
    expect(snapshot.subjects.some((s) => s.kind === 'Secret')).toBe(false)
    expect([snapshot.complete.has('', 'ConfigMap', '*'), snapshot.complete.has('', 'Secret', '*'), snapshot.complete.has('gateway.networking.k8s.io', 'Gateway', '*')]).toEqual([true, false, true])
    expect(snapshot.subjects.find((s) => s.kind === 'ClusterRole' && s.name === 'cluster-admin')?.scope).toBe('server')
  })

  test('kinds that may not be listed are unreadable and incomplete; the others are read', async () => {
    const snapshot = await readLive(await reader(), { readAt })
    expect(snapshot.subjects.filter((s) => s.kind === 'ConfigMap').length).toBeGreaterThanOrEqual(configMaps)
    expect([snapshot.complete.has('', 'ConfigMap', '*'), snapshot.complete.has('', 'Pod', '*')]).toEqual([true, false])
    const pods = snapshot.unreadable.find((u) => u.location.endsWith('/api/v1/pods'))
    expect(pods?.zh).toContain('list pods')
    expect(pods?.en).toContain('forbidden')
  })

  test('the watch sees what is there, then each change; its snapshot equals a fresh list', async () => {
    let changes = 0
    const watch = await watchCluster(admin, { clock: () => Date.now(), onChange: () => changes++ })
    try {
      await watch.ready
      const named = (name: string): Readonly<Record<string, unknown>> | undefined => watch.snapshot().subjects.find((s) => s.kind === 'ConfigMap' && s.name === name)?.object
      expect(watch.snapshot().unreadable).toEqual([])
      expect(named('m1')).toBeDefined()
      const before = changes
      await applyObjects(plane, [map('fresh', { a: '1' })])
      await eventually(() => named('fresh') !== undefined)
      await applyObjects(plane, [map('fresh', { a: '2' })])
      await eventually(() => (named('fresh')?.['data'] as { a?: string } | undefined)?.a === '2')
      await plane.client.request('DELETE', '/api/v1/namespaces/many/configmaps/fresh')
      await eventually(() => named('fresh') === undefined)
      expect(changes).toBeGreaterThanOrEqual(before + 3)
      expect(watch.freshness().get('/ConfigMap')).toBeGreaterThan(0)
      const identities = (list: readonly { location: string; kind: string }[]): readonly string[] => list.filter((s) => s.kind !== 'Node').map((s) => `${s.kind} ${s.location}`).sort()
      const fresh = await readLive(admin, { readAt })
      expect(identities(watch.snapshot().subjects)).toEqual(identities(fresh.subjects))
    } finally {
      await watch.stop()
    }
  })

  test('a watch that may not read everything is ready all the same and says what it lacks', async () => {
    const watch = await watchCluster(await reader(), { clock: () => Date.now() })
    try {
      await watch.ready
      const snapshot = watch.snapshot()
      expect([snapshot.complete.has('', 'ConfigMap', '*'), snapshot.complete.has('', 'Pod', '*')]).toEqual([true, false])
      expect(snapshot.unreadable.some((u) => u.zh.includes('watch pods'))).toBe(true)
    } finally {
      await watch.stop()
    }
  })

  test('a kubeconfig without the context, or none at all, is told in both languages', async () => {
    await expect(connect({ kubeconfig: plane.kubeconfig, context: 'nowhere' })).rejects.toThrow(/没有上下文 nowhere.*no context nowhere/s)
    const broken = join(folder, 'broken')
    writeFileSync(broken, 'a: [')
    await expect(connect({ kubeconfig: broken })).rejects.toThrow(/读不了 kubeconfig/)
  })
})
