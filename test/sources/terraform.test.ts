/** Synth and plan: what is read of names, defaults, templates, unknown values, completeness. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

import { Skip } from '../../policies/check.ts'
import { readInput } from '../../policies/sources/detect.ts'
import type { Note } from '../../policies/sources/options.ts'
import { readPlan } from '../../policies/sources/plan.ts'
import { readStackFile } from '../../policies/sources/synth.ts'
import type { Snapshot } from '../../policies/subject.ts'
import { maximal } from './terraform/maximal.ts'

const options = { readAt: '2026-11-21T00:00:00Z' }
const root = mkdtempSync(join(tmpdir(), 'ywq-terraform-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

function synth(resource: object, more: object = {}): Snapshot {
  const [snapshot] = readStackFile('x/cdk.tf.json', options, { resource, ...more })
  if (snapshot === undefined) throw new Error('no snapshot')
  return snapshot
}

function only(snapshot: Snapshot): Readonly<Record<string, unknown>> {
  expect(snapshot.unreadable).toEqual([])
  expect(snapshot.subjects).toHaveLength(1)
  return snapshot.subjects[0]?.object ?? {}
}

const pod = (container: object, more: object = {}): object => ({ kubernetes_pod_v1: { p: { metadata: { name: 'p', namespace: 'ns' }, spec: { container: [{ name: 'c', ...container }], ...more } } } })
const containerOf = (object: Readonly<Record<string, unknown>>): Record<string, unknown> => (object['spec'] as { containers: Record<string, unknown>[] }).containers[0] ?? {}

describe('what the provider sends where nothing was set', () => {
  test('service account token mounted, no privilege', () => {
    expect(only(synth(pod({})))['spec']).toMatchObject({ automountServiceAccountToken: true, hostNetwork: false, hostPID: false, hostIPC: false })
  })

  test('an empty security context allows escalation and overrides the pod’s runAsNonRoot', () => {
    const object = only(synth(pod({ security_context: {} }, { security_context: { run_as_non_root: true } })))
    expect(containerOf(object)['securityContext']).toEqual({ allowPrivilegeEscalation: true, privileged: false, readOnlyRootFilesystem: false, runAsNonRoot: false })
    expect((object['spec'] as { securityContext: unknown }).securityContext).toEqual({ runAsNonRoot: true })
  })

  test('without a security context there is none', () => expect(containerOf(only(synth(pod({})))))
    .not.toHaveProperty('securityContext'))
  test('an empty seccomp profile is Unconfined', () => {
    expect(containerOf(only(synth(pod({ security_context: { seccomp_profile: {} } }))))['securityContext']).toMatchObject({ seccompProfile: { type: 'Unconfined' } })
  })
})

describe('values', () => {
  test('numbers written as text, octal modes, ports of both kinds, keys of maps', () => {
    const object = only(synth(pod({ security_context: { run_as_user: '0' }, liveness_probe: { http_get: { port: '8080' } }, readiness_probe: { http_get: { port: 'http' } } }, {
      node_selector: { Kept_As_Is: 'x' }, toleration: [{ toleration_seconds: '60' }], volume: [{ name: 'v', config_map: { name: 'c', default_mode: '0440' } }],
    })))
    expect(containerOf(object)).toMatchObject({ securityContext: { runAsUser: 0 }, livenessProbe: { httpGet: { port: 8080 } }, readinessProbe: { httpGet: { port: 'http' } } })
    expect(object['spec']).toMatchObject({ nodeSelector: { Kept_As_Is: 'x' }, tolerations: [{ tolerationSeconds: 60 }], volumes: [{ configMap: { defaultMode: 0o440 } }] })
  })

  test('an empty block is an empty object; an empty list of blocks is nothing', () => {
    const object = only(synth({ kubernetes_network_policy_v1: { n: { metadata: { name: 'n', namespace: 'ns' }, spec: { pod_selector: {}, policy_types: ['Ingress', 'Egress'], ingress: [{}], egress: [] } } } }))
    expect(object['spec']).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [{}] })
  })

  test('values of Secrets are dropped', () => {
    const object = only(synth({ kubernetes_secret_v1: { s: { metadata: { name: 's', namespace: 'ns' }, data: { a: 'hunter2' }, binary_data: { b: 'aHVudGVyMg==' } } } }))
    expect(object['data']).toEqual({ a: '', b: '' })
  })

  test('kubernetes_manifest is read as it stands, nulls left out', () => {
    expect(only(synth({ kubernetes_manifest: { m: { manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'm', namespace: 'ns', labels: null }, data: { snake_case: 'x' } } } } })))
      .toEqual({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'm', namespace: 'ns' }, data: { snake_case: 'x' } })
  })

  test('escapes are undone, references to literals followed', () => {
    const snapshot = synth({
      kubernetes_namespace_v1: { ns: { metadata: { name: '${local.prefix}-one' } } },
      kubernetes_config_map_v1: { c: { metadata: { name: 'c', namespace: '${kubernetes_namespace_v1.ns.metadata[0].name}' }, data: { a: '$${kept} %%{kept}', b: 'in ${kubernetes_namespace_v1.ns.metadata.0.name}!' } } },
    }, { locals: { prefix: 'team' } })
    const map = snapshot.subjects.find((s) => s.kind === 'ConfigMap')
    expect(map).toMatchObject({ namespace: 'team-one', object: { data: { a: '${kept} %{kept}', b: 'in team-one!' } } })
  })

  test.each([['${var.image}'], ['${data.x.y.z}'], ['${upper("a")}'], ['${kubernetes_pod_v1.p.spec[0].nothing}'], ['%{ if true }x%{ endif }'], ['${local.loop}']])('%s is unknown until apply', (image) => {
    const container = containerOf(only(synth(pod({ image }), { locals: { loop: '${local.loop}' } })))
    expect(() => container['image']).toThrow(Skip)
    expect(container['name']).toBe('c')
  })

  test('dynamic blocks are unknown', () => {
    const object = only(synth({ kubernetes_network_policy_v1: { n: { metadata: { name: 'n', namespace: 'ns' }, spec: { pod_selector: {}, policy_types: ['Ingress'], dynamic: { ingress: { for_each: '${var.x}', content: {} } } } } } }))
    expect(() => (object['spec'] as { ingress: unknown }).ingress).toThrow(Skip)
  })

  test('an object whose name is unknown is shown by its address', () => {
    const [subject] = synth({ kubernetes_namespace_v1: { x: { metadata: { name: '${var.x}' } } } }).subjects
    expect(subject).toMatchObject({ kind: 'Namespace', name: '(kubernetes_namespace_v1.x)', location: 'x/kubernetes_namespace_v1.x' })
  })
})

describe('cdktf.out', () => {
  const write = (stacks: Readonly<Record<string, object>>, sidecar: object = {}): string => {
    const folder = mkdtempSync(join(root, 'out-'))
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ version: '0.21.0', stacks: Object.fromEntries(Object.keys(stacks).map((name) => [name, { name, synthesizedStackPath: `stacks/${name}/cdk.tf.json` }])) }))
    for (const [name, resource] of Object.entries(stacks)) {
      const file = join(folder, 'stacks', name, 'cdk.tf.json')
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, JSON.stringify({ resource }))
      writeFileSync(join(dirname(file), 'ywq.provenance.json'), JSON.stringify({ format: 'ywq.provenance', version: 1, addresses: sidecar }))
    }
    return folder
  }
  const namespace = (name: string): object => ({ kubernetes_namespace_v1: { [name]: { metadata: { name } } } })

  test('all stacks of a cluster are one snapshot, whole; provenance beside the address', async () => {
    const folder = write({ city_space_a: namespace('a'), city_apps_a: pod({}), other_platform: namespace('o') }, { 'kubernetes_namespace_v1.a': 'estate/a.yaml:7' })
    const snapshots = await readInput(folder, options)
    expect(snapshots.map((s) => [s.cluster, s.source, s.subjects.length])).toEqual([['city', 'synth', 2], ['other', 'synth', 1]])
    expect(snapshots[0]?.subjects[0]).toMatchObject({ location: 'city_space_a/kubernetes_namespace_v1.a', estateLocation: 'estate/a.yaml:7', cluster: 'city' })
    const complete = snapshots[0]?.complete
    expect([complete?.has('', 'Namespace', '*'), complete?.has('', 'Pod', 'a'), complete?.has('', 'Pod', 'unknown')]).toEqual([true, true, false])
  })

  test('one stack alone does not speak for the cluster', async () => {
    const folder = write({ city_space_a: namespace('a') })
    const [snapshot] = await readInput(join(folder, 'stacks', 'city_space_a', 'cdk.tf.json'), options)
    expect([snapshot?.cluster, snapshot?.complete.has('', 'Namespace', '*'), snapshot?.complete.has('networking.k8s.io', 'NetworkPolicy', 'a')]).toEqual(['city', false, true])
  })

  test('a Helm release hides objects: nothing is complete, and it is said', async () => {
    const folder = write({ city_space_a: { ...namespace('a'), helm_release: { x: { chart: 'x' } } } })
    const notes: Note[] = []
    const [snapshot] = await readInput(folder, { ...options, note: (n) => notes.push(n) })
    expect(snapshot?.complete.has('', 'Pod', 'a')).toBe(false)
    expect(notes[0]?.en).toContain('helm_release')
  })

  test('every type of the rich example is read', async () => {
    const folder = write({ max: maximal.resource })
    const [snapshot] = await readInput(folder, options)
    expect(snapshot?.unreadable).toEqual([])
    expect(snapshot?.subjects).toHaveLength(Object.values(maximal.resource).reduce((n, named) => n + Object.keys(named).length, 0))
  })
})

describe('plan', () => {
  const plan = (after: object, unknown: object, expressions: object | null, address = 'kubernetes_pod_v1.p'): Snapshot => readPlan({
    format_version: '1.2', terraform_version: '1.11.0',
    planned_values: { root_module: { resources: [{ address, mode: 'managed', type: 'kubernetes_pod_v1', values: after }] } },
    resource_changes: [{ address, change: { actions: ['create'], after, after_unknown: unknown } }],
    ...(expressions === null ? {} : { configuration: { root_module: { resources: [{ address: address.replace(/\[.*\]/, ''), expressions }] } } }),
  }, 'plan.json', options)
  const metadata = [{ name: 'p', namespace: 'ns', labels: null, annotations: null }]

  test('unknown and not configured is unset; unknown and configured is unknown until apply', () => {
    const snapshot = plan(
      { metadata, spec: [{ container: [{ name: 'c', image: null }] }] },
      { metadata: [{ uid: true, generation: true }], spec: [{ node_name: true, hostname: true, container: [{ image: true, image_pull_policy: true }] }] },
      { metadata: [{ name: { constant_value: 'p' } }], spec: [{ hostname: { references: ['var.h'] }, container: [{ name: { constant_value: 'c' }, image: { references: ['x.y'] } }] }] },
    )
    const spec = only(snapshot)['spec'] as Record<string, unknown>
    expect(() => spec['hostname']).toThrow(Skip)
    expect(spec).not.toHaveProperty('nodeName')
    const container = containerOf(only(snapshot))
    expect(() => container['image']).toThrow(Skip)
    expect(container).not.toHaveProperty('imagePullPolicy')
    expect(only(snapshot)['metadata']).toEqual({ name: 'p', namespace: 'ns' })
  })

  test('a block that the configuration does not spell out (dynamic) keeps its unknowns', () => {
    const snapshot = plan({ metadata, spec: [{ container: [{ name: 'c' }] }] }, { spec: [{ container: [{ image: true }] }] }, { metadata: [{}], spec: [{}] })
    expect(() => containerOf(only(snapshot))['image']).toThrow(Skip)
  })

  test('a whole block unknown', () => {
    const snapshot = plan({ metadata, spec: [{ container: [{ name: 'c' }] }] }, { spec: [{ volume: true, security_context: true }] }, { metadata: [{}], spec: [{ container: [{}], volume: [{ name: {} }] }] })
    const spec = only(snapshot)['spec'] as Record<string, unknown>
    expect(() => spec['volumes']).toThrow(Skip)
    expect(spec).not.toHaveProperty('securityContext')
  })

  test('without a configuration what is unknown stays unknown', () => {
    const spec = only(plan({ metadata, spec: [{ container: [{ name: 'c' }] }] }, { spec: [{ hostname: true }] }, null))['spec'] as Record<string, unknown>
    expect(() => spec['hostname']).toThrow(Skip)
  })

  test('instances of count and for_each find their configuration', () => {
    const snapshot = plan({ metadata, spec: [{ container: [{ name: 'c' }] }] }, { spec: [{ node_name: true }] }, { metadata: [{}], spec: [{ container: [{}] }] }, 'kubernetes_pod_v1.p["a.b[0]"]')
    expect(only(snapshot)['spec']).not.toHaveProperty('nodeName')
    expect(snapshot.subjects[0]?.location).toBe('plan.json/kubernetes_pod_v1.p["a.b[0]"]')
  })

  test('modules of modules; data sources left out; state JSON', async () => {
    const resource = (address: string, mode = 'managed'): object => ({ address, mode, type: 'kubernetes_namespace_v1', values: { metadata: [{ name: address.replace(/\W/g, '-').toLowerCase() }] } })
    const file = join(root, 'state-under-any-name')
    writeFileSync(file, JSON.stringify({ format_version: '1.0', terraform_version: '1.11.0', values: { root_module: { resources: [resource('a'), resource('data.a', 'data')], child_modules: [{ resources: [resource('module.m.b')], child_modules: [{ resources: [resource('module.m.module.n.c')] }] }] } } }))
    const [snapshot] = await readInput(file, options)
    expect(snapshot?.source).toBe('plan')
    expect(snapshot?.subjects.map((s) => s.name)).toEqual(['a', 'module-m-b', 'module-m-module-n-c'])
  })
})
