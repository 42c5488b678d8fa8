/**
 * Adding capabilities (PSS restricted, control Capabilities, from v1.22, second half; the first is drop-all-capabilities).
 * Restricted field: securityContext.capabilities.add of every container, init container and ephemeral container.
 * Allowed values: undefined, empty, NET_BIND_SERVICE. From v1.25 Windows pods (spec.os.name: windows) are exempt.
 */
import { podCheck } from '../check.ts'
import { isExemptWindowsPod } from '../security-contexts.ts'

export const noAddedCapabilities = podCheck({
  id: 'no-added-capabilities',
  severity: 'high',
  title: { zh: '不添加内核能力', en: 'No added capabilities' },
  why: {
    zh: '每多一项内核能力，就多一条从容器影响宿主机的路。',
    en: 'Every capability that is added is one more way from the container to the node.',
  },
  remedy: { zh: '从 capabilities.add 删除，只可保留 NET_BIND_SERVICE。', en: 'Remove it from capabilities.add; only NET_BIND_SERVICE may stay.' },
  snippet: 'securityContext:\n  capabilities:\n    drop: [ALL]\n    add: [NET_BIND_SERVICE]\n',
  reasons: { added: { zh: '只可添加 NET_BIND_SERVICE', en: 'only NET_BIND_SERVICE may be added' } },
  aliases: {
    pss: ['Capabilities (baseline)', 'Capabilities (restricted)'], polaris: ['dangerousCapabilities'], checkov: ['CKV_K8S_25', 'CKV_K8S_39'],
    kyverno: ['disallow-capabilities', 'disallow-capabilities-strict'], mtb: ['MTB-PL1-BC-CPI-3'], cis: ['5.2.9'],
  },
  pss: { profile: 'restricted', control: 'Capabilities' },
  applies: (pod, { pssMinor }) => pssMinor >= 22 && !isExemptWindowsPod(pod, pssMinor),
  *evaluate(pod) {
    for (const { container, path } of pod.containers) {
      const added = (container.securityContext?.capabilities?.add ?? []).filter((name) => name !== 'NET_BIND_SERVICE')
      for (const name of added) yield { reason: 'added', path: `${path}.securityContext.capabilities.add[${name}]`, found: name }
    }
  },
})
