/**
 * Restricted fields: metadata.namespace of workloads, Services, Secrets and PersistentVolumeClaims.
 * Allowed values: any namespace but default (where the server keeps its Service kubernetes). A manifest without a namespace goes to default.
 */
import { objectCheck } from '../check.ts'
import { podBearingKinds } from '../pod-target.ts'

export const defaultNamespaceEmpty = objectCheck({
  id: 'default-namespace-empty',
  severity: 'medium',
  title: { zh: '默认命名空间不放业务', en: 'The default namespace is empty' },
  aliases: { 'kube-linter': ['use-namespace'], checkov: ['CKV_K8S_21'], kyverno: ['disallow-default-namespace'], cis: ['5.7.4'] },
  why: { zh: '默认命名空间没有归属、配额和隔离，放进去的东西谁都管不到。', en: 'The default namespace has no owner, quota or isolation: what lies there is in nobody’s care.' },
  remedy: { zh: '移到系统自己的命名空间，并写明 metadata.namespace。', en: 'Move it to the system’s own namespace and write metadata.namespace.' },
  snippet: `metadata: { name: web, namespace: data-bureau--portal--web }
`,
  reasons: { 'in-default': { zh: '放在默认命名空间里', en: 'it lies in the namespace default' } },
  target: { kinds: [...podBearingKinds, 'Service', 'Secret', 'PersistentVolumeClaim'] },
  applies: (subject) => subject.controlledBy === undefined,
  *evaluate(subject) {
    if (subject.namespace === 'default') yield { reason: 'in-default', path: 'metadata.namespace', found: 'default' }
  },
})
