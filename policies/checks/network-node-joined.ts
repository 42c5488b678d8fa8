/**
 * Restricted fields: Links of the NetworkNodes of role access and unit.
 * Allowed values: a chain of links from the node to a core node. Not applicable to an estate without a core node.
 */
import { estateCheck } from '../check.ts'
import { joinedNodes } from '../network/access-tree.ts'

export const networkNodeJoined = estateCheck({
  id: 'network-node-joined',
  severity: 'medium',
  title: { zh: '没有孤立的网络节点', en: 'No network node stands alone' },
  why: { zh: '登记了却没有链路通到核心的节点，要么没有接入，要么从别处接入、没有人管。', en: 'A registered node without links to a core is either not connected, or connected by a way that nobody watches.' },
  remedy: { zh: '登记它到上级节点的 Link，或删去已停用的节点。', en: 'Register its Link to the node above, or remove a node that is out of use.' },
  snippet: 'kind: Link\nname: city-county\nfrom: core-city\nto: access-county\nbandwidthMbps: 1000\n',
  reasons: { orphan: { zh: '没有链路通到核心', en: 'no chain of links leads to a core' } },
  target: { estate: 'NetworkNode' },
  applies: (node, context) => (node.role === 'access' || node.role === 'unit') && joinedNodes(context.requireEstate()).size > 0,
  *evaluate(node, context) {
    if (!joinedNodes(context.requireEstate()).has(node.name)) yield { reason: 'orphan' }
  },
})
