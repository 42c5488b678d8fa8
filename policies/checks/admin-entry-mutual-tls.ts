/**
 * Restricted fields: annotations auth-tls-secret and auth-tls-verify-client of Ingresses in zones of purpose management (ingress-nginx).
 * Allowed values: a Secret with the authority's certificate, verification on (which is the default once the Secret is set).
 */
import { objectCheck } from '../check.ts'
import { settingsOf, zoneOf } from '../ingress-settings.ts'

export const adminEntryMutualTls = objectCheck({
  id: 'admin-entry-mutual-tls',
  severity: 'high',
  title: { zh: '管理入口双向认证', en: 'Management entries use mutual TLS' },
  why: { zh: '只有平台出示证书，谁的终端都能来试口令；双向认证让平台也认得终端。', en: 'Where only the platform shows a certificate any terminal may try passwords; with mutual TLS the platform knows the terminal too.' },
  remedy: { zh: '为管理入口设 auth-tls-secret（签发终端证书的机构），auth-tls-verify-client 用 on。', en: 'Set auth-tls-secret (the authority of the terminals’ certificates) on the entry, with auth-tls-verify-client on.' },
  snippet: 'metadata:\n  annotations:\n    nginx.ingress.kubernetes.io/auth-tls-secret: data-bureau--identity--api/terminal-ca\n    nginx.ingress.kubernetes.io/auth-tls-verify-client: "on"\n',
  reasons: {
    'no-authority': { zh: '没有指定签发终端证书的机构', en: 'no authority for client certificates is set' },
    'not-verified': { zh: '不要求终端出示有效证书', en: 'the client need not show a valid certificate' },
  },
  target: { kinds: ['Ingress'] },
  applies: (ingress, context) => ingress.place !== undefined && zoneOf(ingress, context)?.purpose === 'management',
  *evaluate(ingress, context) {
    const { annotation } = settingsOf(ingress, context)
    const verify = annotation('auth-tls-verify-client') ?? 'on'
    if ((annotation('auth-tls-secret') ?? '') === '') yield { reason: 'no-authority', path: 'metadata.annotations[auth-tls-secret]' }
    else if (verify !== 'on') yield { reason: 'not-verified', path: 'metadata.annotations[auth-tls-verify-client]', found: verify }
  },
})
