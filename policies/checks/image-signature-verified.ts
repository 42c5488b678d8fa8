/**
 * Restricted fields: spec of Sigstore ClusterImagePolicies (policy.sigstore.dev): images, authorities, mode; and the registries of the estate.
 * Allowed values: mode enforce (unset is enforce), an authority that verifies (key or keyless, not static pass), an image glob over every prefix
 * of Estate.registries. Signatures that another admission controller verifies are proved on paper.
 */
import { objectCheck, type CheckContext } from '../check.ts'
import type { Subject } from '../subject.ts'

interface Spec {
  readonly mode?: string
  readonly images?: readonly { readonly glob?: string }[]
  readonly authorities?: readonly { readonly key?: object; readonly keyless?: object; readonly static?: { readonly action?: string } }[]
}

export const imageSignatureVerified = objectCheck({
  id: 'image-signature-verified',
  severity: 'high',
  title: { zh: '镜像签名经准入验证', en: 'Image signatures are verified at admission' },
  why: { zh: '不验签名，仓库被换掉的镜像照样进集群。', en: 'Where no signature is verified a swapped image enters the cluster unseen.' },
  remedy: { zh: '建 ClusterImagePolicy：enforce 模式，写明验证的公钥，镜像范围覆盖本单位全部仓库。', en: 'Create a ClusterImagePolicy in mode enforce, with the verifying key, over all of your registries.' },
  snippet: 'apiVersion: policy.sigstore.dev/v1beta1\nkind: ClusterImagePolicy\nmetadata: { name: signed }\nspec:\n  images: [{ glob: "registry.example.cn/gov/**" }]\n  authorities: [{ key: { secretRef: { name: cosign-pub } } }]\n',
  reasons: {
    'not-enforced': { zh: '策略只警告不拒绝', en: 'the policy warns and does not refuse' },
    'no-authority': { zh: '策略没有可验证的签名者', en: 'the policy has no authority that verifies' },
    'registry-uncovered': { zh: '有允许的镜像仓库不在验签范围内', en: 'an allowed registry is outside what is verified' },
  },
  target: { kinds: ['ClusterImagePolicy'] },
  applies: (subject) => subject.group === 'policy.sigstore.dev',
  *evaluate(subject, context) {
    const { mode = 'enforce', authorities = [] } = specOf(subject)
    if (mode !== 'enforce') yield { reason: 'not-enforced', path: 'spec.mode', found: mode }
    if (!authorities.some((a) => a.key !== undefined || a.keyless !== undefined)) yield { reason: 'no-authority', path: 'spec.authorities' }
    for (const prefix of uncovered(specOf(subject), context)) yield { reason: 'registry-uncovered', path: `spec.images[${prefix}]`, found: prefix }
  },
})

const specOf = (subject: Subject): Spec => (subject.object['spec'] ?? {})

/** A glob `prefix/**` covers everything below; two asterisks alone cover all (Sigstore policy controller, image globs). */
function uncovered(spec: Spec, context: CheckContext): readonly string[] {
  const globs = (spec.images ?? []).map(({ glob = '' }) => glob)
  const covers = (glob: string, prefix: string): boolean => glob === '**' || (glob.endsWith('/**') && prefix.startsWith(glob.slice(0, -2)))
  return context.requireEstate().root.registries.map((prefix) => (prefix.endsWith('/') ? prefix : `${prefix}/`)).filter((prefix) => !globs.some((glob) => covers(glob, prefix)))
}
