/** How much to grant a system: half as much again as its largest tier can grow to, for every tier (tiers share a quota in equal parts). */
import type { DocumentOf, Tier, Workload } from '../../../policies/estate/document.ts'
import type { Random } from './random.ts'

type Quota = NonNullable<DocumentOf<'System'>['quota']>

const cores = (quantity: string): number => (quantity.endsWith('m') ? Number(quantity.slice(0, -1)) / 1000 : Number(quantity))
const gibibytes = (quantity: string): number => (quantity.endsWith('Mi') ? Number(quantity.slice(0, -2)) / 1024 : Number(quantity.replace('Gi', '')))
const most = ({ replicas, autoscale }: Workload): number => Math.max(replicas, autoscale?.max ?? 0)

export function quotaFor(tiers: readonly Tier[], random: Random): Quota {
  const workloads = tiers.map((tier) => tier.workloads ?? [])
  const largest = (need: (workload: Workload) => number): number => Math.max(...workloads.map((of) => of.reduce((sum, workload) => sum + need(workload), 0)), 0)
  const granted = (need: number, floor: number): number => Math.ceil(Math.max(need * 1.5, floor)) * Math.max(1, tiers.length)
  return {
    cpu: String(granted(largest((w) => most(w) * cores(w.resources.cpu)), random.between(2, 6))),
    memory: `${granted(largest((w) => most(w) * gibibytes(w.resources.memory)), random.between(4, 16))}Gi`,
    storage: `${Math.ceil(granted(largest((w) => w.replicas * (w.storage ?? []).reduce((sum, { size }) => sum + gibibytes(size), 0)), random.between(2, 12) * 25) / 50) * 50}Gi`,
    pods: granted(largest(most), 10),
  }
}
