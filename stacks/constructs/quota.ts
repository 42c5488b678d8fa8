/** ResourceQuota: how much a namespace may take, every dimension bounded. */
import { Construct, ResourceQuotaV1, declare } from '../engine.ts'
import type { Quota as QuotaAmount } from '../quota-share.ts'
import type { NamespaceRef } from './tenant-namespace.ts'

export interface QuotaProps {
  readonly namespace: NamespaceRef
  readonly labels: Readonly<Record<string, string>>
  /** CPU and memory bound requests and limits alike. @default for services 20 and for claims 20, where they are not declared */
  readonly amount: QuotaAmount
}

export class Quota extends Construct {
  constructor(scope: Construct, id: string, props: QuotaProps) {
    super(scope, id)
    const { amount, namespace } = props
    declare(this, ResourceQuotaV1, {
      metadata: { name: 'ywq-quota', namespace: namespace.name, labels: { ...props.labels } },
      spec: {
        hard: {
          'requests.cpu': amount.cpu, 'limits.cpu': amount.cpu,
          'requests.memory': amount.memory, 'limits.memory': amount.memory,
          'requests.storage': amount.storage,
          pods: String(amount.pods), services: String(amount.services ?? 20), persistentvolumeclaims: String(amount.claims ?? 20),
          // Nothing is exposed past the gateway: neither kind of Service opens a port on nodes or outside (GB/T 22239 x.1.3.1 a).
          'services.nodeports': '0', 'services.loadbalancers': '0',
        },
      },
    }, { after: namespace.after ?? [] })
  }
}
