/** OpenReports objects on a real API server with the project's own custom resource definitions: stored, whole, with strict field validation. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { maxBytes, openReportsPieces } from '../../policies/reports/openreports.ts'
import { cacheFolder } from '../../scripts/control-plane/tools.ts'
import { findings, hostile, sample } from '../reports/sample.ts'
import { applyObjects, describeLive, startControlPlane, type ApplicableObject, type ControlPlane } from './control-plane.ts'

const version = /reports-api (v\S+)/.exec(readFileSync(resolve(import.meta.dirname, 'control-plane/openreports/go.mod'), 'utf8'))?.[1] ?? ''
const folder = join(cacheFolder(), 'tools', `openreports-${version}`)
const definitions = existsSync(folder) ? readdirSync(folder).map((file) => parse(readFileSync(join(folder, file), 'utf8')) as ApplicableObject) : []
const missing = definitions.length === 0 ? `没有 OpenReports ${version} 的定义；运行 bash scripts/install-test-tools.sh / its definitions are missing` : ''

interface StoredReport extends ApplicableObject {
  readonly summary: Readonly<Record<string, number>>
  readonly results: readonly { readonly policy: string; readonly result: string; readonly message?: string; readonly properties: Readonly<Record<string, string>> }[]
}
const objectsOf = (report: ReturnType<typeof sample>): readonly StoredReport[] => (JSON.parse([...openReportsPieces(report)].join('')) as { items: StoredReport[] }).items

if (missing !== '' && process.env['YWQ_REQUIRE_LIVE'] !== '1') {
  console.warn(`跳过 skipped: openreports: ${missing}`)
  describe.skip(`openreports（${missing}）`)
} else {
  describeLive('openreports.io/v1alpha1', () => {
    let plane: ControlPlane
    beforeAll(async () => {
      expect(missing).toBe('')
      plane = await startControlPlane({ nodes: 1 })
      // With definitions in the same call, the client waits until the server serves them.
      const results = await applyObjects<ApplicableObject>(plane, [...definitions, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'hr--a--web' } }, ...objectsOf(sample())])
      expect(results.filter((r) => !r.ok)).toEqual([])
    }, 180_000)
    afterAll(async () => plane.stop())

    test('reports of namespaces and of the cluster are stored as they were made', async () => {
      const objects = objectsOf(sample())
      expect(new Set(objects.map((o) => o.kind))).toEqual(new Set(['Report', 'ClusterReport']))
      expect((await applyObjects(plane, objects)).map((r) => r.message)).toEqual(objects.map(() => ''))
      const { body } = await plane.client.get('/apis/openreports.io/v1alpha1/namespaces/hr--a--web/reports/ywq.city')
      const stored = body as StoredReport
      const made = objects.find((o) => o.kind === 'Report')
      expect(stored.results).toEqual(made?.results)
      expect(stored.summary).toEqual({ pass: 1, fail: 3, warn: 0, error: 0, skip: 1 })
      expect(stored.results.some((r) => r.message?.includes(hostile.slice(0, 9)))).toBe(true)
      expect(stored.results.filter((r) => r.properties['waiver'] !== undefined).map((r) => r.result)).toEqual(['fail'])
    })

    test('many results become several objects, each small enough to be stored', async () => {
      const [first] = findings
      if (first === undefined) throw new Error('no finding')
      const many = sample({ findings: Array.from({ length: 2000 }, (_, i) => ({ ...first, path: String(i), detail: { zh: '长'.repeat(3000), en: '' } })) })
      const objects = objectsOf(many)
      expect(objects.length).toBeGreaterThan(3)
      expect(objects.map((o) => o.metadata.name)).toEqual(objects.map((_, i) => (i === 0 ? 'ywq.city' : `ywq.city.${i}`)))
      expect(objects.reduce((n, o) => n + o.results.length, 0)).toBe(2000)
      for (const o of objects) expect(Buffer.byteLength(JSON.stringify(o.results))).toBeLessThanOrEqual(maxBytes + 2000)
      expect((await applyObjects(plane, objects, { force: true })).filter((r) => !r.ok).map((r) => r.message)).toEqual([])
    })

    test('the server refuses a result word that is not OpenReports’ (the definitions are in force)', async () => {
      const [object] = objectsOf(sample()).filter((o) => o.kind === 'Report')
      if (object === undefined) throw new Error('no report')
      const wrong = { ...object, results: object.results.map((r) => ({ ...r, result: 'maybe' })) }
      const [result] = await applyObjects(plane, [wrong], { force: true })
      expect(result?.message).toMatch(/Unsupported value: "maybe"/)
    })
  })
}
