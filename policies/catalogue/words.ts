/** Words for the closed lists of the catalogue, as a reader sees them. */
import type { Level } from '../audit.ts'
import type { Text } from '../text.ts'
import type { Part, Responsibility, Status } from './clause.ts'
import type { Group } from './coverage.ts'

export const statusText: Readonly<Record<Status, Text>> = {
  automated: { zh: '自动', en: 'automated' },
  partial: { zh: '部分自动', en: 'partial' },
  manual: { zh: '人工', en: 'manual' },
  inherited: { zh: '继承', en: 'inherited' },
  'not-applicable': { zh: '不适用', en: 'not applicable' },
}

export const responsibilityText: Readonly<Record<Responsibility, Text>> = {
  platform: { zh: '平台', en: 'platform' },
  tenant: { zh: '租户', en: 'tenant' },
  shared: { zh: '平台与租户', en: 'platform and tenant' },
  organisation: { zh: '管理', en: 'organisation' },
  facility: { zh: '机房', en: 'facility' },
}

export const partText: Readonly<Record<Part, Text>> = { general: { zh: '通用', en: 'general' }, cloud: { zh: '云计算扩展', en: 'cloud extension' } }
export const levelText: Readonly<Record<Level, Text>> = { 2: { zh: '二级', en: 'level 2' }, 3: { zh: '三级', en: 'level 3' }, 4: { zh: '四级', en: 'level 4' } }
export const groupText: Readonly<Record<Group, Text>> = {
  technical: { zh: '技术（不含机房章）', en: 'technical (without the facility chapter)' },
  facility: { zh: '机房章', en: 'facility chapter' },
  management: { zh: '管理', en: 'management' },
}
