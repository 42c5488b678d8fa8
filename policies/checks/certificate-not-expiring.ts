/**
 * Restricted fields: status of cert-manager Certificates: notAfter, renewalTime, condition Ready.
 * Allowed values: still valid, not past the time at which it should have been renewed, Ready. Certificates from elsewhere are registered by Record.
 */
import { objectCheck } from '../check.ts'

interface Status {
  readonly notAfter?: string
  readonly renewalTime?: string
  readonly conditions?: readonly { readonly type?: string; readonly status?: string }[]
}

export const certificateNotExpiring = objectCheck({
  id: 'certificate-not-expiring',
  severity: 'high',
  title: { zh: '证书有效且按期续签', en: 'Certificates are valid and renewed in time' },
  why: { zh: '证书一过期，要么服务中断，要么用户学会了忽略警告。', en: 'An expired certificate stops the service or teaches users to click warnings away.' },
  remedy: { zh: '查看 Certificate 的事件，修好签发者后重新签发。', en: 'Read the events of the Certificate, mend its issuer and issue it anew.' },
  snippet: 'apiVersion: cert-manager.io/v1\nkind: Certificate\nspec: { secretName: portal-tls, dnsNames: [portal.city.example], issuerRef: { name: city-ca } }\n',
  reasons: {
    expired: { zh: '证书已过期', en: 'the certificate has expired' },
    'renewal-overdue': { zh: '到了续签时间仍没有续签', en: 'the time of renewal has passed' },
    'not-ready': { zh: '证书没有签发成功', en: 'the certificate was not issued' },
  },
  target: { kinds: ['Certificate'] },
  applies: (subject) => subject.group === 'cert-manager.io' && subject.object['status'] !== undefined,
  *evaluate(subject, context) {
    const { notAfter, renewalTime, conditions = [] } = (subject.object['status'] ?? {}) as Status
    if (notAfter !== undefined && Date.parse(notAfter) <= context.now) yield { reason: 'expired', path: 'status.notAfter', found: notAfter }
    else if (renewalTime !== undefined && Date.parse(renewalTime) <= context.now) yield { reason: 'renewal-overdue', path: 'status.renewalTime', found: renewalTime }
    if (!conditions.some((c) => c.type === 'Ready' && c.status === 'True')) yield { reason: 'not-ready', path: 'status.conditions[Ready]' }
  },
})
