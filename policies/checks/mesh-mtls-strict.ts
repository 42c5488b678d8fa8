/**
 * Restricted fields: spec.mtls and spec.portLevelMtls of Istio PeerAuthentications.
 * Allowed values: STRICT, without a port that is let off. Namespaces that no PeerAuthentication covers, and other meshes, are proved on paper.
 */
import { objectCheck } from '../check.ts'

interface Spec {
  readonly mtls?: { readonly mode?: string }
  readonly portLevelMtls?: Readonly<Record<string, { readonly mode?: string }>>
}

export const meshMtlsStrict = objectCheck({
  id: 'mesh-mtls-strict',
  severity: 'high',
  title: { zh: '服务间强制双向加密', en: 'Mutual TLS between services is strict' },
  why: { zh: '宽容模式下明文照样通，谁连上来都不用证明自己是谁。', en: 'In permissive mode clear text goes through and nobody need prove who he is.' },
  remedy: { zh: '把 PeerAuthentication 的 mtls.mode 设为 STRICT，去掉端口例外。', en: 'Set mtls.mode of the PeerAuthentication to STRICT and remove the exceptions by port.' },
  snippet: 'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: { name: default, namespace: data-bureau--portal--web }\nspec: { mtls: { mode: STRICT } }\n',
  reasons: {
    'not-strict': { zh: '没有强制双向加密', en: 'mutual TLS is not strict' },
    'port-let-off': { zh: '有端口不强制双向加密', en: 'a port is let off mutual TLS' },
  },
  target: { kinds: ['PeerAuthentication'] },
  applies: (subject) => subject.group === 'security.istio.io',
  *evaluate(subject) {
    const { mtls, portLevelMtls = {} } = (subject.object['spec'] ?? {}) as Spec
    if (mtls?.mode !== 'STRICT') yield { reason: 'not-strict', path: 'spec.mtls.mode', found: mtls?.mode ?? 'UNSET' }
    for (const [port, { mode }] of Object.entries(portLevelMtls)) if (mode !== undefined && mode !== 'STRICT' && mode !== 'UNSET') yield { reason: 'port-let-off', path: `spec.portLevelMtls[${port}]`, found: mode }
  },
})
