/** Whether a Flow still matters: one whose end was retired is not built any more. */
import type { CheckContext } from './check.ts'
import type { DocumentOf } from './estate/document.ts'
import { flowEnd, ownerOfEnd } from './estate/flow-ends.ts'

export function flowIsAlive(flow: DocumentOf<'Flow'>, context: CheckContext): boolean {
  const estate = context.requireEstate()
  return [flow.from, flow.to].every((end) => ownerOfEnd(flowEnd(estate, end))?.phase !== 'retired')
}
