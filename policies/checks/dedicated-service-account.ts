/**
 * Restricted field: spec.serviceAccountName (or its deprecated alias serviceAccount).
 * Allowed values: the name of a ServiceAccount of the namespace other than default. Unset is default.
 */
import { podCheck } from '../check.ts'

export const dedicatedServiceAccount = podCheck({
  id: 'dedicated-service-account',
  severity: 'medium',
  title: { zh: '工作负载使用专用服务账户', en: 'Workloads use their own service account' },
  why: {
    zh: '共用 default 账户时，给一个工作负载的权限会落到同一命名空间的所有工作负载上。',
    en: 'What is granted to the shared account default is granted to every workload of the namespace.',
  },
  remedy: { zh: '为工作负载建专用 ServiceAccount，并写 serviceAccountName。', en: 'Create a ServiceAccount for the workload and name it in serviceAccountName.' },
  snippet: 'spec:\n  serviceAccountName: portal-web\n',
  reasons: {
    default: { zh: '使用了 default 服务账户（不写即 default）', en: 'uses the service account default (unset means default)' },
    missing: { zh: '服务账户在命名空间中不存在', en: 'the service account does not exist in the namespace' },
  },
  aliases: {
    'kube-linter': ['default-service-account', 'non-existent-service-account'], checkov: ['CKV_K8S_41'], kyverno: ['restrict-service-account'], cis: ['5.1.5'],
  },
  *evaluate(pod, context) {
    const { namespace } = pod.subject
    const name = pod.spec.serviceAccountName ?? pod.spec.serviceAccount ?? ''
    const path = `${pod.path}.serviceAccountName`
    if (name === '' || name === 'default') yield { reason: 'default', path, ...(name === '' ? {} : { found: name }) }
    else if (!context.find('ServiceAccount', namespace, name) && !context.all('ServiceAccount', namespace).some((s) => s.name === name)) {
      yield { reason: 'missing', path, found: name }
    }
  },
})
