/**
 * The engine against the oracle on random clusters. What is known whole must be answered whole and right; what is in doubt must hold in every
 * world that the input allows. YWQ_CLUSTERS=20000 for the long run.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Assumptions } from '../../policies/network/reachability.ts'
import { askedPairs, compare, lies, listedPairs, podsOf, reachabilityOf } from './answers.ts'
import { cluster, nodeCidrs, podCidrs, tierPolicies } from './clusters.ts'
import { Oracle, type Json, type World } from './oracle.ts'

const clusters = Number(process.env['YWQ_CLUSTERS'] ?? '2000')
const runs = (share: number): number => Math.ceil(clusters * share)
const timeout = 30 * 60_000

const stated: fc.Arbitrary<Assumptions & { readonly ipBlockSelectsPods: boolean; readonly hostNetworkPods: 'as-node' | 'as-pod' }> = fc.record({
  ipBlockSelectsPods: fc.boolean(), hostNetworkPods: fc.constantFrom('as-node', 'as-pod'), podCidrs: fc.constant(podCidrs), nodeCidrs: fc.constant(nodeCidrs),
})
const noTemplate = (): readonly string[] => {
  throw new Error('only pods with addresses here')
}

describe('engine and oracle', () => {
  it('agree on every packet where all is known', () => {
    fc.assert(fc.property(cluster(false, tierPolicies.exact), stated, (objects, assumptions) => {
      const reachability = reachabilityOf(objects, assumptions)
      const compared = compare(reachability, new Oracle(objects, { ...assumptions, laterFirst: false, olderFirst: false }), podsOf(objects, noTemplate))
      expect(compared.filter(({ said }) => said === 'unknown')).toEqual([])
      expect(lies(compared)).toEqual([])
      expect(reachability.complete).toBe(true)
    }), { numRuns: runs(0.4) })
  }, timeout)

  it('agree on what hangs on whether an ipBlock selects pods', () => {
    fc.assert(fc.property(cluster(false, tierPolicies.exact), stated, (objects, assumptions) => {
      const reachability = reachabilityOf(objects, { ...assumptions, ipBlockSelectsPods: null })
      const pods = podsOf(objects, noTemplate).filter((pod) => !pod.host || assumptions.hostNetworkPods === 'as-node')
      const worlds = [true, false].map((ipBlockSelectsPods) => compare(reachability, new Oracle(objects, { ...assumptions, ipBlockSelectsPods, laterFirst: false, olderFirst: false }), pods))
      const differing = (worlds[0] ?? []).filter((one, i) => one.truth !== worlds[1]?.[i]?.truth)
      expect(worlds.flatMap(lies)).toEqual([])
      expect((worlds[0] ?? []).filter(({ said }) => said === 'unknown')).toEqual(differing)
    }), { numRuns: runs(0.15) })
  }, timeout)

  it('never contradict each other where addresses, labels, ties and the plugin are in doubt', () => {
    const world: fc.Arbitrary<World> = fc.record({ ipBlockSelectsPods: fc.boolean(), hostNetworkPods: fc.constantFrom('as-node', 'as-pod'), laterFirst: fc.boolean(), olderFirst: fc.boolean() })
    const address = fc.constantFrom(['10.0.1.77', 'fd00::1:1'], ['10.0.200.7', 'fd00::7'], ['10.0.2.2', 'fd00::2'], ['10.0.128.9', 'fd00::ffff'])
    const doubt: fc.Arbitrary<Assumptions> = fc.record({
      ipBlockSelectsPods: fc.constant(null), hostNetworkPods: fc.constant(null), podCidrs: fc.constantFrom([], podCidrs), nodeCidrs: fc.constantFrom([], nodeCidrs),
    })
    fc.assert(fc.property(cluster(true, tierPolicies.any), doubt, fc.array(fc.tuple(world, fc.array(address, { minLength: 4, maxLength: 4 })), { minLength: 3, maxLength: 5 }), (objects, assumptions, worlds) => {
      const reachability = reachabilityOf(objects, assumptions)
      for (const [one, addresses] of worlds) {
        let next = 0
        // Where nobody says which families pods have, an answer about an address outside is about a pod that has that family.
        const ipsOf = (_: Json, host: boolean): readonly string[] => (host ? ['192.168.0.33', 'fd01::33'] : addresses[next++] ?? ['10.0.9.9', 'fd00::9'])
        expect(lies(compare(reachability, new Oracle(objects, one), podsOf(objects, ipsOf)))).toEqual([])
      }
    }), { numRuns: runs(0.2) })
  }, timeout)

  it('the list of all pairs is what asking for each pair gives', () => {
    fc.assert(fc.property(cluster(true, tierPolicies.any), stated, fc.constantFrom(true, false, null), (objects, assumptions, ipBlockSelectsPods) => {
      const reachability = reachabilityOf(objects, { ...assumptions, ipBlockSelectsPods })
      const asked = askedPairs(reachability)
      expect(new Map([...listedPairs(reachability)].sort())).toEqual(new Map([...asked].sort()))
      for (const workload of reachability.workloads) {
        for (const direction of ['ingress', 'egress'] as const) {
          const row = new Map([...reachability.connectionsOf(workload, direction)].flatMap(({ from, to, allow, unknown }) => from.flatMap((a) => to.flatMap((b) => (
            a.type === 'external' || b.type === 'external' ? [] : [[`${a.id} → ${b.id}`, JSON.stringify([allow, unknown])] as const])))))
          const expected = [...asked].filter(([key]) => (direction === 'ingress' ? key.endsWith(`→ ${workload.id}`) : key.startsWith(`${workload.id} →`)))
          expect(new Map([...row].sort())).toEqual(new Map(expected.sort()))
        }
      }
    }), { numRuns: runs(0.25) })
  }, timeout)
})
