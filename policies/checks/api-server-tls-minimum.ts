/**
 * Restricted fields: flags tls-min-version and insecure-port of the kube-apiserver Pod in kube-system.
 * Allowed values: unset (TLS 1.2 by default), VersionTLS12, VersionTLS13; no insecure port. Managed control planes show no Pod and stay open.
 */
import { apiServerFlags } from '../api-server.ts'
import { objectCheck } from '../check.ts'

export const apiServerTlsMinimum = objectCheck({
  id: 'api-server-tls-minimum',
  severity: 'critical',
  title: { zh: '接口服务最低 TLS 1.2', en: 'The API server speaks TLS 1.2 or above' },
  aliases: { checkov: ['CKV_K8S_88', 'CKV_K8S_100'] },
  why: { zh: '旧协议或明文端口上，管理员的令牌可被截取。', en: 'On an old protocol or a clear-text port administrators’ tokens can be read.' },
  remedy: { zh: '删去 --insecure-port，把 --tls-min-version 设为 VersionTLS12 或 VersionTLS13。', en: 'Remove --insecure-port and set --tls-min-version to VersionTLS12 or VersionTLS13.' },
  snippet: 'command: [kube-apiserver, --tls-min-version=VersionTLS12]\n',
  reasons: {
    'old-protocol': { zh: '接受低于 TLS 1.2 的协议', en: 'protocols below TLS 1.2 are accepted' },
    'insecure-port': { zh: '开着明文端口', en: 'a clear-text port is open' },
  },
  scopes: ['server', 'platform'],
  target: { kinds: ['Pod'] },
  applies: (subject) => apiServerFlags(subject) !== null,
  *evaluate(subject) {
    const flags = apiServerFlags(subject)
    const minimum = flags?.get('tls-min-version') ?? 'VersionTLS12'
    if (minimum !== 'VersionTLS12' && minimum !== 'VersionTLS13') yield { reason: 'old-protocol', path: 'flags[tls-min-version]', found: minimum }
    const port = flags?.get('insecure-port') ?? '0'
    if (port !== '0') yield { reason: 'insecure-port', path: 'flags[insecure-port]', found: port }
  },
})
