/** Words of the catalogue in both languages, as reports print them. */
import type { Responsibility, Status } from '../catalogue/clause.ts'
import type { Text } from '../text.ts'

export const responsibilityText: Readonly<Record<Responsibility, Text>> = {
  platform: { zh: '平台', en: 'platform' },
  tenant: { zh: '租户', en: 'tenant' },
  shared: { zh: '双方', en: 'both' },
  organisation: { zh: '管理', en: 'organisation' },
  facility: { zh: '机房', en: 'facility' },
}

export const statusText: Readonly<Record<Status, Text>> = {
  automated: { zh: '全部由检查证明', en: 'checks alone' },
  partial: { zh: '一部分由检查证明，其余凭记录', en: 'checks in part, Records for the rest' },
  manual: { zh: '凭记录（检查只能使结论更低）', en: 'Records (checks can only lower the verdict)' },
  inherited: { zh: '继承平台或机房的测评结论，凭记录', en: 'the provider’s or facility’s own assessment, as a Record' },
  'not-applicable': { zh: '可能不适用，须有适用性说明', en: 'perhaps not applicable, to be confirmed by an Applicability' },
}
