/**
 * Restricted fields: ports of Services of type LoadBalancer or NodePort, tls of Ingresses and listeners of Gateways in zones of purpose management.
 * Allowed values: ports that say they are encrypted, by appProtocol (https, tls, ssh …), by name (https-…, tls-…, ssh) or by a number that is
 * encrypted by registration (22, 443, 6443, 8443, 9443). What a port really speaks is seen on the wire only.
 */
import { objectCheck, type Offence } from '../check.ts'
import { zoneOf } from '../ingress-settings.ts'
import type { Subject } from '../subject.ts'

interface Port {
  readonly name?: string
  readonly port?: number
  readonly appProtocol?: string
}

const word = /^(https|tls|ssh|wss|grpcs|ldaps|kubernetes\.io\/wss)(-|$)/
const numbers: readonly (number | undefined)[] = [22, 443, 6443, 8443, 9443]
const exposed: readonly unknown[] = ['LoadBalancer', 'NodePort']

export const managementEntryEncrypted = objectCheck({
  id: 'management-entry-encrypted',
  severity: 'critical',
  title: { zh: '管理入口加密', en: 'Management entries are encrypted' },
  aliases: { checkov: ['CKV_K8S_33'] },
  why: { zh: '管理员的口令和令牌走明文，沿途谁都能用它登录。', en: 'An administrator’s password in clear text logs in whoever reads it on the way.' },
  remedy: { zh: '管理区的入口只开 TLS 或 SSH 端口，并用 appProtocol 写明。', en: 'Open only TLS or SSH ports in the management zone and say so in appProtocol.' },
  snippet: 'apiVersion: v1\nkind: Service\nmetadata: { name: console, namespace: data-bureau--identity--api }\nspec:\n  type: LoadBalancer\n  ports: [{ name: https, port: 443, appProtocol: https }]\n',
  reasons: {
    'clear-port': { zh: '管理区对外的端口没有加密', en: 'a port that leads into the management zone is not encrypted' },
    'clear-entry': { zh: '管理区的入口没有 TLS', en: 'an entry of the management zone has no TLS' },
  },
  target: { kinds: ['Service', 'Ingress', 'Gateway'] },
  applies: (subject, context) => subject.place !== undefined && zoneOf(subject, context)?.purpose === 'management' && (subject.kind !== 'Service' || exposed.includes(specOf(subject)['type'])),
  evaluate: (subject) => (subject.kind === 'Service' ? ports(subject) : entries(subject)),
})

const specOf = (subject: Subject): Readonly<Record<string, unknown>> => (subject.object['spec'] ?? {}) as Readonly<Record<string, unknown>>

function* ports(service: Subject): Iterable<Offence> {
  for (const { name, port, appProtocol } of (specOf(service)['ports'] ?? []) as readonly Port[]) {
    const encrypted = appProtocol === undefined ? word.test(name ?? '') || numbers.includes(port) : word.test(appProtocol)
    if (!encrypted) yield { reason: 'clear-port', path: `spec.ports[${name ?? port ?? ''}]`, found: `${port ?? ''} ${appProtocol ?? name ?? ''}`.trim() }
  }
}

function* entries(subject: Subject): Iterable<Offence> {
  if (subject.kind === 'Ingress') {
    if (((specOf(subject)['tls'] ?? []) as readonly unknown[]).length === 0) yield { reason: 'clear-entry', path: 'spec.tls' }
    return
  }
  for (const { name, protocol } of (specOf(subject)['listeners'] ?? []) as readonly { readonly name?: string; readonly protocol?: string }[]) {
    if (protocol !== 'HTTPS' && protocol !== 'TLS') yield { reason: 'clear-entry', path: `spec.listeners[${name ?? ''}]`, found: protocol ?? '' }
  }
}
