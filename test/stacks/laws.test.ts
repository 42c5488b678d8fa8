/** Laws of the stacks: addresses that never move, departments that do not touch each other, the same bytes twice. */
import { TerraformStack } from 'cdktf'
import { describe, expect, test } from 'vitest'
import { App, Construct, NamespaceV1, NetworkPolicyV1, Stack, declare } from '../../stacks/engine.ts'
import { buildApp } from '../../stacks/build.ts'
import { logicalId } from '../../stacks/logical-id.ts'
import { estateOf, miniEstate } from './estate.ts'
import { synthesize, temporaryApp, type Synthesized } from './synth.ts'

const mini = synthesize(estateOf(miniEstate))
const newSystem = `
kind: System
name: archive
title: { zh: 档案 }
department: hr
phase: building
phaseSince: 2026-01-01
parties: { owner: { organisation: gov, contact: bob, from: 2025-01-01 } }
usage: { kind: internal }
tiers: [{ name: web, zone: service, cluster: city }]
`
const differing = (a: Synthesized, b: Synthesized) => [...new Set([...a.texts.keys(), ...b.texts.keys()])].filter((s) => a.texts.get(s) !== b.texts.get(s)).sort()

describe('stacks', () => {
  test('a system without cross-department flows changes the two stacks of its department only', () => {
    const more = synthesize(estateOf(miniEstate, newSystem))
    expect(differing(mini, more)).toEqual(['city_space_hr'])
    const workload = '{ name: web, image: "registry.example/a@sha256:' + '0'.repeat(64) + '", replicas: 2, ports: [{ name: http, port: 80 }], resources: { cpu: 100m, memory: 64Mi } }'
    const deployed = synthesize(estateOf(miniEstate, newSystem.replace('cluster: city }', `cluster: city, workloads: [${workload}] }`)))
    expect(differing(mini, deployed)).toEqual(['city_apps_hr', 'city_space_hr'])
  })

  test('a member more in a grading object of several departments leaves the other departments as they are', () => {
    const more = synthesize(estateOf(miniEstate.replace('systems: [portal, pay, idp]', 'systems: [portal, pay, idp, archive]'), newSystem))
    expect(differing(mini, more)).toEqual(['city_space_hr'])
  })

  test('two synths give the same bytes', () => {
    const again = synthesize(estateOf(miniEstate))
    expect([...again.texts]).toEqual([...mini.texts])
    expect([...again.sidecars]).toEqual([...mini.sidecars])
  })

  test('every stack is as cdktf itself would write it', () => {
    const { app, stacks } = temporaryApp((outdir) => buildApp(estateOf(miniEstate), { outdir }))
    expect(stacks.length).toBe(7)
    for (const stack of stacks) {
      const ours: unknown = JSON.parse(JSON.stringify(stack.toTerraform()))
      const theirs: unknown = JSON.parse(JSON.stringify(TerraformStack.prototype.toTerraform.call(stack)))
      expect(ours, stack.node.id).toEqual(theirs)
    }
    expect(app.stacks).toEqual(stacks)
  })

  test('where a construct stands in the tree changes no address', () => {
    const build = (nest: (stack: Stack) => Construct) => temporaryApp((outdir) => {
      const stack = new Stack(new App(outdir), 'city_space_a', { cluster: 'city' })
      declare(nest(stack), NamespaceV1, { metadata: { name: 'a--b--c' } })
      return stack.addresses
    })
    const flat = build((stack) => stack)
    expect(build((stack) => new Construct(new Construct(stack, 'deeper'), 'still'))).toEqual(flat)
    expect(flat).toEqual(['kubernetes_namespace_v1.a--b--c'])
  })

  test('two objects of one kind, namespace and name are refused, not merged', () => {
    expect(() => temporaryApp((outdir) => {
      const stack = new Stack(new App(outdir), 'city_space_a', { cluster: 'city' })
      const twice = () => declare(new Construct(stack, `c${stack.addresses.length}`), NamespaceV1, { metadata: { name: 'same' } })
      twice()
      twice()
    })).toThrow('kubernetes_namespace_v1.same')
  })

  test('no address stands twice in one cluster, and every address has its line in the estate', () => {
    const all = [...mini.addresses.values()].flat()
    expect(new Set(all).size).toBe(all.length)
    for (const [stack, addresses] of mini.addresses) {
      const sidecar = JSON.parse(mini.sidecars.get(stack) ?? '{}') as { readonly format: string; readonly version: number; readonly addresses: Readonly<Record<string, string>> }
      expect(sidecar.format).toBe('ywq.provenance')
      expect(Object.keys(sidecar.addresses).sort()).toEqual(addresses)
      for (const origin of Object.values(sidecar.addresses)) expect(origin).toMatch(/^mini\.yaml:[1-9]/)
    }
  })

  test('logical ids are one to one and Terraform identifiers', () => {
    const pairs: readonly (readonly [string, string])[] = [
      ['', 'a'], ['', 'a--b'], ['a', 'b'], ['a--b', 'c'], ['a', 'b--c'], ['', 'ywq:x'], ['', 'ywq.x'], ['', '1a'], ['1', 'a'], ['a', '1'], ['', '_x31_a'], ['', 'a__b'], ['', '-a'], ['a', 'b.c'], ['a.b', 'c'],
    ]
    const ids = pairs.map(([namespace, name]) => logicalId(namespace, name))
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[A-Za-z_][A-Za-z0-9_-]*$/)
  })

  test('text of the estate is never a Terraform template', () => {
    const hostile = miniEstate.replace('title: { zh: 门户, en: Portal }', 'title: { zh: "${file(\\"/etc/passwd\\")}", en: "%{ if true }x" }')
    const { texts } = synthesize(estateOf(hostile))
    const namespaces = JSON.parse(texts.get('city_space_bureau') ?? '{}') as { readonly resource: { readonly kubernetes_namespace_v1: Readonly<Record<string, { readonly metadata: { readonly annotations: Readonly<Record<string, string>> } }>> } }
    expect(namespaces.resource.kubernetes_namespace_v1['bureau--portal--web']?.metadata.annotations).toEqual({ 'ywq.io/title-zh': '$${file("/etc/passwd")}', 'ywq.io/title-en': '%%{ if true }x' })
  })

  test('a reference between objects is refused: synth resolves none', () => {
    expect(() => temporaryApp((outdir) => {
      const stack = new Stack(new App(outdir), 'city_space_a', { cluster: 'city' })
      const raw = new NamespaceV1(stack, 'raw', { metadata: { name: 'raw' } })
      declare(stack, NetworkPolicyV1, { metadata: { name: 'p', namespace: raw.id }, spec: { podSelector: {}, policyTypes: ['Ingress'] } })
    })).toThrow('plain data only')
  })
})

describe('phases', () => {
  const phase = (system: string, word: string) => miniEstate.replace(new RegExp(`(name: ${system}\\n(?:.*\\n){2}phase: )running`), `$1${word}`)

  test('nothing is built of a requested or retired system; its department keeps empty stacks that an apply destroys with', () => {
    for (const word of ['requested', 'retired']) {
      const { addresses, texts } = synthesize(estateOf(phase('pay', word)))
      expect(addresses.get('city_space_hr')).toEqual([])
      expect(addresses.get('city_apps_hr')).toEqual([])
      expect(texts.get('city_space_hr')).toContain('"provider"')
    }
  })

  test('building, trial and running systems are built', () => {
    for (const word of ['building', 'trial']) expect(synthesize(estateOf(phase('pay', word))).addresses.get('city_apps_hr')).toEqual(mini.addresses.get('city_apps_hr'))
  })

  test('a suspended system keeps its objects with no replicas', () => {
    const { addresses, resources } = synthesize(estateOf(phase('pay', 'suspended')))
    expect(addresses.get('city_apps_hr')).toEqual(mini.addresses.get('city_apps_hr'))
    expect(resources.get('city_apps_hr')?.['kubernetes_stateful_set_v1']?.['hr--pay--db__db']?.['spec']).toMatchObject({ replicas: '0' })
    expect(mini.resources.get('city_apps_hr')?.['kubernetes_stateful_set_v1']?.['hr--pay--db__db']?.['spec']).toMatchObject({ replicas: '2' })
  })
})
