/**
 * ServiceAccounts of a namespace: the default one without a token, and one of its own for each workload.
 * They stand in the space, not with the workloads: identities are granted by the bureau.
 */
import { Construct, DefaultServiceAccountV1, ServiceAccountV1, declare } from '../engine.ts'
import type { NamespaceRef } from './tenant-namespace.ts'

export interface ServiceAccountsProps {
  readonly namespace: NamespaceRef
  readonly labels: Readonly<Record<string, string>>
  /** Names of the workloads. @default none, for whom deploys by other means */
  readonly workloads?: readonly string[]
}

/** Name of a workload's account; never `default`. */
export function serviceAccountName(workload: string): string {
  return `app-${workload}`
}

export class ServiceAccounts extends Construct {
  constructor(scope: Construct, id: string, props: ServiceAccountsProps) {
    super(scope, id)
    const { namespace } = props
    const after = namespace.after ?? []
    declare(this, DefaultServiceAccountV1, {
      metadata: { name: 'default', namespace: namespace.name },
      automountServiceAccountToken: false,
    }, { after, adopt: namespace.adopt === true })
    for (const workload of props.workloads ?? []) {
      // A workload that calls the API asks for its token in its pod: the account itself never hands one out.
      declare(this, ServiceAccountV1, {
        metadata: { name: serviceAccountName(workload), namespace: namespace.name, labels: { ...props.labels } },
        automountServiceAccountToken: false,
      }, { after })
    }
  }
}
