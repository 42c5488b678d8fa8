/**
 * `<cluster>_space_<department>`: what the bureau gives a department. Namespaces with their labels and Pod Security levels, quotas,
 * roles, the network wall. The department's own pipeline cannot change any of it.
 */
import type { DocumentOf } from '../policies/estate/document.ts'
import type { Estate } from '../policies/estate/estate.ts'
import { labels as labelNames, managedBy, platformNamespaces, stackNames } from '../policies/names.ts'
import { grantsOf, type AccessRequests } from './access.ts'
import { ConfigFiles } from './constructs/config-files.ts'
import { LimitRange } from './constructs/limit-range.ts'
import { NetworkPolicies } from './constructs/network-policies.ts'
import { Quota } from './constructs/quota.ts'
import { Roles } from './constructs/roles.ts'
import { ServiceAccounts } from './constructs/service-accounts.ts'
import { TenantNamespace } from './constructs/tenant-namespace.ts'
import { App, Construct, Stack, askedBy } from './engine.ts'
import { namespaceKey, type CompiledFlows } from './flows.ts'
import { namespaceLabels, ownershipLabels, titleAnnotations } from './labels.ts'
import { departmentFiles } from './monitoring-files.ts'
import { originOf } from './origin.ts'
import { quotaOf } from './quota-share.ts'
import type { NotBuilt } from './report.ts'
import type { Space } from './space.ts'

export interface SpaceStackProps {
  readonly estate: Estate
  readonly cluster: DocumentOf<'Cluster'>
  readonly department: DocumentOf<'Department'>
  /** Namespaces to build; none where every system is retired: the stack stays so that an apply destroys what was there. */
  readonly spaces: readonly Space[]
  readonly flows: CompiledFlows
  readonly requests: AccessRequests
  /** Part of the estate that concerns the department, as text. @default none */
  readonly slice?: string | undefined
  /** Rules and dashboards of the department, path → text. @default the rules of its systems' objectives */
  readonly files?: Readonly<Record<string, string>> | undefined
}

export class SpaceStack extends Stack {
  readonly notBuilt: readonly NotBuilt[]

  constructor(app: App, props: SpaceStackProps) {
    const { estate, cluster, department } = props
    super(app, stackNames.space(cluster.name, department.name), { cluster: cluster.name, ...(estate.root.backend === undefined ? {} : { backend: estate.root.backend }) })
    const labels = { [labelNames.managedBy]: managedBy, [labelNames.department]: department.name }
    new ConfigFiles(askedBy(new Construct(this, 'files'), originOf(estate, department)), 'files', {
      namespace: { name: platformNamespaces.monitoring }, labels, prefix: department.name,
      // A department without namespaces here keeps an empty stack, which takes away what was there.
      files: props.spaces.length === 0 ? {} : {
        ...(props.files ?? departmentFiles(estate, department.name)),
        ...(props.slice === undefined ? {} : { 'estate-slice/estate.yaml': props.slice }),
      },
    })
    this.notBuilt = props.spaces.flatMap((space) => buildSpace(askedBy(new Construct(this, space.namespace), originOf(estate, space.system)), space, props))
  }
}

function buildSpace(scope: Construct, space: Space, { estate, flows, requests }: SpaceStackProps): readonly NotBuilt[] {
  const { cluster, tier } = space
  const labels = ownershipLabels(space)
  const workloads = tier.workloads ?? []
  const namespace = new TenantNamespace(scope, 'namespace', {
    name: space.namespace, labels: namespaceLabels(space), annotations: titleAnnotations(space.system.title),
    podSecurity: tier.podSecurity, kubernetesVersion: cluster.version, adopt: tier.adopt,
    // What an adopted namespace holds was deployed by other means: nobody here knows that it can be made again.
    preventDestroy: space.stateful || tier.adopt === true,
  }).ref
  new Quota(scope, 'quota', { namespace, labels, amount: quotaOf(space) })
  new LimitRange(scope, 'limits', { namespace, labels })
  new ServiceAccounts(scope, 'accounts', { namespace, labels, workloads: workloads.map((w) => w.name) })
  const { grants, notBuilt } = grantsOf(estate, space, requests)
  new Roles(scope, 'roles', { namespace, labels, department: space.department.name, grants })
  new NetworkPolicies(scope, 'network', {
    namespace, labels, dns: estate.root.dns,
    gateway: cluster.ingress === undefined ? undefined : {
      namespace: cluster.ingress.namespace, podLabels: cluster.ingress.podLabels,
      ports: workloads.flatMap((w) => (w.ports ?? []).filter((p) => p.name === w.ingress?.port)),
    },
    api: { cidrs: cluster.apiServer ?? [], workloads: workloads.filter((w) => w.callsApi === true).map((w) => w.name) },
    halves: (flows.halves.get(namespaceKey(cluster.name, space.namespace)) ?? []).map((half) => ({ ...half, origin: originOf(estate, half.flow) })),
  })
  return notBuilt
}
