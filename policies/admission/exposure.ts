/** Admission forms of the checks on Services, Ingresses, storage, Secrets and namespaces. */
import { redirectAnnotations } from '../checks/ingress-tls-required.ts'
import { all, and, or, text, valueAt, type Cel } from './cel.ts'
import type { FormOf } from './form.ts'

const tls: Cel = valueAt('variables.object', ['spec', 'tls'], '[]')
const rules: Cel = valueAt('variables.object', ['spec', 'rules'], '[]')
const hostOf: Cel = valueAt('r', ['host'], "''")
/** RFC 6125 as the check reads it: equal, or `*` for one whole left-most label. */
const covers: Cel = or(
  'p.lowerAscii() == h.lowerAscii()',
  and("p.startsWith('*.')", "!h.startsWith('*')", "h.contains('.')", "h.lowerAscii().substring(h.indexOf('.')) == p.lowerAscii().substring(1)"),
)
const annotation = (name: string): Cel => `variables.object.metadata.?annotations[?${text(name)}].orValue('')`

const enforce = 'pod-security.kubernetes.io/enforce'
const version = 'pod-security.kubernetes.io/enforce-version'
const label = (key: string): Cel => `variables.object.metadata.?labels[?${text(key)}]`

export const exposureForms: readonly FormOf[] = [
  () => ({ check: 'no-node-port', on: ['Service'], looksAt: ['.?spec'], admits: { 'node-port': `${valueAt('variables.object', ['spec', 'type'], "''")} != 'NodePort'` } }),
  () => ({ check: 'no-external-ips', on: ['Service'], looksAt: ['.?spec'], admits: { 'external-ips': `size(${valueAt('variables.object', ['spec', 'externalIPs'], '[]')}) == 0` } }),
  () => ({
    check: 'ingress-tls-required', on: ['Ingress'], looksAt: ['.?spec', '.metadata.?annotations'],
    admits: { 'no-tls': `size(${tls}) > 0`, 'redirect-off': or(`size(${tls}) == 0`, and(...redirectAnnotations.map((name) => `${annotation(name)} != 'false'`))) },
    leaves: { 'plain-listener': { zh: '网关的监听器是否只做跳转，要看挂在它上面的路由', en: 'whether a listener only redirects is told by the routes attached to it' } },
  }),
  () => ({
    check: 'ingress-host-covered-by-tls', on: ['Ingress'], looksAt: ['.?spec'], when: `size(${tls}) > 0`,
    variables: { hosts: `${rules}.map(r, ${hostOf}).filter(h, h != '')` },
    admits: {
      'rule-without-host': all(rules, 'r', `${hostOf} != ''`),
      'host-not-covered': all('variables.hosts', 'h', `${tls}.exists(t, t.?hosts.orValue([]).exists(p, ${covers}))`),
      'no-secret': all(tls, 't', `${valueAt('t', ['secretName'], "''")} != ''`),
    },
  }),
  () => ({ check: 'no-static-service-account-token', on: ['Secret'], looksAt: [], admits: { 'static-token': `${valueAt('variables.object', ['type'], "''")} != 'kubernetes.io/service-account-token'` } }),
  () => ({
    check: 'volume-reclaim-policy-delete', on: ['StorageClass', 'PersistentVolume'], looksAt: ['.?reclaimPolicy', '.?spec.?persistentVolumeReclaimPolicy'],
    admits: {
      'not-deleted': `variables.object.kind == 'StorageClass' ? ${valueAt('variables.object', ['reclaimPolicy'], "'Delete'")} == 'Delete' : ${valueAt('variables.object', ['spec', 'persistentVolumeReclaimPolicy'], "'Retain'")} == 'Delete'`,
    },
  }),
  () => ({
    check: 'pod-security-restricted-enforced', on: ['Namespace'], looksAt: [enforce, version].map((key) => `.metadata.?labels[?${text(key)}]`),
    admits: {
      'not-enforced': `${label(enforce)}.hasValue()`,
      'not-restricted': `${label(enforce)}.orValue('restricted') == 'restricted'`,
      'version-not-pinned': or(`!${label(enforce)}.hasValue()`, `${label(version)}.orValue('').matches('^v1[.](0|[1-9][0-9]*)$')`),
    },
  }),
]
