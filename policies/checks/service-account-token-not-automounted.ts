/**
 * Restricted fields: spec.automountServiceAccountToken of the pod, else automountServiceAccountToken of its ServiceAccount.
 * Allowed values: false; true or unset only for a workload that the estate declares to call the API (`callsApi: true`).
 * The pod's field wins over the account's; unset at both is true (kubernetes.io: opt out of API credential automounting).
 */
import { podCheck, Skip, type CheckContext } from '../check.ts'
import type { PodTarget } from '../pod-target.ts'

export const serviceAccountTokenNotAutomounted = podCheck({
  id: 'service-account-token-not-automounted',
  severity: 'medium',
  title: { zh: '不自动挂载服务账户令牌', en: 'Service account token is not automounted' },
  why: {
    zh: '业务程序多数不调用集群接口，挂进容器的令牌只会被入侵者拿去用。',
    en: 'Few programs call the cluster API; the token that is mounted anyway serves only an intruder.',
  },
  remedy: {
    zh: '在 Pod 写 automountServiceAccountToken: false；确要调用接口的，在声明的工作负载写 callsApi: true。',
    en: 'Set automountServiceAccountToken: false on the pod; where it does call the API, declare callsApi: true on the workload.',
  },
  snippet: 'spec:\n  automountServiceAccountToken: false\n',
  reasons: {
    mounted: { zh: '令牌被挂载，而工作负载没有声明要调用接口', en: 'the token is mounted and the workload is not declared to call the API' },
    unset: { zh: '未写 automountServiceAccountToken，缺省即挂载，而工作负载没有声明要调用接口', en: 'automountServiceAccountToken is unset, which mounts it, and the workload is not declared to call the API' },
  },
  aliases: { polaris: ['automountServiceAccountToken'], checkov: ['CKV_K8S_38'], kyverno: ['restrict-automount-sa-token'], cis: ['5.1.6'] },
  *evaluate(pod, context) {
    const own = pod.spec.automountServiceAccountToken
    if (own === false || isDeclaredCaller(pod, context)) return
    const path = `${pod.path}.automountServiceAccountToken`
    if (own != null) yield { reason: 'mounted', path, found: String(own) }
    else if (!accountOptsOut(pod, context)) yield { reason: 'unset', path }
  },
})

function isDeclaredCaller({ subject }: PodTarget, { estate }: CheckContext): boolean {
  const { place } = subject
  if (estate === null || place === undefined) return false
  const tier = estate.get('System', place.system)?.tiers.find((t) => t.name === place.tier)
  return tier?.workloads?.some((w) => w.name === subject.name && w.callsApi === true) ?? false
}

function accountOptsOut(pod: PodTarget, context: CheckContext): boolean {
  const { namespace } = pod.subject
  const name = pod.spec.serviceAccountName ?? pod.spec.serviceAccount ?? 'default'
  const account = context.find('ServiceAccount', namespace, name)
  if (account !== undefined) return account.object['automountServiceAccountToken'] === false
  // Kubernetes itself creates the account `default`, and creates it mounting; any other account may stand in another input.
  if (name !== 'default' && !context.isComplete('ServiceAccount', namespace)) {
    throw new Skip('incomplete', {
      zh: `Pod 未写 automountServiceAccountToken，而输入中没有服务账户 ${name}`,
      en: `the pod leaves automountServiceAccountToken out and the input does not hold the service account ${name}`,
    })
  }
  return false
}
