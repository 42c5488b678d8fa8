/** A namespace under a Pod Security level that a tenant cannot lower. */
import { Construct, NamespaceV1, declare, type Declared } from '../engine.ts'

export type PodSecurityLevel = 'restricted' | 'baseline'

export interface TenantNamespaceProps {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  /** Level that the API server enforces; audit and warn are always `restricted`. @default restricted */
  readonly podSecurity?: PodSecurityLevel | undefined
  /** Minor version of the cluster, `1.34`: pins the level, so that a server upgrade never changes what is admitted. */
  readonly kubernetesVersion: string
  /** The namespace exists already: import it. @default created */
  readonly adopt?: boolean | undefined
  /** Holds state: an apply may not destroy it while it is declared. @default false */
  readonly preventDestroy?: boolean | undefined
}

/** A namespace as the constructs of the same stack need it: its name, and that it must exist first. */
export interface NamespaceRef {
  readonly name: string
  /** @default nothing: the namespace is another stack's */
  readonly after?: readonly Declared[]
  readonly adopt?: boolean
}

const prefix = 'pod-security.kubernetes.io/'

export class TenantNamespace extends Construct {
  readonly ref: NamespaceRef

  constructor(scope: Construct, id: string, props: TenantNamespaceProps) {
    super(scope, id)
    const version = `v${props.kubernetesVersion}`
    const adopt = props.adopt === true
    const declared = declare(this, NamespaceV1, {
      metadata: {
        name: props.name,
        labels: {
          ...props.labels,
          [`${prefix}enforce`]: props.podSecurity ?? 'restricted', [`${prefix}enforce-version`]: version,
          [`${prefix}audit`]: 'restricted', [`${prefix}audit-version`]: version,
          [`${prefix}warn`]: 'restricted', [`${prefix}warn-version`]: version,
        },
        ...(props.annotations === undefined ? {} : { annotations: { ...props.annotations } }),
      },
    }, { adopt, preventDestroy: props.preventDestroy === true })
    this.ref = { name: props.name, after: [declared], adopt }
  }
}
