/** What is decided and proved on paper: GradingObject, Record, Applicability, Waiver, Request, Approval, Rectification, Project, LegacyAsset. */
import { Type } from '@sinclair/typebox'
import { clauseId, date, kind, level, listOf, name, oneOf, optional, organisation, person, reference, strict, title } from './common.ts'

const digest = Type.String({ pattern: '^(sha256|sm3):[0-9a-f]{64}$', description: '摘要：sha256: 或 sm3: 加 64 位十六进制' })
const evidence = strict({ path: Type.String({ minLength: 1, description: '相对声明根目录的路径，或单位内的档案号' }), digest })

export const gradingObject = kind('GradingObject', {
  name: name(40, '定级对象'), title,
  members: strict({
    systems: optional(listOf(reference('System', 24), '系统')),
    platforms: optional(listOf(reference('Cluster', 20), '平台：集群')),
    network: optional(Type.Boolean({ description: '是否政务外网本身' })),
  }),
  level, businessLevel: optional(level), serviceLevel: optional(level),
  filing: optional(strict({ number: Type.String({ minLength: 4 }), organ: Type.String({ minLength: 2 }), date: date('备案日期') }, '备案')),
  review: optional(strict({ date: date('专家评审日期'), experts: listOf(Type.String(), '专家', 1) })),
  approvedBy: optional(person),
  assessments: optional(listOf(strict({
    date: date('测评日期'), body: organisation, report: Type.String(), conclusion: oneOf(['优', '良', '中', '差'], '结论'), score: optional(Type.Number({ minimum: 0, maximum: 100 })),
  }), '等级测评')),
}, '定级对象：系统的等级由它得出')

/** Kinds of thing a scope or object may name. Exactly one key. */
const scope = Type.Union([
  strict({ estate: Type.Literal(true) }), strict({ organisation }), strict({ gradingObject: reference('GradingObject') }), strict({ system: reference('System', 24) }),
])

const recordTypes = ['policy', 'organisation', 'training', 'assessment', 'penetration', 'drill', 'plan', 'review', 'facility', 'crypto', 'supply-chain', 'inspection', 'handover', 'configuration', 'agreement', 'downgrade', 'other'] as const
export const record = kind('Record', {
  name: name(60, '记录'), title,
  type: oneOf(recordTypes, '类型'),
  covers: listOf(clauseId, '覆盖的条款', 1),
  scope,
  result: oneOf(['符合', '部分符合', '不符合'], '结果'),
  judged: strict({ by: oneOf(['自查', '主管部门检查', '测评机构'], '判定方式'), organisation, person }, '谁判定的'),
  author: person,
  issued: date('出具日期'), expires: date('有效期至'),
  evidence: listOf(evidence, '证据', 1),
}, '纸面上证明的事实；不会比它的结果更好')

export const applicability = kind('Applicability', {
  name: name(60, '适用性'), clause: clauseId,
  object: Type.Union([strict({ system: reference('System', 24) }), strict({ gradingObject: reference('GradingObject') }), strict({ estate: Type.Literal(true) })]),
  reason: Type.String({ minLength: 8 }), confirmedBy: person, confirmed: date('确认日期'),
}, '不适用的说明；没有它就没有“不适用”')

export const waiver = kind('Waiver', {
  name: name(60, '豁免'), title: optional(title),
  check: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', description: '检查项 id' }),
  match: strict({
    cluster: optional(Type.String()), namespace: optional(Type.String()), kind: optional(Type.String()), name: optional(Type.String()),
    system: optional(reference('System', 24)), fingerprint: optional(Type.String({ pattern: '^[0-9a-f]{32}$' })),
  }, '命中的发现；至少写 system、namespace 或 fingerprint 之一'),
  department: reference('Department', 16),
  reason: Type.String({ minLength: 8 }), measure: Type.String({ minLength: 4, description: '补偿措施' }),
  owner: person, from: date('起'), expires: date('止'),
  renewals: optional(Type.Integer({ minimum: 0 })),
}, '已受理的风险：只影响退出码、告警和准入，不改变结论；须有 Approval')

export const request = kind('Request', {
  name: name(60, '申请'), title: optional(title),
  department: reference('Department', 16),
  asks: oneOf(['access', 'namespace', 'exemption', 'change', 'downgrade'], 'access 运维授权、namespace 资源、exemption 豁免、change 变更、downgrade 降级'),
  requestedBy: person, requested: date('申请日期'),
  access: optional(strict({
    person, role: oneOf(['operator', 'builder', 'inspector'], '授予的角色'), systems: listOf(reference('System', 24), '系统', 1), from: date('起'), to: date('止'),
  }, '限时授权')),
  reason: Type.String({ minLength: 4 }),
}, '部门的申请')

export const approval = kind('Approval', {
  name: name(80, '批准'),
  of: Type.String({ pattern: '^(Request|Flow|Waiver|Applicability|Rectification)/[a-z0-9-]+$', description: '被批准的文档，如 Flow/portal-to-db' }),
  digest: Type.String({ pattern: '^sha256:[0-9a-f]{64}$', description: '被批准文档的摘要（ywq validate 会给出）；文档一改即失效' }),
  as: oneOf(['target-owner', 'bureau', 'leading-group', 'department'], '以什么身份批准'),
  approver: person, approved: date('批准日期'),
  signature: optional(strict({ algorithm: oneOf(['sm2', 'ed25519'], '算法'), value: Type.String() })),
}, '批准；放在主管局的目录里')

export const rectification = kind('Rectification', {
  name: name(60, '整改'), title,
  clause: optional(clauseId), check: optional(Type.String()), fingerprint: optional(Type.String({ pattern: '^[0-9a-f]{32}$' })),
  system: optional(reference('System', 24)),
  source: oneOf(['自查', '测评', '检查', '事件'], '来源'),
  owner: person, opened: date('开始'), due: date('期限'), interim: Type.String({ minLength: 4, description: '临时措施' }),
  closedBy: optional(reference('Record', 60)),
}, '整改：检查重新通过才算完成；没有检查的，凭 Record 关闭')

export const project = kind('Project', {
  name: name(40, '项目'), title, department: reference('Department', 16), number: Type.String({ minLength: 1 }),
  budgetYuan: Type.Integer({ minimum: 0 }), from: date('起'), to: date('止'), evaluated: optional(date('绩效评价')),
}, '政务信息化项目')

export const legacyAsset = kind('LegacyAsset', {
  name: name(40, '存量资产'), title, type: oneOf(['room', 'network', 'platform'], '机房、专网、平台'), department: reference('Department', 16),
  state: oneOf(['kept', 'migrating', 'merged', 'closed'], '状态'), due: optional(date('计划完成')),
}, '待整合的机房、专网、平台')
