/** Shared services, flows between tiers and to shared services, and the approvals that flows across departments, zones or levels need. */
import { digest as digestOf } from '../../../policies/estate/digest.ts'
import type { DocumentOf } from '../../../policies/estate/document.ts'
import { bureauPeople, headOf, officerOf } from './people.ts'
import { portOf, tiersOf, type SystemPlan } from './systems.ts'

type SharedService = DocumentOf<'SharedService'>

/** System of the vocabulary → capability that it offers. */
const capabilityOf: Readonly<Record<string, SharedService['capability']>> = {
  identity: 'identity', licence: 'licence', seal: 'seal', exchange: 'exchange', blockchain: 'blockchain', 'ai-platform': 'ai', message: 'message',
  'log-centre': 'log', 'cloud-monitor': 'monitoring', egress: 'egress', credit: 'credit', office: 'office', payment: 'payment', map: 'map', review: 'review',
}
const mandatory: ReadonlySet<string> = new Set(['identity', 'licence', 'seal', 'credit', 'office', 'exchange', 'egress'])

/** A shared service and the plan of the system behind it. */
export interface Offer {
  readonly service: SharedService
  readonly plan: SystemPlan
}

/** One offer for the first system of its kind in a cluster. */
export function offersOf(plans: readonly SystemPlan[]): readonly Offer[] {
  return plans.flatMap((plan) => {
    const { words, original, zh, name } = plan.roster
    const capability = capabilityOf[words.name]
    const tier = tiersOf(words).find((t) => t.name !== 'db')
    if (capability === undefined || !original || tier === undefined) return []
    const service: SharedService = {
      kind: 'SharedService', name, title: { zh }, capability, system: name, tier: tier.name, ports: [{ port: portOf(tier.name) }],
      ...(mandatory.has(words.name) ? { mandatory: true } : {}),
    }
    return [{ service, plan }]
  })
}

/** Where a system's own traffic comes to an end: nothing is built for requests, nothing is left of what is retired. */
const hasFlows = (plan: SystemPlan): boolean => plan.phase !== 'requested' && plan.phase !== 'retired'

export function flowsOf(plan: SystemPlan, uses: readonly Offer[]): readonly DocumentOf<'Flow'>[] {
  if (!hasFlows(plan)) return []
  const { name, words, zh } = plan.roster
  const tiers = tiersOf(words)
  const owner = officerOf(plan.departmentIndex)
  const flow = (to: string, short: string, from: string, port: number, purpose: string): DocumentOf<'Flow'> => ({
    kind: 'Flow', name: `${name}-${from}-to-${short}`, from: `${name}/${from}`, to, ports: [{ port }], data: ['general'], purpose, owner, expires: '2027-12-31',
  })
  const inner = tiers.slice(1).map((tier, i) => flow(`${name}/${tier.name}`, tier.name, tiers[i]?.name ?? 'web', portOf(tier.name), `${zh}各层之间调用`))
  const front = tiers.filter((tier) => tier.name !== 'db').at(-1)
  const outer = front === undefined ? [] : uses.map(({ service }) =>
    flow(`service:${service.name}`, service.name, front.name, service.ports[0]?.port ?? 8080, `${zh}使用${service.title.zh}`))
  return [...inner, ...outer]
}

/** Approvals of the target's owner and of the bureau; none where department, zone and level stay the same. */
export function approvalsOf(flow: DocumentOf<'Flow'>, plan: SystemPlan, offers: readonly Offer[]): readonly DocumentOf<'Approval'>[] {
  const [fromTier = '', toTier = ''] = [flow.from.split('/')[1], flow.to.split('/')[1]]
  const offer = offers.find(({ service }) => flow.to === `service:${service.name}`)
  const target = offer?.plan ?? plan
  const zone = (at: SystemPlan, tier: string): string | undefined => tiersOf(at.roster.words).find((t) => t.name === tier)?.zone
  const crosses = target.departmentIndex !== plan.departmentIndex || target.roster.words.level !== plan.roster.words.level
    || zone(plan, fromTier) !== zone(target, offer?.service.tier ?? toTier)
  if (!crosses) return []
  const digest = digestOf(flow)
  const approval = (as: 'target-owner' | 'bureau', approver: string, approved: string): DocumentOf<'Approval'> =>
    ({ kind: 'Approval', name: `${flow.name}-${as === 'bureau' ? 'bureau' : 'target'}`, of: `Flow/${flow.name}`, digest, as, approver, approved })
  return [approval('target-owner', headOf(target.departmentIndex), '2026-01-12'), approval('bureau', bureauPeople.bureau, '2026-01-15')]
}
