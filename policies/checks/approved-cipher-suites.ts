/**
 * Restricted fields: flag tls-cipher-suites of the kube-apiserver Pod in kube-system.
 * Allowed values: suites with forward secrecy and authenticated encryption (RFC 9325), those of TLS 1.3, and the SM4 suites of RFC 8998. Where
 * the minimum is TLS 1.3 the flag has no effect and may be left out. Ingress suites are the controller's own configuration.
 */
import { apiServerFlags } from '../api-server.ts'
import { objectCheck } from '../check.ts'

const approved = /^TLS_(ECDHE_(RSA|ECDSA)_WITH_(AES_(128|256)_GCM_SHA(256|384)|CHACHA20_POLY1305(_SHA256)?)|AES_(128|256)_GCM_SHA(256|384)|CHACHA20_POLY1305_SHA256|SM4_(GCM|CCM)_SM3)$/

export const approvedCipherSuites = objectCheck({
  id: 'approved-cipher-suites',
  severity: 'high',
  title: { zh: '只用批准的密码套件', en: 'Only approved cipher suites' },
  aliases: { checkov: ['CKV_K8S_105', 'CKV_K8S_151'] },
  why: { zh: '没有限定套件，客户端可以谈成没有前向保密或不认证的加密。', en: 'With suites unlimited a client may negotiate encryption without forward secrecy or authentication.' },
  remedy: { zh: '用 --tls-cipher-suites 只列 ECDHE 加 GCM 或 ChaCha20 的套件（或国密套件），或把最低版本设为 TLS 1.3。', en: 'List only ECDHE suites with GCM or ChaCha20 (or SM4 suites) in --tls-cipher-suites, or set the minimum to TLS 1.3.' },
  snippet: 'command: [kube-apiserver, "--tls-cipher-suites=TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"]\n',
  reasons: {
    'not-limited': { zh: '没有限定密码套件', en: 'the suites are not limited' },
    weak: { zh: '允许了不在批准之列的套件', en: 'a suite that is not approved is allowed' },
  },
  scopes: ['server', 'platform'],
  target: { kinds: ['Pod'] },
  applies: (subject) => apiServerFlags(subject) !== null,
  *evaluate(subject) {
    const flags = apiServerFlags(subject)
    const suites = (flags?.get('tls-cipher-suites') ?? '').split(',').map((s) => s.trim()).filter((s) => s !== '')
    if (suites.length === 0 && flags?.get('tls-min-version') !== 'VersionTLS13') yield { reason: 'not-limited', path: 'flags[tls-cipher-suites]' }
    for (const suite of suites) if (!approved.test(suite)) yield { reason: 'weak', path: `flags[tls-cipher-suites][${suite}]`, found: suite }
  },
})
