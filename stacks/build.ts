/** From an estate to an App of small stacks. Pure but for the output folder that cdktf makes. */
import type { Estate, PlacedTier } from '../policies/estate/estate.ts'
import { approvedAccess } from './access.ts'
import { AdmissionStack } from './admission-stack.ts'
import { AppsStack } from './apps-stack.ts'
import { App, type Origin, type Stack } from './engine.ts'
import { sliceByDepartment } from './estate-slice.ts'
import { compileFlows } from './flows.ts'
import { MonitoringStack } from './monitoring-stack.ts'
import { readOrigins } from './origin.ts'
import { PlatformStack } from './platform-stack.ts'
import type { BuildReport, NotBuilt } from './report.ts'
import { isBuilt, spacesOf, tiersByDepartment } from './space.ts'
import { SpaceStack } from './space-stack.ts'

export interface BuildOptions {
  /** Folder that synth writes. @default CDKTF_OUTDIR, else cdktf.out */
  readonly outdir?: string
  /** Rules and dashboards that the monitoring stacks carry, path → text (`rules/x.yaml`, `dashboards/y.json`). @default none */
  readonly files?: Readonly<Record<string, string>> | undefined
  /** The same for each department, in its space stacks. @default none */
  readonly departmentFiles?: ReadonlyMap<string, Readonly<Record<string, string>>> | undefined
  /** Image of the exporter, by digest. @default its Deployment is not built, which is reported */
  readonly exporterImage?: string | undefined
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
  readOrigins(estate)
  const flows = compileFlows(estate)
  const requests = approvedAccess(estate)
  const notBuilt = [...flows.notBuilt, ...requests.notBuilt]
  const byDepartment = tiersByDepartment(estate)
  const bySystem = builtTiersBySystem(estate)
  const slices = sliceByDepartment(estate)
  for (const cluster of estate.of('Cluster')) {
    new PlatformStack(app, { estate, cluster })
    notBuilt.push(...new AdmissionStack(app, { estate, cluster }).notBuilt)
    notBuilt.push(...new MonitoringStack(app, { estate, cluster, files: options.files, exporterImage: options.exporterImage }).notBuilt)
    for (const [name, tiers] of byDepartment.get(cluster.name) ?? []) {
      const department = estate.get('Department', name)
      if (department === undefined) continue
      const spaces = spacesOf(tiers, cluster, bySystem)
      notBuilt.push(...new SpaceStack(app, { estate, cluster, department, spaces, flows, requests, slice: slices.get(name), files: options.departmentFiles?.get(name) }).notBuilt)
      notBuilt.push(...new AppsStack(app, { estate, cluster, department, spaces }).notBuilt)
    }
  }
  const stacks = app.stacks
  return { app, stacks, provenance: new Map(stacks.map((stack) => [stack.node.id, stack.provenance])), report: { notBuilt: once(notBuilt) } }
}

/** A system's tiers give the same remark each: it is made once. */
function once(remarks: readonly NotBuilt[]): readonly NotBuilt[] {
  return [...new Map(remarks.map((r) => [`${r.reason} ${r.location} ${r.subject} ${r.detail.zh}`, r])).values()]
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
