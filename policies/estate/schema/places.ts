/** 一朵云 as a tree: Estate, Province, City, County, Township, Village, and the Clusters of cities (a county declares none). */
import { Type } from '@sinclair/typebox'
import { cidr, date, instant, kind, listOf, level, name, oneOf, optional, person, quantity, reference, strict, title } from './common.ts'

const code = Type.String({ pattern: '^[0-9]{6}([0-9]{3}){0,2}$', description: '行政区划代码（GB/T 2260，6、9 或 12 位）' })

/** Where Terraform keeps a stack's state. Credentials come by environment only (TF_VAR_*, PG_CONN_STR, AWS_*, KUBE_*). */
const backend = Type.Union([
  strict({ type: Type.Literal('local'), directory: optional(Type.String({ minLength: 1 })) }),
  strict({ type: Type.Literal('kubernetes'), namespace: optional(Type.String()), secretSuffixPrefix: optional(Type.String()) }),
  strict({ type: Type.Literal('pg'), schemaPrefix: optional(Type.String({ pattern: '^[a-z_]+$' })) }),
  strict({ type: Type.Literal('s3'), bucket: Type.String(), region: Type.String(), keyPrefix: optional(Type.String()), endpoint: optional(Type.String()) }),
])

export const estate = kind('Estate', {
  name: name(40, '云的名字'),
  title,
  schema: Type.Literal(1, { description: '本格式的版本；现为 1' }),
  timezone: optional(Type.String({ description: '时区（IANA 名），缺省 Asia/Shanghai' })),
  asOf: optional(Type.Union([date('示例固定的“今天”'), instant('示例固定的此刻')])),
  backend: optional(backend),
  bureau: reference('Department', 16),
  regions: listOf(Type.String({ minLength: 1 }), '允许存放数据和运行节点的境内地域', 1),
  registries: listOf(Type.String({ pattern: '^[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._/-]*)?$' }), '允许的镜像仓库前缀', 1),
  breakGlass: optional(listOf(person, '应急时可用 cluster-admin 的人员')),
  dns: optional(strict({ namespace: Type.String(), podLabels: Type.Record(Type.String(), Type.String()) }, '集群 DNS 所在，缺省 kube-system、k8s-app=kube-dns')),
  maxPortSpan: optional(Type.Integer({ minimum: 1, description: 'Flow 端口范围允许的最大宽度，缺省 100' })),
}, '整个声明的根：时区、状态后端、允许的地域与镜像仓库')

export const province = kind('Province', { name: name(40, '省'), title, code }, '省（自治区、直辖市）')
export const city = kind('City', { name: name(40, '市'), title, code, province: reference('Province') }, '设区的市（州、盟）')
export const county = kind('County', { name: name(40, '县'), title, code, city: reference('City') }, '县（市、区、旗）：使用所属市的云，不自建')
export const township = kind('Township', { name: name(40, '乡镇'), title, code, county: reference('County') }, '乡镇（街道）')
export const village = kind('Village', { name: name(60, '村'), title, code, township: reference('Township') }, '行政村（社区）')

const pool = strict({
  name: name(20, '节点池'),
  xinchuang: optional(Type.Boolean({ description: '是否信创节点（CPU、操作系统）' })),
  level: optional(level),
  labels: Type.Record(Type.String(), Type.String(), { description: '选中该池节点的标签' }),
  taint: optional(strict({ key: Type.String(), value: optional(Type.String()), effect: oneOf(['NoSchedule', 'NoExecute'], '污点效果') })),
})

const storageClass = strict({
  name: Type.String({ minLength: 1, maxLength: 63 }),
  encrypted: Type.Boolean({ description: '落盘加密' }),
  keyOwner: optional(oneOf(['platform', 'tenant'], '密钥归属')),
  replicas: optional(Type.Integer({ minimum: 1 })),
  wipesOnRelease: optional(Type.Boolean({ description: '释放时擦除或销毁密钥' })),
})

const agent = strict({
  role: oneOf(['malware', 'intrusion', 'audit', 'flow-log', 'metrics'], 'malware 防恶意代码、intrusion 入侵检测、audit 审计采集、flow-log 网络流日志、metrics 节点监测'),
  namespace: Type.String({ minLength: 1 }), daemonSet: Type.String({ minLength: 1, description: 'DaemonSet 的名字' }),
})

export const cluster = kind('Cluster', {
  name: name(20, '集群'),
  title: optional(title),
  city: Type.String({ description: 'City 的 name（省级云写 Province 的 name）' }),
  version: Type.String({ pattern: '^1\\.[0-9]{2}$', description: 'Kubernetes 次版本，如 1.34' }),
  provider: optional(reference('Organisation')),
  region: Type.String({ minLength: 1 }),
  trust: oneOf(['production', 'test', 'disaster-recovery'], '信任层次'),
  networkPlugin: strict({
    name: oneOf(['cilium', 'calico', 'ovn-kubernetes', 'antrea', 'kube-ovn', 'other'], '网络插件'),
    enforcesNetworkPolicy: Type.Boolean({ description: '是否执行 NetworkPolicy' }),
    ipBlockSelectsPods: optional(Type.Boolean({ description: 'ipBlock 是否也命中 Pod 地址；不写 = 未知' })),
    clusterNetworkPolicy: optional(Type.Boolean({ description: '是否支持 ClusterNetworkPolicy' })),
  }),
  podCidrs: listOf(cidr, 'Pod 网段（双栈各一）', 1),
  serviceCidrs: listOf(cidr, 'Service 网段', 1),
  nodeCidrs: listOf(cidr, '节点网段', 1),
  apiServer: optional(listOf(cidr, 'API 服务地址（/32、/128）')),
  pools: optional(listOf(pool, '节点池')),
  storageClasses: optional(listOf(storageClass, '存储类')),
  ingress: optional(strict({
    className: Type.String(), namespace: Type.String(), podLabels: optional(Type.Record(Type.String(), Type.String())),
    tlsMinimum: optional(oneOf(['1.2', '1.3'], '最低 TLS 版本')),
  })),
  audit: optional(strict({
    policyLevel: oneOf(['Metadata', 'Request', 'RequestResponse'], '兜底级别'),
    retentionDays: Type.Integer({ minimum: 1 }), immutable: Type.Boolean(), shippedTo: optional(Type.String()),
  })),
  etcdEncryption: optional(oneOf(['kms', 'secretbox', 'aesgcm', 'aescbc', 'identity'], '密钥对象落盘加密方式')),
  backup: optional(strict({ schedule: Type.String(), site: Type.String(), retentionDays: Type.Integer({ minimum: 1 }) })),
  timeSource: optional(Type.String({ description: '时钟源' })),
  agents: optional(listOf(agent, '每个节点都须运行的安全与监测组件')),
  quotaCapacity: optional(strict({ cpu: quantity('总 CPU'), memory: quantity('总内存') })),
}, '一个城市的 Kubernetes 集群；用哪个 context 连接从不写在这里')
