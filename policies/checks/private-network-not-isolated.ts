/**
 * Restricted fields: PrivateNetwork.state, until.
 * Allowed values: interconnected, migrated, or exempt with an end that has not passed.
 */
import { estateCheck } from '../check.ts'
import { hasPassed } from '../today.ts'

export const privateNetworkNotIsolated = estateCheck({
  id: 'private-network-not-isolated',
  severity: 'medium',
  title: { zh: '专网不是孤网', en: 'No private network stands alone' },
  why: { zh: '联网通办是原则，孤网是例外；孤立的专网数据不通、防护各自为政。', en: 'Joined networks are the rule; an isolated one keeps its data to itself and is defended by itself.' },
  remedy: { zh: '并入政务外网或安全互联；确须保留的，申请有期限的豁免。', en: 'Merge it into the extranet or connect it safely; what must stay gets an exemption with an end.' },
  snippet: 'kind: PrivateNetwork\nname: police-net\ntitle: { zh: 公安信息网 }\ndepartment: police\nstate: exempt\nuntil: 2027-12-31\n',
  reasons: {
    isolated: { zh: '专网孤立，也没有豁免', en: 'the network is isolated and not exempt' },
    'no-end': { zh: '豁免没有写期限', en: 'the exemption has no end' },
    'exemption-ended': { zh: '豁免已到期', en: 'the exemption has ended' },
  },
  target: { estate: 'PrivateNetwork' },
  *evaluate(network, context) {
    if (network.state === 'isolated') yield { reason: 'isolated', path: 'state' }
    if (network.state !== 'exempt') return
    if (network.until === undefined) yield { reason: 'no-end', path: 'until' }
    else if (hasPassed(network.until, context)) yield { reason: 'exemption-ended', path: 'until', found: network.until }
  },
})
