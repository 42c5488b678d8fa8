/**
 * Privileged containers (PSS baseline, control Privileged Containers).
 * Restricted field: securityContext.privileged of every container, init container and ephemeral container.
 * Allowed values: undefined, null, false.
 */
import { podCheck } from '../check.ts'

export const noPrivilegedContainer = podCheck({
  id: 'no-privileged-container',
  severity: 'critical',
  title: { zh: '不使用特权容器', en: 'No privileged containers' },
  why: {
    zh: '特权容器拥有宿主机的全部设备和内核能力，容器隔离不再成立。',
    en: 'A privileged container has every device and capability of the node: there is no isolation left.',
  },
  remedy: { zh: '删除 privileged，或写成 false；确需的能力单独申请。', en: 'Remove privileged or set it to false; ask for the one capability that is needed.' },
  snippet: 'securityContext:\n  privileged: false\n',
  reasons: { privileged: { zh: 'privileged 只能不写或为 false', en: 'privileged must be unset or false' } },
  aliases: {
    pss: ['Privileged Containers'], 'kube-linter': ['privileged-container'], polaris: ['runAsPrivileged'], checkov: ['CKV_K8S_16'],
    kyverno: ['disallow-privileged-containers'], mtb: ['MTB-PL1-BC-CPI-5'], cis: ['5.2.2'],
  },
  pss: { profile: 'baseline', control: 'Privileged Containers' },
  *evaluate(pod) {
    for (const { container, path } of pod.containers) {
      if (container.securityContext?.privileged) yield { reason: 'privileged', path: `${path}.securityContext.privileged`, found: 'true' }
    }
  },
})
