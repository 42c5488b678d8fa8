/** How a clause is proved, as reports say it to somebody who does not know the catalogue's words. */
import type { Status } from '../catalogue/clause.ts'
import type { Text } from '../text.ts'

export const provedByText: Readonly<Record<Status, Text>> = {
  automated: { zh: '全部由检查证明', en: 'checks alone' },
  partial: { zh: '一部分由检查证明，其余凭记录', en: 'checks in part, Records for the rest' },
  manual: { zh: '凭记录（检查只能使结论更低）', en: 'Records (checks can only lower the verdict)' },
  inherited: { zh: '继承平台或机房的测评结论，凭记录', en: 'the provider’s or facility’s own assessment, as a Record' },
  'not-applicable': { zh: '可能不适用，须有适用性说明', en: 'perhaps not applicable, to be confirmed by an Applicability' },
}
