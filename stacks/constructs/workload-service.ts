/** Services of a workload: one address inside the cluster, in both families where the cluster has both; a headless one for a StatefulSet. */
import type { Workload } from '../../policies/estate/document.ts'
import { Construct, ServiceV1, declare } from '../engine.ts'
import type { Space } from '../space.ts'
import { selectorOf, workloadLabels } from './pod-template.ts'

export interface WorkloadServiceProps {
  readonly space: Space
  readonly workload: Workload
}

/** The governing Service that gives each pod of a StatefulSet its name. */
export function headlessName(workload: Workload): string {
  return `${workload.name}-peers`
}

/** IPv4 and IPv6 where the cluster's Service range has both (一张网: every zone and Service dual stack); else the cluster's own family. */
export function familyPolicy(serviceCidrs: readonly string[]): { readonly ipFamilyPolicy?: string } {
  const families = new Set(serviceCidrs.map((cidr) => cidr.includes(':')))
  return families.size === 2 ? { ipFamilyPolicy: 'RequireDualStack' } : {}
}

export class WorkloadService extends Construct {
  constructor(scope: Construct, id: string, props: WorkloadServiceProps) {
    super(scope, id)
    const { space, workload } = props
    const labels = workloadLabels(space, workload)
    const ports = (workload.ports ?? []).map((p) => ({ name: p.name, port: p.port, targetPort: p.name, protocol: p.protocol ?? 'TCP' }))
    const service = (name: string, more: { clusterIp?: string }): void => {
      declare(this, ServiceV1, {
        metadata: { name, namespace: space.namespace, labels },
        spec: { type: 'ClusterIP', selector: selectorOf(workload), ...familyPolicy(space.cluster.serviceCidrs), ...(ports.length === 0 ? {} : { port: ports }), ...more },
        waitForLoadBalancer: false,
      })
    }
    if (ports.length > 0) service(workload.name, {})
    if (workload.type === 'StatefulSet') service(headlessName(workload), { clusterIp: 'None' })
  }
}
