/** Allowed = declared on the minimal example as the stacks build it; each seeded fault is found and named; what a change of policies changes. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadEstate } from '../../policies/estate/load.ts'
import { assumptionsOf } from '../../policies/network/assumptions.ts'
import { buildReachability, type Reachability } from '../../policies/network/reachability.ts'
import { deviations, deviationText } from '../../policies/network/report/deviations.ts'
import { diffReach, undeclaredChanges } from '../../policies/network/report/diff.ts'
import { withEmptyTiers } from '../../policies/network/report/empty-tiers.ts'
import { expectedOf } from '../../policies/network/report/expected.ts'
import { portsText } from '../../policies/network/report/words.ts'
import { workloadJsonPieces } from '../../policies/network/report/workload-json.ts'
import { readInput } from '../../policies/sources/detect.ts'
import { parseManifests } from '../../policies/sources/manifests.ts'
import type { Subject } from '../../policies/subject.ts'
import { buildApp } from '../../stacks/build.ts'

const folder = mkdtempSync(join(tmpdir(), 'ywq-reach-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const { estate } = loadEstate(resolve(import.meta.dirname, '../../stacks/examples/minimal'))
if (estate === null) throw new Error('minimal does not load')
buildApp(estate, { outdir: folder }).app.synth()
const read = { readAt: '2026-06-30T12:00:00+08:00', estate }
const snapshots = await readInput(folder, read)
const expected = expectedOf(estate, 'city')

/** Objects of a manifest, as if somebody had applied them. */
function applied(manifest: string): readonly Subject[] {
  const { subjects, unreadable } = parseManifests(manifest, 'fault.yaml', read)
  expect(unreadable).toEqual([])
  return subjects
}

function built(change: (subjects: readonly Subject[]) => readonly Subject[] = (s) => s): Reachability {
  const [snapshot] = snapshots
  if (snapshot === undefined) throw new Error('nothing was built')
  return buildReachability([withEmptyTiers({ ...snapshot, subjects: change(snapshots.flatMap((s) => s.subjects)) }, estate, 'given')], assumptionsOf(estate, 'city'))
}
const said = (reach: Reachability): readonly string[] => deviations(reach, expected).map((one) => `${one.kind} ${deviationText(one).en}`)

const policy = (name: string, namespace: string, spec: string): string => `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: ${spec}\n---\n`
const [portal, web, db] = ['data-bureau--portal--web', 'hr--insurance--web', 'hr--insurance--db']
const byName = (namespace: string): string => `{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${namespace} } } }`

describe('allowed = declared', () => {
  it('holds for what the stacks build', () => {
    const reach = built()
    expect(said(reach)).toEqual([])
    expect(reach.complete).toBe(true)
    expect(expected.flows.filter((f) => f.approved).map((f) => f.flow.name)).toEqual(['insurance-web-to-db', 'portal-to-identity', 'insurance-to-identity'])
  })

  it('an extra allow on both sides is named with both policies', () => {
    const fault = policy('hole-out', portal, `{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [${byName(db)}], ports: [{ port: 5432 }] }] }`)
      + policy('hole-in', db, `{ podSelector: {}, policyTypes: [Ingress], ingress: [{ from: [${byName(portal)}], ports: [{ port: 5432 }] }] }`)
    const found = said(built((s) => [...s, ...applied(fault)]))
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(`undeclared allowed without a Flow: ${portal}/web → ${db}/db (TCP 5432)`)
    expect(found[0]).toContain(`NetworkPolicy ${portal}/hole-out`)
    expect(found[0]).toContain(`NetworkPolicy ${db}/hole-in`)
  })

  it('a missing deny is found: without it the other policies of the tier still isolate, without all of them it is open', () => {
    const gone = built((s) => s.filter((one) => !(one.kind === 'NetworkPolicy' && one.namespace === db)))
    const found = said(gone)
    expect(found.some((line) => line.includes(`${web}/web → ${db}/db`) && !line.includes('5432'))).toBe(false)
    expect(found.some((line) => line.startsWith('undeclared') && line.includes(`→ ${db}/db`))).toBe(true)
  })

  it('a rule by a forgeable label opens the tier only once somebody wears the label, and is named then', () => {
    const rule = policy('by-label', db, '{ podSelector: {}, policyTypes: [Ingress], ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { role: client } } }], ports: [{ port: 5432 }] }] }')
      + policy('out', portal, `{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [${byName(db)}], ports: [{ port: 5432 }] }] }`)
    expect(said(built((s) => [...s, ...applied(rule)]))).toEqual([])
    const forged = `apiVersion: v1\nkind: Pod\nmetadata: { name: forged, namespace: ${portal}, labels: { role: client } }\nspec: { containers: [{ name: c, image: a }] }\n`
    const found = said(built((s) => [...s, ...applied(rule + forged)]))
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(`${portal}/forged → ${db}/db (TCP 5432)`)
  })

  it('a wide ipBlock is named', () => {
    const found = said(built((s) => [...s, ...applied(policy('wide', web, '{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }] }'))]))
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(`NetworkPolicy ${web}/wide`)
  })

  it('a flow whose half is missing is unimplemented, and says what holds it', () => {
    const found = said(built((s) => s.filter((one) => one.name !== 'flow-insurance-to-identity-ingress')))
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(/^unimplemented declared but blocked: Flow insurance-to-identity, .* held by NetworkPolicy data-bureau--identity--api\//)
  })
})

describe('difference of two inputs', () => {
  const before = built()
  const hole = applied(policy('hole', web, `{ podSelector: {}, policyTypes: [Ingress], ingress: [{ from: [${byName('data-bureau--identity--api')}], ports: [{ port: 8080 }] }] }`)
    + policy('hole', 'data-bureau--identity--api', `{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [${byName(web)}], ports: [{ port: 8080, endPort: 8081 }] }] }`))

  it('nothing changed, nothing differs', () => expect(diffReach(before, built(), expected, new Set()).changes).toEqual([]))

  it('a new allow without a Flow is undeclared, on exactly the ports that both sides open', () => {
    const diff = diffReach(before, built((s) => [...s, ...hole]), expected, new Set())
    expect(undeclaredChanges(diff).map((c) => `${c.from.id} → ${c.to.id} ${portsText(c.added)}`)).toEqual([`data-bureau--identity--api/api → ${web}/web TCP 8080`])
  })

  it('the way back is newly blocked', () => {
    const [change, ...more] = diffReach(built((s) => [...s, ...hole]), before, expected, new Set()).changes
    expect(more).toEqual([])
    expect([change?.added, portsText(change?.removed ?? [])]).toEqual([[], 'TCP 8080'])
  })

  it('a Flow built in the same change is listed as such, not as consent taken for granted', () => {
    const without = built((s) => s.filter((one) => !one.name.startsWith('flow-insurance-to-identity-')))
    const diff = diffReach(without, before, expected, new Set(['insurance-web-to-db', 'portal-to-identity']))
    expect(undeclaredChanges(diff)).toEqual([])
    expect(diff.changes.map((c) => c.newFlows.map((f) => f.flow.name))).toEqual([['insurance-to-identity']])
  })
})

it('JSON of the workload matrix has the shape of the contract', () => {
  const every = { from: () => true, to: () => true }
  const text = [...workloadJsonPieces(buildReachability(snapshots, assumptionsOf(estate, 'city')), every)].join('')
  const json = JSON.parse(text) as { workloads: { id: string; kind: string }[]; connections: { from: string; to: string; allow: { protocol: string; ports: string }[] }[]; unknown: unknown[]; complete: boolean }
  expect(json.workloads.map((w) => `${w.kind} ${w.id}`)).toContain(`StatefulSet ${db}/db`)
  expect(json.connections.find((c) => c.from === `${web}/web` && c.to === `${db}/db`)?.allow).toEqual([{ protocol: 'TCP', ports: '5432' }])
  expect(json.connections.every((c) => c.allow.length > 0)).toBe(true)
  expect([json.unknown, json.complete]).toEqual([[], true])
})
