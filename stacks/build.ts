/** From an estate to an App of small stacks. Pure but for the output folder that cdktf makes. */
import type { Estate, PlacedTier } from '../policies/estate/estate.ts'
import { approvedAccess } from './access.ts'
import { AppsStack } from './apps-stack.ts'
import { App, type Origin, type Stack } from './engine.ts'
import { compileFlows } from './flows.ts'
import type { BuildReport } from './report.ts'
import { isBuilt, spacesOf, tiersByDepartment } from './space.ts'
import { SpaceStack } from './space-stack.ts'

export interface BuildOptions {
  /** Folder that synth writes. @default CDKTF_OUTDIR, else cdktf.out */
  readonly outdir?: string
}

export interface Built {
  /** `app.synth()` writes the stacks and their provenance sidecars. */
  readonly app: App
  readonly stacks: readonly Stack[]
  /** Stack name → Terraform address → `file:line`. */
  readonly provenance: ReadonlyMap<string, Readonly<Record<string, Origin>>>
  readonly report: BuildReport
}

/**
 * Builds every stack of an estate.
 * @param estate validated; nothing here depends on the clock
 */
export function buildApp(estate: Estate, options: BuildOptions = {}): Built {
  const app = new App(options.outdir)
  const flows = compileFlows(estate)
  const requests = approvedAccess(estate)
  const notBuilt = [...flows.notBuilt, ...requests.notBuilt]
  const byDepartment = tiersByDepartment(estate)
  const bySystem = builtTiersBySystem(estate)
  for (const cluster of estate.of('Cluster')) {
    for (const [name, tiers] of byDepartment.get(cluster.name) ?? []) {
      const department = estate.get('Department', name)
      if (department === undefined) continue
      const spaces = spacesOf(tiers, cluster, bySystem)
      notBuilt.push(...new SpaceStack(app, { estate, cluster, department, spaces, flows, requests }).notBuilt)
      notBuilt.push(...new AppsStack(app, { estate, cluster, department, spaces }).notBuilt)
    }
  }
  const stacks = app.stacks
  return { app, stacks, provenance: new Map(stacks.map((stack) => [stack.node.id, stack.provenance])), report: { notBuilt } }
}

function builtTiersBySystem(estate: Estate): ReadonlyMap<string, readonly PlacedTier[]> {
  const bySystem = new Map<string, PlacedTier[]>()
  for (const placed of estate.tiers) {
    if (!isBuilt(placed)) continue
    const tiers = bySystem.get(placed.system.name)
    if (tiers === undefined) bySystem.set(placed.system.name, [placed])
    else tiers.push(placed)
  }
  return bySystem
}
