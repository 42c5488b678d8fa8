/** System, its tiers and declared workloads: the tenant side of the estate. */
import { Type } from '@sinclair/typebox'
import { dataClass, date, importance, kind, listOf, name, oneOf, optional, organisation, person, port, protocol, quantity, reference, strict, title } from './common.ts'

const phases = ['requested', 'building', 'trial', 'running', 'suspended', 'retired'] as const
export type Phase = (typeof phases)[number]

const period = { from: date('起'), to: optional(date('止')) }

const probe = strict({ path: optional(Type.String({ pattern: '^/' })), port: optional(Type.Union([port, Type.String()])) })

export const workload = strict({
  name: name(30, '工作负载'),
  type: optional(oneOf(['Deployment', 'StatefulSet'], '缺省 Deployment')),
  image: Type.String({ pattern: '^[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)+(:[A-Za-z0-9._-]+)?@sha256:[0-9a-f]{64}$', description: '镜像，必须带摘要 @sha256:' }),
  replicas: Type.Integer({ minimum: 0, maximum: 500 }),
  ports: optional(listOf(strict({ name: Type.String({ pattern: '^[a-z]([a-z0-9-]{0,13}[a-z0-9])?$' }), port, protocol: optional(protocol) }), '端口')),
  probes: optional(strict({ readiness: optional(probe), liveness: optional(probe), startup: optional(probe) })),
  resources: strict({ cpu: quantity('CPU 请求'), memory: quantity('内存请求与上限'), cpuLimit: optional(quantity('CPU 上限')) }),
  env: optional(Type.Record(Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }), Type.String(), { additionalProperties: false })),
  secretFiles: optional(listOf(strict({ secret: Type.String({ minLength: 1 }), mountPath: Type.String({ pattern: '^/' }) }), '以文件方式挂载的 Secret（只引用，不声明内容）')),
  scratch: optional(listOf(strict({ mountPath: Type.String({ pattern: '^/' }), size: quantity('上限'), memory: optional(Type.Boolean()) }), '临时目录')),
  storage: optional(listOf(strict({ name: name(20, '卷'), mountPath: Type.String({ pattern: '^/' }), size: quantity('大小'), class: Type.String() }), '持久卷')),
  ingress: optional(strict({ host: Type.String({ format: 'hostname' }), tlsSecret: Type.String({ minLength: 1 }), path: optional(Type.String({ pattern: '^/' })), port: Type.String() })),
  callsApi: optional(Type.Boolean({ description: '是否要调用 Kubernetes API（要才挂载令牌）' })),
  runAsUser: optional(Type.Integer({ minimum: 1 })),
  autoscale: optional(strict({ min: Type.Integer({ minimum: 1 }), max: Type.Integer({ minimum: 1 }), cpuPercent: Type.Integer({ minimum: 1, maximum: 100 }) })),
}, '声明的工作负载：按加固的方式构建')

const quota = strict({
  cpu: quantity('CPU'), memory: quantity('内存'), storage: quantity('存储'), pods: Type.Integer({ minimum: 1 }),
  services: optional(Type.Integer({ minimum: 0 })), claims: optional(Type.Integer({ minimum: 0 })),
})

export const tier = strict({
  name: name(10, '层'),
  zone: reference('Zone'), cluster: reference('Cluster', 20),
  namespace: optional(Type.String({ pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', maxLength: 63, description: '接管已有命名空间时写明' })),
  adopt: optional(Type.Boolean({ description: '接管：为已存在的对象生成 import 块' })),
  pool: optional(Type.String({ description: '节点池' })),
  quota: optional(quota),
  podSecurity: optional(oneOf(['restricted', 'baseline'], '缺省 restricted；baseline 须有豁免')),
  workloads: optional(listOf(workload, '不写 = 由承建方另行部署，照样实测审计')),
}, '一个层 = 一个区 + 一个集群 + 一个命名空间')

const dataItem = strict({
  name: Type.String({ minLength: 1 }), class: dataClass, personal: Type.Boolean({ description: '是否个人信息' }),
  tier: optional(Type.String()),
  share: oneOf(['unconditional', 'conditional', 'none'], '共享类型：无条件、有条件、不予共享'),
  basis: optional(Type.String({ description: '不予共享的法律依据，或有条件共享的审批人' })),
  region: optional(Type.String()),
  catalogue: optional(Type.String({ description: '政务数据目录编号' })),
})

const slo = strict({
  name: name(30, 'SLO'), objective: Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 100, description: '目标，百分数' }),
  windowDays: Type.Integer({ minimum: 1, maximum: 90 }), indicator: oneOf(['availability', 'latency'], '指标'), thresholdMs: optional(Type.Integer({ minimum: 1 })),
})

export const system = kind('System', {
  name: name(24, '系统'), title,
  department: reference('Department', 16),
  phase: oneOf(phases, 'requested 申请、building 建设、trial 试运行、running 运行、suspended 停用、retired 注销'),
  phaseSince: date('进入本阶段的日期'),
  classified: optional(Type.Boolean({ description: '涉密：本云只承载非涉密系统，写 true 会被拒绝' })),
  environment: optional(oneOf(['production', 'test'], '缺省 production')),
  importance: optional(importance),
  cii: optional(Type.Boolean({ description: '关键信息基础设施' })),
  project: optional(reference('Project')),
  parties: strict({
    owner: strict({ organisation, contact: person, ...period }),
    builders: optional(listOf(strict({ organisation, contact: optional(person), contract: optional(reference('Contract')), ...period }), '承建单位')),
    operators: optional(listOf(strict({ organisation, contact: optional(person), contract: optional(reference('Contract')), ...period }), '运维单位；交接期可重叠，断档是问题')),
  }, '三方：建设、承建、运维'),
  usage: strict({
    kind: oneOf(['people', 'interface', 'internal'], 'people 面向公众、interface 接口、internal 内部'),
    season: optional(Type.String({ description: '高峰季节' })),
    registeredUsers: optional(Type.Integer({ minimum: 0 })),
  }),
  data: optional(listOf(dataItem, '数据清单')),
  security: optional(strict({
    planned: optional(date('同步规划')), built: optional(date('同步建设')), used: optional(date('同步使用')),
    means: optional(listOf(oneOf(['traffic', 'situation', 'intrusion', 'vulnerability', 'log'], '流量监控、态势感知、入侵检测、漏洞扫描、日志审计'), '五种感知手段')),
    organisation: optional(organisation),
  }, '三同步与感知手段')),
  crypto: optional(strict({
    profile: oneOf(['none', 'international', 'gm'], 'none 无、international 国际算法、gm 国密'),
    assessed: optional(date('密评日期')), expires: optional(date('密评有效期')),
    products: optional(listOf(strict({ name: Type.String(), certificate: Type.String(), expires: date('证书有效期') }), '密码产品')),
  })),
  monitoring: optional(strict({
    kpis: strict({ activeUsers: Type.Boolean(), transactions: Type.Boolean(), affectedUsers: Type.Boolean() }, '三项业务指标'),
    slos: optional(listOf(slo, '服务目标')),
    businesses: optional(listOf(Type.String({ pattern: '^[a-z0-9-]{1,40}$' }), '事项编码')),
    failedWhen: optional(Type.String()), businessFrom: optional(Type.String()), userFrom: optional(Type.String()),
    duty: optional(person),
  })),
  runbook: optional(Type.String({ minLength: 1, description: '运行手册的路径或网址' })),
  handover: optional(date('建设转运维的交接日期')),
  emergencyPlan: optional(strict({ reviewed: date('最近评审'), document: Type.String() })),
  xinchuang: optional(strict({ state: oneOf(['required', 'adapting', 'exempt'], '信创'), until: optional(date('适配或豁免到期')) })),
  dr: optional(strict({
    topology: oneOf(['none', 'remote-backup', 'active-active', 'two-places-three-centres'], '无、异地备份、同城双活、两地三中心'),
    sites: listOf(strict({ cluster: reference('Cluster', 20), role: oneOf(['primary', 'active', 'standby', 'backup'], '角色') }), '站点'),
    backup: optional(strict({ schedule: Type.String(), retentionDays: Type.Integer({ minimum: 1 }), site: Type.String() })),
    rpoMinutes: optional(Type.Integer({ minimum: 0 })), rtoMinutes: optional(Type.Integer({ minimum: 0 })),
    lastDrill: optional(date('最近演练')), lastRestoreTest: optional(date('最近恢复测试')),
  })),
  uses: optional(listOf(reference('SharedService'), '使用的共性服务')),
  catalogue: optional(Type.String({ description: '政务信息系统目录编号' })),
  quota: optional(quota),
  tiers: listOf(tier, '各层', 0),
}, '一个政务信息系统')
