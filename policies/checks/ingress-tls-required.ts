/**
 * Restricted fields: spec.tls of Ingresses and the annotations that turn the redirect to HTTPS off (ingress-nginx ssl-redirect,
 * force-ssl-redirect); listeners of Gateways.
 * Allowed values: at least one tls entry and no redirect turned off; listeners HTTPS or TLS, or HTTP whose attached HTTPRoutes all do nothing
 * but redirect to https. Which hosts a tls entry covers is for ingress-host-covered-by-tls.
 */
import { objectCheck, type CheckContext, type Offence } from '../check.ts'
import { metadataOf } from '../placed.ts'
import type { Subject } from '../subject.ts'

export const redirectAnnotations = ['nginx.ingress.kubernetes.io/ssl-redirect', 'nginx.ingress.kubernetes.io/force-ssl-redirect']

interface Listener {
  readonly name?: string
  readonly protocol?: string
  readonly port?: number
}
interface RouteSpec {
  readonly parentRefs?: readonly { readonly name?: string; readonly namespace?: string; readonly sectionName?: string }[]
  readonly rules?: readonly { readonly filters?: readonly { readonly type?: string; readonly requestRedirect?: { readonly scheme?: string } }[]; readonly backendRefs?: readonly unknown[] }[]
}

export const ingressTlsRequired = objectCheck({
  id: 'ingress-tls-required',
  severity: 'critical',
  title: { zh: '入口强制加密', en: 'Ingress requires TLS' },
  aliases: { polaris: ['tlsSettingsMissing'], kyverno: ['require-ingress-https', 'ingress-host-match-tls'] },
  why: { zh: '明文入口上的口令、令牌和个人信息可以被沿途截取和篡改。', en: 'On a clear-text entry passwords, tokens and personal data can be read and changed on the way.' },
  remedy: { zh: '为入口配置 TLS 证书；明文端口只做跳转。', en: 'Give the entry a TLS certificate; let the clear-text port only redirect.' },
  snippet: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: data-bureau--portal--web }
spec:
  tls: [{ hosts: [portal.city.example], secretName: portal-tls }]
  rules: [{ host: portal.city.example, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 8080 } } } }] } }]
`,
  reasons: {
    'no-tls': { zh: '入口没有配置 TLS', en: 'the Ingress has no TLS' },
    'redirect-off': { zh: '关闭了向 HTTPS 的跳转，明文仍可访问', en: 'the redirect to HTTPS is turned off: clear text is served' },
    'plain-listener': { zh: '监听器以明文提供服务', en: 'the listener serves clear text' },
  },
  target: { kinds: ['Ingress', 'Gateway'] },
  *evaluate(subject, context) {
    if (subject.kind === 'Gateway') {
      yield* listeners(subject, context)
      return
    }
    const spec = (subject.object['spec'] ?? {}) as { readonly tls?: readonly unknown[] }
    if ((spec.tls ?? []).length === 0) yield { reason: 'no-tls', path: 'spec.tls' }
    else {
      const off = redirectAnnotations.filter((name) => metadataOf(subject).annotations?.[name] === 'false')
      for (const name of off) yield { reason: 'redirect-off', path: `metadata.annotations[${name}]`, found: 'false' }
    }
  },
})

function* listeners(gateway: Subject, context: CheckContext): Iterable<Offence> {
  const spec = (gateway.object['spec'] ?? {}) as { readonly listeners?: readonly Listener[] }
  for (const listener of spec.listeners ?? []) {
    if (listener.protocol === 'HTTPS' || listener.protocol === 'TLS') continue
    if (listener.protocol === 'HTTP' && onlyRedirects(gateway, listener, context)) continue
    yield { reason: 'plain-listener', path: `spec.listeners[${listener.name ?? ''}]`, found: `${listener.protocol ?? ''}:${listener.port ?? ''}` }
  }
}

function onlyRedirects(gateway: Subject, listener: Listener, context: CheckContext): boolean {
  const attached = context.known('HTTPRoute', '*').map((route): { readonly route: Subject; readonly spec: RouteSpec } => ({ route, spec: route.object['spec'] ?? {} })).filter(({ route, spec }) =>
    (spec.parentRefs ?? []).some((ref) => ref.name === gateway.name && (ref.namespace ?? route.namespace) === gateway.namespace && (ref.sectionName === undefined || ref.sectionName === listener.name)))
  return attached.length > 0 && attached.every(({ spec }) => (spec.rules ?? []).length > 0 && (spec.rules ?? []).every((rule) =>
    (rule.backendRefs ?? []).length === 0 && (rule.filters ?? []).some((filter) => filter.type === 'RequestRedirect' && filter.requestRedirect?.scheme === 'https')))
}
