/** Who: Organisation, Person (account register), Contract, Department. The three parties are 建设/承建/运维. */
import { Type } from '@sinclair/typebox'
import { date, kind, listOf, name, oneOf, optional, organisation, person, reference, strict, title } from './common.ts'

const organisationKinds = ['government', 'institution', 'company', 'assessor', 'regulator'] as const
export const organisationDoc = kind('Organisation', {
  name: name(40, '单位'), title,
  uscc: Type.String({ format: 'uscc', description: '统一社会信用代码（GB 32100，18 位，含校验位）' }),
  aliases: optional(listOf(Type.String({ minLength: 1 }), '别名、曾用名')),
  type: oneOf(organisationKinds, 'government 机关、institution 事业单位、company 企业、assessor 测评机构、regulator 监管部门'),
  recommendation: optional(Type.String({ description: '测评机构推荐证书编号' })),
}, '单位：机关、企业、测评机构')

/** The three administrators of GB/T 22239 x.1.5.1–3 and the personas of digital-government operation. */
const roles = [
  'system-admin', 'audit-admin', 'security-admin', 'leading-group', 'bureau', 'cdo', 'data-officer', 'owner', 'builder', 'operator',
  'duty', 'inspector', 'assessor', 'auditor',
] as const
export type Role = (typeof roles)[number]
export const administratorRoles = ['system-admin', 'audit-admin', 'security-admin'] as const

const key = strict({
  type: oneOf(['ssh', 'ed25519', 'sm2'], 'ssh 用于签名提交（git）；ed25519、sm2 用于签批准（signature）'),
  public: Type.String({ minLength: 40, maxLength: 4000, description: '公钥：ssh 为 OpenSSH 的一行；ed25519、sm2 为 PEM' }),
  from: date('启用'), to: optional(date('停用')),
})

export const personDoc = kind('Person', {
  name: person, title,
  organisation,
  account: Type.String({ minLength: 1, maxLength: 120, description: '集群里的用户名（身份系统给的）' }),
  email: optional(Type.String({ format: 'email' })),
  external: optional(Type.Boolean({ description: '外部人员' })),
  left: optional(date('离岗日期')),
  keys: optional(listOf(key, '签批准用的公钥（起止日期）；私钥从不写在这里')),
  roles: listOf(strict({
    role: oneOf(roles, '角色'),
    scope: optional(Type.String({ description: 'estate、Department 或 System 的 name；缺省 estate' })),
    from: date('起'), to: optional(date('止')),
  }), '担任的角色（起止日期）'),
}, '账户登记册的一条：一人一条')

export const contract = kind('Contract', {
  name: name(40, '合同'), title,
  type: oneOf(['build', 'operate', 'cloud', 'assess', 'supply'], 'build 承建、operate 运维、cloud 云服务、assess 测评、supply 供货'),
  customer: organisation, supplier: organisation,
  systems: optional(listOf(reference('System', 24), '所涉系统；不写 = 平台')),
  from: date('起'), to: date('止'),
  terms: strict({ security: Type.Boolean(), confidentiality: Type.Boolean(), dataReturn: Type.Boolean() }, '是否写明安全责任、保密、数据返还与销毁'),
}, '与承建、运维、云服务、测评单位的合同')

export const department = kind('Department', {
  name: name(16, '部门'), title,
  area: Type.String({ description: 'Province、City 或 County 的 name' }),
  organisation: optional(organisation),
  owner: person,
  costCentre: Type.String({ minLength: 1, maxLength: 40 }),
  contacts: listOf(strict({ name: Type.String({ minLength: 1 }), phone: optional(Type.String()), email: optional(Type.String({ format: 'email' })) }), '联系人', 1),
}, '使用云的部门')
