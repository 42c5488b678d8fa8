/**
 * One Pod, run and removed before anybody else's: kwok 0.7 makes its address pool when the first Pod asks, without a lock,
 * so that of several first Pods two could get the same address. It also proves that Pods run at all.
 */
import { messageOf } from './apply-objects.ts'
import type { KubeClient } from './kube-client.ts'
import { until } from './wait.ts'
import type { Waiting } from './wait.ts'

const path = '/api/v1/namespaces/default/pods'

/**
 * Runs it on the named node (nothing where there is no node) and waits until it is gone again.
 * @throws Error when the server refuses it or it does not run in time
 */
export async function runOnePod(client: KubeClient, nodeName: string | undefined, waiting: Waiting): Promise<void> {
  if (nodeName === undefined) return
  const body = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'ywq-first-pod' },
    // Bound by hand and tolerating everything, so that taints and the scheduler have no say.
    spec: { nodeName, tolerations: [{ operator: 'Exists' }], containers: [{ name: 'main', image: 'example.test/none:1' }] },
  }
  const { status, body: answer } = await client.request('POST', path, { body })
  if (status !== 201) throw new Error(`首个 Pod 未被接受 first pod refused: ${status} ${messageOf(answer)}`)
  await until('kwok', waiting, async () => {
    const { body: pod } = await client.get(`${path}/ywq-first-pod`)
    return (pod as { readonly status?: { readonly phase?: string } }).status?.phase === 'Running'
  })
  await client.request('DELETE', `${path}/ywq-first-pod`, { query: { gracePeriodSeconds: '0' } })
  await until('kwok', waiting, async () => (await client.get(`${path}/ywq-first-pod`)).status === 404)
}
