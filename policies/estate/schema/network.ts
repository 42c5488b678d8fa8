/** 一张网 as declared: Zone, Plane, AddressPlan, NetworkNode, Link, PrivateNetwork, Flow, SharedService. */
import { Type } from '@sinclair/typebox'
import { cidr, dataClass, date, kind, listOf, name, oneOf, optional, person, port, protocol, reference, strict, title } from './common.ts'

export const zone = kind('Zone', {
  name: name(30, '区'), title,
  purpose: oneOf(['access', 'service', 'business', 'data', 'exchange', 'management'], 'access 互联网接入、service 公共服务、business 业务应用、data 核心数据、exchange 数据交换、management 运维管理'),
  exposure: oneOf(['internet', 'government', 'none'], '可对外暴露到哪里'),
  important: optional(Type.Boolean({ description: '重要区域：不得置于边界' })),
  cidrs: listOf(cidr, '地址段（双栈）'),
}, '网络区域；清单由本云自定')

export const plane = kind('Plane', { name: name(30, '平面'), title, carries: listOf(oneOf(['data', 'voice', 'video', 'iot', 'mobile', 'management'], '业务'), '承载', 1), vpn: optional(Type.String()) }, '一网多平面')

export const addressPlan = kind('AddressPlan', {
  name: name(40, '地址规划'), title,
  area: Type.String({ description: 'Province、City 或 County 的 name' }), zone: optional(reference('Zone')),
  ipv4: listOf(cidr, 'IPv4 段'), ipv6: listOf(cidr, 'IPv6 段'),
}, '地址规划：按市、按区聚合，互不重叠')

export const networkNode = kind('NetworkNode', {
  name: name(60, '网络节点'), title: optional(title),
  area: Type.String({ description: '所在 Province、City、County、Township 或 Village 的 name' }),
  role: oneOf(['core', 'backup', 'access', 'unit'], 'core 核心、backup 备份中心、access 接入、unit 单位'),
  site: Type.String({ minLength: 1, description: '故障域（机房）' }),
  cidrs: optional(listOf(cidr, '地址段')),
  connected: optional(date('接入日期')),
  dualStack: optional(Type.Boolean()), lastSwitchover: optional(date('最近切换演练')),
}, '政务外网节点')

export const link = kind('Link', {
  name: name(60, '链路'), from: reference('NetworkNode', 60), to: reference('NetworkNode', 60),
  bandwidthMbps: Type.Integer({ minimum: 1 }), planes: optional(listOf(reference('Plane'), '承载平面')), carrier: optional(reference('Organisation')),
}, '链路；带宽下限：到市 10000、到县 1000、到乡村 100（Mbps）')

export const privateNetwork = kind('PrivateNetwork', {
  name: name(40, '专网'), title, department: reference('Department', 16),
  state: oneOf(['isolated', 'interconnected', 'migrated', 'exempt'], '孤立、互联、已迁移、豁免'), until: optional(date('豁免或迁移期限')),
}, '业务专网登记')

/** An end of a Flow: `system/tier`, `service:NAME`, `node:NAME` or a CIDR. */
const flowEnd = Type.String({ format: 'flow-end', description: '系统/层、service:共性服务、node:网络节点，或网段' })

export const flow = kind('Flow', {
  name: name(60, '流'), title: optional(title),
  from: flowEnd, to: flowEnd,
  ports: listOf(strict({ port, endPort: optional(port), protocol: optional(protocol) }), '端口', 1),
  data: optional(listOf(dataClass, '承载的数据分类')),
  purpose: Type.String({ minLength: 4, maxLength: 400 }),
  owner: person,
  expires: date('到期'),
  exchange: optional(Type.Boolean({ description: '是否经数据交换网关' })),
}, '允许的网络流；跨部门、跨区、跨级的须有目标方与主管局的 Approval')

const capabilities = ['identity', 'licence', 'seal', 'credit', 'office', 'review', 'message', 'payment', 'search', 'map', 'blockchain', 'exchange', 'ai', 'log', 'monitoring', 'egress'] as const
export const sharedService = kind('SharedService', {
  name: name(40, '共性服务'), title,
  capability: oneOf(capabilities, '能力'),
  system: reference('System', 24), tier: Type.String({ pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$', maxLength: 10 }),
  ports: listOf(strict({ port, protocol: optional(protocol) }), '端口', 1),
  mandatory: optional(Type.Boolean({ description: '租户必须使用、不得自建' })),
}, '共性服务：各部门使用，不重复建设')
