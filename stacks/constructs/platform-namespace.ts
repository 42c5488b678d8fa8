/** A namespace of the platform itself, behind the same wall as a tenant's: restricted, bounded, closed both ways. */
import { Construct } from '../engine.ts'
import { platformLabels } from '../labels.ts'
import type { Quota as QuotaAmount } from '../quota-share.ts'
import { LimitRange } from './limit-range.ts'
import { NetworkPolicies, type NetworkPoliciesProps } from './network-policies.ts'
import { Quota } from './quota.ts'
import { ServiceAccounts } from './service-accounts.ts'
import { TenantNamespace, type NamespaceRef } from './tenant-namespace.ts'

export interface PlatformNamespaceProps {
  readonly name: string
  readonly component: 'platform' | 'monitoring'
  readonly kubernetesVersion: string
  readonly dns?: NetworkPoliciesProps['dns']
  /** @default 8 CPU, 16Gi memory, 100Gi storage, 50 pods */
  readonly amount?: QuotaAmount
}

export class PlatformNamespace extends Construct {
  readonly ref: NamespaceRef

  constructor(scope: Construct, id: string, props: PlatformNamespaceProps) {
    super(scope, id)
    const labels = platformLabels(props.component)
    this.ref = new TenantNamespace(this, 'namespace', { name: props.name, labels, kubernetesVersion: props.kubernetesVersion }).ref
    const namespace = this.ref
    new Quota(this, 'quota', { namespace, labels, amount: props.amount ?? { cpu: '8', memory: '16Gi', storage: '100Gi', pods: 50 } })
    new LimitRange(this, 'limits', { namespace, labels })
    new ServiceAccounts(this, 'accounts', { namespace, labels })
    new NetworkPolicies(this, 'network', { namespace, labels, dns: props.dns })
  }
}
