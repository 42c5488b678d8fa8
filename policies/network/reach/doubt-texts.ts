/** Why an answer is unknown, and what holds whatever the policies say. */
import type { Subject } from '../../subject.ts'
import type { Text } from '../../text.ts'

const named = (subject: Subject): string => `${subject.kind} ${subject.namespace === '' ? '' : `${subject.namespace}/`}${subject.name}`

export const doubtTexts = {
  ipBlock: {
    zh: 'ipBlock 是否命中 Pod 地址由网络插件决定，未说明；请在 Cluster 写 ipBlockSelectsPods，或用 --assume',
    en: 'whether an ipBlock matches pod addresses is up to the network plugin and not stated; write ipBlockSelectsPods in the Cluster, or use --assume',
  },
  address: {
    zh: 'Pod 的地址未知（模板：Pod 网段中的任一地址），而规则按地址区分',
    en: 'the address of the pod is not known (a template: any of the pod networks) and a rule tells addresses apart',
  },
  hostNetwork: {
    zh: 'hostNetwork 的 Pod：NetworkPolicy 对它的作用由网络插件决定，未说明',
    en: 'hostNetwork pod: what a NetworkPolicy does to it is up to the network plugin and not stated',
  },
  generatedLabels: { zh: '规则按控制器生成的标签选 Pod，其值在建出之前未知', en: 'a rule selects by a label that a controller generates; its value is not known before' },
  namespaceLabels: (namespace: string): Text => ({
    zh: `输入中没有 Namespace ${namespace}，它的标签未知，而规则按标签选命名空间`,
    en: `Namespace ${namespace} is not in the input, so its labels are unknown, and a rule selects namespaces by label`,
  }),
  nodes: { zh: '规则按标签选节点，节点的地址未知', en: 'a rule selects nodes by label; their addresses are not known' },
  domainNames: { zh: '规则按域名放行，域名解析到哪些地址未知', en: 'a rule allows domain names; which addresses they resolve to is not known' },
  tie: (policies: readonly Subject[]): Text => ({
    zh: `${policies.map(named).join('、')} 优先级相同而动作不同：由实现任选`,
    en: `${policies.map(named).join(', ')} have one priority and differ: the implementation may apply any`,
  }),
  twoApis: {
    zh: 'AdminNetworkPolicy 与 ClusterNetworkPolicy 并存，谁先判定没有规定', en: 'AdminNetworkPolicy and ClusterNetworkPolicy are both there; which is looked at first is not defined',
  },
  unsupported: (policy: Subject): Text => ({
    zh: `${named(policy)}（${String(policy.object['apiVersion'])}）会改变结果，而本工具不解释这种策略`,
    en: `${named(policy)} (${String(policy.object['apiVersion'])}) may change the answer and is of a kind that is not interpreted here`,
  }),
  malformed: (policy: Subject, problem: string): Text => ({
    zh: `${named(policy)} 不能理解：${problem}`, en: `${named(policy)} cannot be understood: ${problem}`,
  }),
  pod: (subject: Subject, problem: string): Text => ({ zh: `${named(subject)} 的 Pod 模板不能理解：${problem}`, en: `the pod template of ${named(subject)} cannot be understood: ${problem}` }),
  notListed: (kind: string): Text => ({ zh: `没有读全 ${kind}`, en: `${kind} was not read whole` }),
} as const

/** True of every answer. */
export const statedTexts: readonly Text[] = [
  { zh: '节点总能访问本节点上的 Pod（单列，不计入）', en: 'a node always reaches the pods that run on it (listed apart, not counted)' },
  { zh: '连接的应答总能返回', en: 'replies of a connection always pass' },
  { zh: '只看策略：路由、防火墙、服务网格等另计；外部地址按到达 Pod 时的源地址（若入口做 NAT，则为入口的地址）', en: 'policies only: routing, firewalls and meshes are apart; an outside address is the source as the pod sees it (the entry\'s, where the entry translates it)' },
]
