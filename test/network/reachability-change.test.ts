/** A change object by object gives what building anew gives, and names every workload whose row or column it altered. YWQ_CHANGES=5000 for the long run. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nothingAssumed, type Assumptions, type Reachability } from '../../policies/network/reachability.ts'
import { askedPairs, listedOutside, listedPairs, reachabilityOf, subject } from './answers.ts'
import { cluster, identity, namespaces, networkPolicy, nodeCidrs, podCidrs, pods, tierPolicies } from './clusters.ts'
import type { Json } from './oracle.ts'

const changes = Number(process.env['YWQ_CHANGES'] ?? '300')
const perCluster = 10

interface Change {
  /** Added, or put in the place of the object with its identity. */
  readonly add: readonly Json[]
  /** Which of the objects there go; modulo their number. */
  readonly remove: readonly number[]
}

const added: fc.Arbitrary<readonly Json[]> = fc.oneof(networkPolicy.map((one) => [one]), networkPolicy.map((one) => [one]), tierPolicies.any.map((all) => all.slice(0, 1)), pods(true).map((all) => all.slice(0, 1)), namespaces.map((all) => all.slice(0, 1)))
const change: fc.Arbitrary<Change> = fc.record({ add: added, remove: fc.array(fc.nat(30), { maxLength: 1 }) })

const assumptions: fc.Arbitrary<Assumptions> = fc.constantFrom(
  nothingAssumed, { ipBlockSelectsPods: true, hostNetworkPods: 'as-node', podCidrs, nodeCidrs }, { ipBlockSelectsPods: false, hostNetworkPods: 'as-pod', podCidrs, nodeCidrs: [] },
)

/** Pairs, addresses outside and doubts, without the order in which they were found. */
function all(reachability: Reachability): readonly (readonly [string, string])[] {
  const doubts = reachability.doubts.map(({ en }) => [en, 'doubt'] as const)
  return [...listedPairs(reachability), ...listedOutside(reachability), ...doubts].sort(([a], [b]) => (a < b ? -1 : 1))
}

describe('change', () => {
  it('equals building anew after every one, and touches every pair that changed', () => {
    fc.assert(fc.property(cluster(true, tierPolicies.any), assumptions, fc.array(change, { minLength: perCluster, maxLength: perCluster }), (start, assumed, steps) => {
      const objects = new Map(start.map((object) => [identity(object), subject(object)]))
      const raw = new Map(start.map((object) => [identity(object), object]))
      const reachability = reachabilityOf(start, assumed)
      reachability.change([], reachability.workloads.map((w) => w.subject))
      reachability.change([...objects.values()], [])
      let before = askedPairs(reachability)
      for (const { add, remove } of steps) {
        const keys = [...objects.keys()]
        const gone = [...new Set(remove.map((i) => keys[i % keys.length] ?? ''))].filter((key) => objects.has(key) && !add.some((object) => identity(object) === key))
        const removed = [...gone, ...add.map(identity)].flatMap((key) => objects.get(key) ?? [])
        for (const key of gone) {
          objects.delete(key)
          raw.delete(key)
        }
        const fresh = add.map((object) => [identity(object), object, subject(object)] as const)
        for (const [key, object, one] of fresh) {
          objects.set(key, one)
          raw.set(key, object)
        }
        const { rows, columns } = reachability.change(fresh.map(([, , one]) => one), removed)
        const rebuilt = reachabilityOf([...raw.values()], assumed)
        expect(all(reachability)).toEqual(all(rebuilt))
        const after = askedPairs(reachability)
        const [from, to] = [new Set(rows.map(({ id }) => id)), new Set(columns.map(({ id }) => id))]
        const differing = [...new Set([...before.keys(), ...after.keys()])].filter((pair) => before.get(pair) !== after.get(pair))
        expect(differing.filter((pair) => {
          const [a = '', b = ''] = pair.split(' → ')
          return !from.has(a) && !to.has(b)
        })).toEqual([])
        before = after
      }
    }), { numRuns: Math.ceil(changes / perCluster) })
  }, 30 * 60_000)
})
