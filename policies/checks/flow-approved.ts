/**
 * Restricted fields: Flow.from, to; Approvals of the Flow that hold (digest, role of the approver on that day).
 * Allowed values: inside one department, zone and level nothing is asked; across any of them, or to and from outside the cloud, the
 * owner of the target and the bureau have approved. Until then the flow is not built.
 */
import { estateCheck } from '../check.ts'
import { approvalFault } from '../estate/approvals.ts'
import { bordersOf, missingApprovals } from '../estate/flow-ends.ts'

export const flowApproved = estateCheck({
  id: 'flow-approved',
  severity: 'high',
  title: { zh: '跨界的流已获批准', en: 'Flows across borders are approved' },
  why: { zh: '跨部门、跨区、跨级的访问由目标方和主管局把关；没批的流不会建，业务也就不通。', en: 'The target’s owner and the bureau decide on access across departments, zones and levels; what is not approved is not built.' },
  remedy: { zh: '请缺少的一方批准：在主管局目录写 Approval，digest 取 ywq validate 给出的摘要。', en: 'Have the missing party approve: an Approval in the bureau’s folder, with the digest that ywq validate prints.' },
  snippet: 'kind: Approval\nname: bureau-agrees\nof: Flow/portal-to-licence\ndigest: "sha256:…"\nas: bureau\napprover: zhang\napproved: 2026-01-15\n',
  reasons: {
    'target-owner': { zh: '目标方没有批准', en: 'the owner of the target has not approved' },
    bureau: { zh: '主管局没有批准', en: 'the bureau has not approved' },
  },
  target: { estate: 'Flow' },
  *evaluate(flow, context) {
    const estate = context.requireEstate()
    const borders = bordersOf(estate, flow).join(', ')
    for (const as of missingApprovals(estate, flow)) {
      // A void approval explains itself: most often the flow was changed after it was approved.
      const given = estate.of('Approval').find((a) => a.of === `Flow/${flow.name}` && a.as === as)
      const fault = given === undefined ? null : approvalFault(estate, given)
      yield { reason: as, found: fault === null || given === undefined ? borders : `${borders}; ${given.name}: ${fault}` }
    }
  },
})
