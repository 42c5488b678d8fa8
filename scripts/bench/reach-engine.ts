/**
 * The reachability engine alone, timed inside the process: `reach-engine.js synth DIR` (a cdktf.out) or `reach-engine.js namespaces N`.
 * Prints one line of JSON: for each step milliseconds by the clock and of processor time (a busy machine stretches only the first), pairs,
 * megabytes at the peak.
 */
import { buildReachability, type Assumptions } from '../../policies/network/reachability.ts'
import { readSynth } from '../../policies/sources/synth.ts'
import type { Snapshot } from '../../policies/subject.ts'
import { flowPolicy, namespaceName, syntheticCluster } from './synthetic-cluster.ts'

const assumptions: Assumptions = { ipBlockSelectsPods: false, hostNetworkPods: 'as-node', podCidrs: ['10.244.0.0/16', 'fd00:10:244::/56'], nodeCidrs: ['192.168.0.0/16'] }
const readAt = '2026-11-21T00:00:00Z'
const changes = 20

const [mode = '', of = ''] = process.argv.slice(2)
const times: Record<string, number> = {}

const tenths = (ms: number): number => Math.round(ms * 10) / 10

async function timed<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const [started, cpu] = [performance.now(), process.cpuUsage()]
  const result = await work()
  const { user, system } = process.cpuUsage(cpu)
  times[`${name}Ms`] = tenths(performance.now() - started)
  times[`${name}CpuMs`] = tenths((user + system) / 1000)
  return result
}

const snapshots = await timed('read', (): readonly Snapshot[] => {
  if (mode === 'synth') return readSynth(of, { readAt })
  return [{ cluster: 'synthetic', source: 'manifests', readAt, subjects: syntheticCluster(Number(of)), complete: { has: () => true }, unreadable: [] }]
})
const reachability = await timed('build', () => buildReachability(snapshots, assumptions))
const counted = await timed('allPairs', () => {
  let [pairs, blocks, unknown] = [0, 0, 0]
  for (const block of reachability.connections()) {
    blocks++
    if (block.allow.length > 0) pairs += block.from.length * block.to.length
    if (block.unknown.length > 0) unknown += block.from.length * block.to.length
  }
  return { pairs, blocks, unknown }
})
if (mode === 'namespaces') {
  const count = Number(of)
  let slowest = 0
  await timed('changes', () => {
    for (let i = 0; i < changes; i++) {
      const started = performance.now()
      const own = namespaceName((i * 37) % count)
      const { rows } = reachability.change([flowPolicy(own, namespaceName((i * 11 + 5) % count))], [])
      for (const workload of rows) for (const { to } of reachability.connectionsOf(workload, 'egress')) if (to.length === 0) throw new Error('an empty row')
      slowest = Math.max(slowest, performance.now() - started)
    }
  })
  times['oneChangeMs'] = tenths((times['changesMs'] ?? 0) / changes)
  times['oneChangeCpuMs'] = tenths((times['changesCpuMs'] ?? 0) / changes)
  times['slowestChangeMs'] = tenths(slowest)
}
process.stdout.write(`${JSON.stringify({ workloads: reachability.workloads.length, ...counted, ...times, rssMb: Math.round(process.resourceUsage().maxRSS / 1000) })}\n`)
