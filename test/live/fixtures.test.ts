// Fixtures of pod checks are Kubernetes as the API server takes it: strict field validation, nothing refused. A fixture that no server
// would admit proves nothing about a check.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isPodCheck } from '../../policies/check.ts'
import { checks } from '../../policies/checks/index.ts'
import { bearsPod } from '../../policies/pod-target.ts'
import { parseManifests } from '../../policies/sources/manifests.ts'
import type { Subject } from '../../policies/subject.ts'
import { defaultNow, fixtures } from '../checks/fixture.ts'
import { applyObjects, describeLive, startControlPlane, type ApplicableObject, type ControlPlane } from './control-plane.ts'

type Json = Record<string, unknown>

/** What a fixture holds that only a running cluster writes: statuses, owners, debug containers, the node. */
function asSubmitted(subject: Subject): ApplicableObject & Json {
  const object = structuredClone(subject.object) as Json & { metadata: Json; spec?: Json }
  delete object['status']
  delete object.metadata['ownerReferences']
  delete object.metadata['uid']
  if (bearsPod(subject)) {
    // Debug containers are attached to a running pod by a subresource; with a node named, the server wants the node to exist.
    delete object.spec?.['ephemeralContainers']
    delete object.spec?.['nodeName']
  }
  return { ...object, apiVersion: String(object['apiVersion']), kind: subject.kind, metadata: { ...object.metadata, name: subject.name } }
}

describeLive('fixtures of pod checks on a real API server', () => {
  let plane: ControlPlane
  const podChecks = new Set(checks.filter(isPodCheck).map((c) => c.id))
  const all = fixtures().filter((f) => podChecks.has(f.check)).map((fixture) => {
    const manifests = fixture.text.split(/^---.*\n/m).filter((piece) => /^apiVersion:/m.test(piece)).join('---\n')
    return { fixture, subjects: parseManifests(manifests, fixture.path, { readAt: defaultNow }).subjects }
  })

  beforeAll(async () => {
    plane = await startControlPlane({ nodes: 0 })
    const namespaces = [...new Set(all.flatMap(({ subjects }) => subjects.map((s) => s.namespace)))].filter((n) => n !== '')
    const priority = ['ywq-key', 'ywq-high', 'ywq-normal'].map((name, i) => ({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value: 1000 - i }))
    const accounts = namespaces.map((namespace) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'portal', namespace } }))
    const results = await applyObjects(plane, [...namespaces.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })), ...priority, ...accounts])
    expect(results.filter((r) => !r.ok).map((r) => r.message)).toEqual([])
  }, 180_000)
  afterAll(() => plane.stop())

  test('every one is accepted, field by field', async () => {
    const objects = all.flatMap(({ fixture, subjects }) => subjects.map((subject) => ({ path: fixture.path, object: asSubmitted(subject) })))
    const pathOf = new Map(objects.map(({ path, object }) => [object, path]))
    const results = await applyObjects(plane, objects.map(({ object }) => object), { dryRun: true, force: true })
    expect(results.filter((r) => !r.ok).map((r) => `${pathOf.get(r.object) ?? ''} ${r.object.kind}: ${r.message}`)).toEqual([])
    expect(results.length).toBe(objects.length)
  }, 180_000)
})
