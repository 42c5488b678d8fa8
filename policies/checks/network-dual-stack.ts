/**
 * Restricted fields: NetworkNode.dualStack of the core and backup nodes.
 * Allowed values: true.
 */
import { estateCheck } from '../check.ts'

export const networkDualStack = estateCheck({
  id: 'network-dual-stack',
  severity: 'low',
  title: { zh: '政务外网骨干双栈', en: 'The backbone is dual stack' },
  why: { zh: '核心与备份节点不支持 IPv6，其下的县、乡和单位都用不了。', en: 'Where core and backup nodes lack IPv6, no county, township or unit below can use it.' },
  remedy: { zh: '完成该节点的 IPv4/IPv6 双栈改造，写 dualStack: true。', en: 'Make the node dual stack and set dualStack: true.' },
  snippet: 'kind: NetworkNode\nname: core-city\nrole: core\ndualStack: true\n',
  reasons: {
    'not-declared': { zh: '没有写明是否双栈', en: 'whether it is dual stack is not stated' },
    'single-stack': { zh: '不是双栈', en: 'is not dual stack' },
  },
  target: { estate: 'NetworkNode' },
  applies: (node) => node.role === 'core' || node.role === 'backup',
  *evaluate(node) {
    if (node.dualStack === undefined) yield { reason: 'not-declared', path: 'dualStack' }
    else if (!node.dualStack) yield { reason: 'single-stack', path: 'dualStack' }
  },
})
