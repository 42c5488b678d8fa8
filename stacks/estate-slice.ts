/**
 * The part of the estate that concerns one department, as text for a ConfigMap: what a reader in the cluster needs to know whose a
 * namespace is. Only what hangs on the department itself is in it, so that another department's change leaves it as it is.
 */
import type { EstateDocument } from '../policies/estate/document.ts'
import type { Estate } from '../policies/estate/estate.ts'

/** The documents of a department that do not depend on the others', indexed once for the whole estate. */
export function sliceByDepartment(estate: Estate): ReadonlyMap<string, string> {
  const slices = new Map(estate.of('Department').map((d) => [d.name, [d] as EstateDocument[]]))
  const departmentOf = new Map(estate.of('System').map((s) => [s.name, s.department]))
  const add = (department: string | undefined, document: EstateDocument): void => {
    slices.get(department ?? '')?.push(document)
  }
  for (const system of estate.of('System')) add(system.department, system)
  for (const service of estate.of('SharedService')) add(departmentOf.get(service.system), service)
  for (const flow of estate.of('Flow')) add(departmentOf.get(flow.from.split('/')[0] ?? ''), flow)
  for (const waiver of estate.of('Waiver')) add(waiver.department, waiver)
  for (const grading of estate.of('GradingObject')) {
    const systems = grading.members.systems ?? []
    // A grading object may hold systems of several departments: each sees its own members only.
    for (const department of new Set(systems.flatMap((s) => departmentOf.get(s) ?? []))) {
      add(department, { ...grading, members: { systems: systems.filter((s) => departmentOf.get(s) === department) } })
    }
  }
  return new Map([...slices].map(([department, documents]) => [department, documents.map((d) => JSON.stringify(d)).join('\n---\n') + '\n']))
}
