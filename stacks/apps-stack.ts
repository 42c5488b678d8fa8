/**
 * `<cluster>_apps_<department>`: what a department runs in its spaces, applied by its own pipeline with the delivery Role.
 * The namespaces are the space stack's: they meet by name only.
 */
import type { DocumentOf } from '../policies/estate/document.ts'
import type { Estate } from '../policies/estate/estate.ts'
import { stackNames } from '../policies/names.ts'
import { anywhere, placementOf } from './constructs/node-placement.ts'
import { Workload } from './constructs/workload.ts'
import { App, Construct, Stack, askedBy } from './engine.ts'
import { originOf } from './origin.ts'
import { quotaShortfall } from './quota-share.ts'
import type { NotBuilt } from './report.ts'
import type { Space } from './space.ts'

export interface AppsStackProps {
  readonly estate: Estate
  readonly cluster: DocumentOf<'Cluster'>
  readonly department: DocumentOf<'Department'>
  /** Spaces whose declared workloads are built; none where every system is retired: the stack stays so that an apply destroys. */
  readonly spaces: readonly Space[]
}

export class AppsStack extends Stack {
  readonly notBuilt: readonly NotBuilt[]

  constructor(app: App, props: AppsStackProps) {
    const { estate, cluster, department } = props
    super(app, stackNames.apps(cluster.name, department.name), { cluster: cluster.name, ...(estate.root.backend === undefined ? {} : { backend: estate.root.backend }) })
    this.notBuilt = props.spaces.flatMap((space) => {
      const workloads = space.tier.workloads ?? []
      if (workloads.length === 0) return []
      const location = originOf(estate, space.system)
      const scope = askedBy(new Construct(this, space.namespace), location)
      const found = placementOf(space)
      const ingressClass = cluster.ingress?.className
      for (const workload of workloads) {
        new Workload(scope, workload.name, { space, workload, placement: 'placement' in found ? found.placement : anywhere, ingressClass })
      }
      const report = (reason: NotBuilt['reason'], detail: NotBuilt['detail']): NotBuilt => ({ reason, subject: `System/${space.system.name}`, location, detail })
      const shortfall = quotaShortfall(space)
      return [
        ...(shortfall === null ? [] : [report('quota-too-small', shortfall)]),
        ...('missing' in found ? [report('no-pool', found.missing)] : []),
        ...(ingressClass === undefined ? workloads : []).filter((w) => w.ingress !== undefined).map((w) => report('no-ingress-class', {
          zh: `工作负载 ${w.name} 声明了入口，集群 ${cluster.name} 没有声明 ingress`, en: `workload ${w.name} declares an Ingress, cluster ${cluster.name} declares no ingress`,
        })),
      ]
    })
  }
}
