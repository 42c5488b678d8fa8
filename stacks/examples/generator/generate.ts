/** An estate of a size from a seed: documents by file, in the layout that the examples use. Same size and seed, same bytes. */
import type { DocumentOf, EstateDocument } from '../../../policies/estate/document.ts'
import { flowsOf, approvalsOf, offersOf, type Offer } from './flows.ts'
import { areasOf, cityName, clustersOf, countyName, zones } from './geography.ts'
import { estateRecords, gradingOf, platformGrading, systemRecord } from './governance.ts'
import { networkOf } from './network.ts'
import { contracts, headOf, officerOf, organisationOf, organisations, people } from './people.ts'
import { mulberry32, seedOf } from './random.ts'
import { rosterOf } from './roster.ts'
import { sizes, type SizeName } from './size.ts'
import { planOf, systemOf, type SystemPlan } from './systems.ts'
import { yamlOf } from './yaml.ts'

/** The instant that generated estates are judged at: `asOf` of their Estate document. */
const generatedAsOf = '2026-06-30'

export interface GeneratedFile {
  /** Relative to the estate's folder, with `/`. */
  readonly path: string
  readonly documents: readonly EstateDocument[]
}

const root: DocumentOf<'Estate'> = {
  kind: 'Estate', name: 'generated', title: { zh: '生成的政务云（示例）', en: 'Generated cloud (example)' }, schema: 1, asOf: generatedAsOf, bureau: 'data-bureau',
  backend: { type: 'local' }, regions: ['cn-example-1', 'cn-example-2'], registries: ['registry.city.example/'],
}

/** @param seed any whole number; only its low 32 bits count */
export function generateEstate(sizeName: SizeName, seed: number): readonly GeneratedFile[] {
  const size = sizes[sizeName]
  const roster = rosterOf(size)
  const clusters = clustersOf(size)
  const random = (about: string) => mulberry32(seedOf(seed, `${sizeName}/${about}`))
  const production = clusters.filter(({ trust }) => trust === 'production').map(({ name }) => name)
  const spare = clusters.find(({ trust }) => trust === 'disaster-recovery')?.name
  const clusterOf = (city: number): string => production[city] ?? production[0] ?? 'main'
  const backupOf = (city: number): string | null => spare ?? production[(city + 1) % production.length] ?? null
  const indexes = new Map(roster.departments.map((department, i) => [department.name, i]))
  const plans = roster.systems.map((system): SystemPlan => planOf(
    system, indexes.get(system.department.name) ?? 0, clusterOf(system.department.city), backupOf(system.department.city), 'cn-example-1', random(system.name)))
  const offers = offersOf(plans)
  const usesOf = (plan: SystemPlan): readonly Offer[] => {
    const choice = random(`${plan.roster.name}/uses`)
    return offers.filter((offer) => offer.plan.cluster === plan.cluster && offer.plan !== plan
      && choice.chance(offer.service.capability === 'identity' ? 0.5 : offer.service.mandatory === true ? 0.06 : 0.04))
  }
  const byDepartment = new Map<string, EstateDocument[]>()
  const approvals = new Map<string, EstateDocument[]>()
  const operated = new Map<string, string[]>()
  const built = new Map<string, string[]>()
  const add = <T>(map: Map<string, T[]>, key: string, items: readonly T[]): void => void map.set(key, [...(map.get(key) ?? []), ...items])
  for (const [i, department] of roster.departments.entries()) {
    add(byDepartment, department.name, [{
      kind: 'Department', name: department.name, title: { zh: department.zh, en: department.en },
      area: size.cities === 0 ? 'example-province' : department.county === null ? cityName(department.city) : countyName(department.city, department.county),
      organisation: organisationOf(department), owner: headOf(i), costCentre: `CC-${String(i + 1).padStart(3, '0')}`,
      contacts: [{ name: officerOf(i), phone: `0000-10${String(i).padStart(5, '0')}` }],
    }])
  }
  for (const plan of plans) {
    const uses = usesOf(plan)
    const { name, department } = plan.roster
    const flows = flowsOf(plan, uses)
    const service = offers.find((offer) => offer.plan === plan)?.service
    add(byDepartment, department.name, [systemOf(plan, uses.map((offer) => offer.service.name), random(`${name}/system`)), ...(service === undefined ? [] : [service]), ...flows])
    add(approvals, department.name, flows.flatMap((flow) => [...approvalsOf(flow, plan, offers)]))
    add(built, plan.builder, [name])
    if (plan.operator !== null) add(operated, plan.operator, [name])
  }
  const file = (path: string, documents: readonly EstateDocument[]): GeneratedFile[] => (documents.length === 0 ? [] : [{ path, documents }])
  return [
    ...file('bureau/cloud.yaml', [root, ...areasOf(size), ...clusters]),
    ...file('bureau/zones.yaml', zones),
    ...file('bureau/network.yaml', networkOf(size)),
    ...file('bureau/organisations.yaml', organisations(roster)),
    ...file('bureau/people.yaml', people(roster)),
    ...file('bureau/contracts.yaml', contracts(operated, built, 'gov-data-bureau')),
    ...file('bureau/grading.yaml', [platformGrading(clusters.map(({ name }) => name)), ...plans.map((plan, i) => gradingOf(plan, i, random(`${plan.roster.name}/grading`)))]),
    ...file('bureau/records.yaml', [...estateRecords(), ...plans.filter((plan) => plan.phase === 'running' && plan.roster.words.level === 3).map(systemRecord)]),
    ...[...approvals].flatMap(([department, documents]) => file(`bureau/approvals/${department}.yaml`, documents)),
    ...[...byDepartment].flatMap(([department, documents]) => file(`departments/${department}.yaml`, documents)),
  ]
}

/** Text of a generated file. */
export function textOf(file: GeneratedFile): string {
  return file.documents.map((document) => yamlOf(document, document.kind !== 'System')).join('---\n')
}
