/**
 * Dropping every capability (PSS restricted, control Capabilities, from v1.22, first half; the other is no-added-capabilities).
 * Restricted field: securityContext.capabilities.drop of every container, init container and ephemeral container.
 * Allowed values: a list that holds ALL. From v1.25 Windows pods (spec.os.name: windows) are exempt.
 */
import { podCheck } from '../check.ts'
import { isExemptWindowsPod } from '../security-contexts.ts'

export const dropAllCapabilities = podCheck({
  id: 'drop-all-capabilities',
  severity: 'medium',
  title: { zh: '丢弃全部内核能力', en: 'All capabilities are dropped' },
  why: {
    zh: '运行时默认给容器十余项内核能力，业务程序一般一项也用不到。',
    en: 'The runtime gives a container a dozen capabilities that ordinary programs never use.',
  },
  remedy: { zh: '每个容器都写 capabilities.drop: [ALL]。', en: 'Set capabilities.drop: [ALL] in every container.' },
  snippet: 'securityContext:\n  capabilities:\n    drop: [ALL]\n',
  reasons: { 'not-dropped': { zh: 'capabilities.drop 须含 ALL', en: 'capabilities.drop must hold ALL' } },
  aliases: {
    pss: ['Capabilities (restricted)'], 'kube-linter': ['drop-net-raw-capability'], polaris: ['insecureCapabilities'], checkov: ['CKV_K8S_28', 'CKV_K8S_37'],
    kyverno: ['disallow-capabilities-strict', 'require-drop-all'], cis: ['5.2.8', '5.2.10'],
  },
  pss: { profile: 'restricted', control: 'Capabilities' },
  applies: (pod, { pssMinor }) => pssMinor >= 22 && !isExemptWindowsPod(pod, pssMinor),
  *evaluate(pod) {
    for (const { container, path } of pod.containers) {
      const drop = container.securityContext?.capabilities?.drop ?? []
      if (!drop.includes('ALL')) yield { reason: 'not-dropped', path: `${path}.securityContext.capabilities.drop`, found: `[${drop.join(', ')}]` }
    }
  },
})
