/**
 * Restricted fields: Cluster.ingress.tlsMinimum.
 * Allowed values: 1.2 or 1.3. Not applicable where the cluster declares no ingress. Chains and dates of certificates are read live.
 */
import { estateCheck } from '../check.ts'

export const ingressTlsMinimumVersion = estateCheck({
  id: 'ingress-tls-minimum-version',
  severity: 'high',
  title: { zh: '入口最低 TLS 1.2', en: 'TLS 1.2 at least' },
  why: { zh: '没有定下最低版本，入口控制器会接受过时的协议。', en: 'With no minimum set, an ingress controller may accept protocols long broken.' },
  remedy: { zh: '把入口控制器的最低版本设为 TLS 1.2 或 1.3，写入 ingress.tlsMinimum。', en: 'Set the ingress controller’s minimum to TLS 1.2 or 1.3 and enter it in ingress.tlsMinimum.' },
  snippet: 'ingress: { className: nginx, namespace: ingress-nginx, tlsMinimum: "1.2" }\n',
  reasons: { 'not-declared': { zh: '没有写明入口的最低 TLS 版本', en: 'the minimum TLS version of the ingress is not stated' } },
  target: { estate: 'Cluster' },
  applies: (cluster) => cluster.ingress !== undefined,
  *evaluate(cluster) {
    if (cluster.ingress?.tlsMinimum === undefined) yield { reason: 'not-declared', path: 'ingress.tlsMinimum' }
  },
})
