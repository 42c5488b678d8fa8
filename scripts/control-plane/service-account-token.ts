/** Tokens of ServiceAccounts by the TokenRequest API (authentication.k8s.io/v1). */
import { messageOf } from './apply-objects.ts'
import type { KubeClient } from './kube-client.ts'

/**
 * A token for `system:serviceaccount:NAMESPACE:NAME`, valid for one hour. The account must exist.
 * @throws Error for any other user: those are known only when named at start; or when the server refuses
 */
export async function createServiceAccountToken(client: KubeClient, user: string, groups?: readonly string[]): Promise<string> {
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(user) ?? []
  if (namespace === undefined || name === undefined) {
    const who = groups === undefined ? user : `${user} [${groups.join(', ')}]`
    throw new Error(`控制平面不认识用户 ${who}：请在 extraTokens 中声明 / unknown user ${who}: name it in extraTokens at start`)
  }
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 3600 } }
  const response = await client.request('POST', path, { body })
  const token = (response.body as { readonly status?: { readonly token?: string } }).status?.token
  if (response.status !== 201 || token === undefined) {
    throw new Error(`取令牌失败 no token for ${user}: ${response.status} ${messageOf(response.body)}`)
  }
  return token
}
