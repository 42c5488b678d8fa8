/** Manifests: locations, lists, identity, Secrets, owners, what counts as given whole. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

import { parseManifests, readManifests } from '../../policies/sources/manifests.ts'
import type { Note, SourceOptions } from '../../policies/sources/options.ts'
import type { Snapshot } from '../../policies/subject.ts'

const options: SourceOptions = { readAt: '2026-11-21T00:00:00Z' }
const read = (text: string | Uint8Array, more: Partial<SourceOptions> = {}): Snapshot => parseManifests(text, 'f.yaml', { ...options, ...more })
const shown = (snapshot: Snapshot): readonly string[] => snapshot.subjects.map((s) => `${s.group}/${s.kind} ${s.namespace}/${s.name} ${s.location}`)

describe('locations', () => {
  test('documents: the line of the first key', () => {
    const snapshot = read('# head\n---\n# of the first\n\napiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: ns}\n--- # comment\n---\nkind: Pod\napiVersion: v1\nmetadata: {name: b, namespace: ns}\n')
    expect(shown(snapshot)).toEqual(['/Pod ns/a f.yaml:5', '/Pod ns/b f.yaml:10'])
    expect(snapshot.unreadable).toEqual([])
  })

  test('items of a list: their own lines, in YAML and JSON', () => {
    const yaml = 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: a, namespace: ns}\n\n-\n  apiVersion: apps/v1\n  kind: Deployment\n  metadata: {name: b, namespace: ns}\n'
    expect(shown(read(yaml))).toEqual(['/Pod ns/a f.yaml:4', 'apps/Deployment ns/b f.yaml:9'])
    const json = '{\n  "kind": "PodList", "apiVersion": "v1", "metadata": {"items": [1]},\n  "items": [\n    {"metadata": {"name": "a", "namespace": "ns"}},\n    {\n      "metadata": {"name": "b]", "namespace": "ns"}}\n  ]\n}\n'
    expect(shown(read(json))).toEqual(['/Pod ns/a f.yaml:4', '/Pod ns/b] f.yaml:5'])
  })

  test('JSON documents one after the other', () => {
    const one = (name: string): string => JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'ns' } }, null, 1)
    expect(shown(read(`${one('a')}\n${one('b')}`))).toEqual(['/Pod ns/a f.yaml:1', '/Pod ns/b f.yaml:9'])
  })

  test('byte order mark, CRLF and no final newline change nothing', () => {
    expect(shown(read('\ufeffapiVersion: v1\r\nkind: Pod\r\nmetadata:\r\n  name: a\r\n---\r\napiVersion: v1\r\nkind: Pod\r\nmetadata:\r\n  name: b'))).toEqual(['/Pod default/a f.yaml:1', '/Pod default/b f.yaml:6'])
  })

  test('flow collections may close at the column of their key, as everywhere in the wild', () => {
    const [subject] = read('apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  args: [\n  "x",\n  ]\n').subjects
    expect(subject?.object['spec']).toEqual({ args: ['x'] })
  })
})

describe('identity', () => {
  test.each([
    ['a namespaced kind without a namespace', 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}', '/Pod default/a f.yaml:1'],
    ['a cluster-scoped kind with one', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: a, namespace: x}', '/Namespace /a f.yaml:1'],
    ['a kind that shares its name with another group', 'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: a}', 'serving.knative.dev/Service /a f.yaml:1'],
    ['a name to be generated', 'apiVersion: v1\nkind: Pod\nmetadata: {generateName: a-}', '/Pod default/a- f.yaml:1'],
  ])('%s', (_, text, expected) => expect(shown(read(text))).toEqual([expected]))

  test('the default namespace is the caller’s', () => {
    expect(read('apiVersion: v1\nkind: Pod\nmetadata: {name: a}', { defaultNamespace: 'team' }).subjects[0]?.namespace).toBe('team')
  })

  test('scopes: server, platform, tenant', () => {
    const text = ['kube-system', 'ywq-system', 'shop'].map((n) => `apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: ${n}}`).join('\n---\n')
    expect(read(text).subjects.map((s) => s.scope)).toEqual(['server', 'platform', 'tenant'])
  })

  test('__proto__ is a key like any other', () => {
    const [subject] = read('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {__proto__: {polluted: yes}}').subjects
    expect(Object.hasOwn(subject?.object['data'] as object, '__proto__')).toBe(true)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

test('values of Secrets are dropped, also those that kubectl keeps in its annotation; keys stay', () => {
  const text = `apiVersion: v1
kind: Secret
metadata:
  name: s
  annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"data":{"a":"aHVudGVyMg=="}}', other: kept}
data: {a: aHVudGVyMg==}
stringData: {b: hunter2}
`
  const snapshot = read(text)
  expect(snapshot.subjects[0]?.object).toMatchObject({ data: { a: '' }, stringData: { b: '' }, metadata: { annotations: { other: 'kept' } } })
  expect(JSON.stringify(snapshot)).not.toMatch(/hunter2|aHVudGVyMg/)
})

test('an object whose controller is in the input is judged through it', () => {
  const owned = (uid: string, controller: boolean): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p${uid}${controller}\n  namespace: ns\n  ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: r, uid: "${uid}", controller: ${controller}}]\n`
  const text = ['apiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: r, namespace: ns, uid: u1}\n', owned('u1', true), owned('u1', false), owned('u2', true)].join('---\n')
  expect(read(text).subjects.map((s) => s.controlledBy)).toEqual([undefined, 'apps/ReplicaSet/ns/r', undefined, undefined])
})

test('a namespace is given whole where its Namespace object is; cluster-scoped kinds never are', () => {
  const { complete } = read('apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: b}\n')
  expect([complete.has('networking.k8s.io', 'NetworkPolicy', 'a'), complete.has('networking.k8s.io', 'NetworkPolicy', 'b'), complete.has('', 'Pod', '*'), complete.has('', 'Namespace', ''), complete.has('', 'Node', '*')]).toEqual([true, false, false, false, false])
})

describe('folders', () => {
  const root = mkdtempSync(join(tmpdir(), 'ywq-manifests-'))
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  test('read to the bottom in order of names; other formats are remarked on, not counted as faults', async () => {
    mkdirSync(join(root, 'b', 'c'), { recursive: true })
    writeFileSync(join(root, 'z.yml'), 'apiVersion: v1\nkind: Pod\nmetadata: {name: z}')
    writeFileSync(join(root, 'b', 'c', 'x.json'), '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"}}')
    writeFileSync(join(root, 'b', 'package.json'), '{"name":"p","version":"1"}')
    writeFileSync(join(root, 'kustomization.yaml'), 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [z.yml]')
    writeFileSync(join(root, 'notes.md'), 'not read')
    symlinkSync('z.yml', join(root, 'inside.yaml'))
    const notes: Note[] = []
    const snapshot = await readManifests([root], { ...options, note: (n) => notes.push(n) })
    expect(snapshot.subjects.map((s) => s.location.slice(root.length))).toEqual(['/b/c/x.json:1', '/inside.yaml:1', '/z.yml:1'])
    expect(snapshot.unreadable).toEqual([])
    expect(notes.map((n) => n.location.slice(root.length))).toEqual(['/b/package.json:1', '/kustomization.yaml:1'])
  })
})
