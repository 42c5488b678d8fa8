/** Ingress of a workload: always TLS, one host, one path, one port (GB/T 22239 x.1.2.2: communication is encrypted). */
import type { Workload } from '../../policies/estate/document.ts'
import { Construct, IngressV1, declare } from '../engine.ts'
import type { Space } from '../space.ts'
import { workloadLabels } from './pod-template.ts'

export interface WorkloadIngressProps {
  readonly space: Space
  readonly workload: Workload
  readonly ingress: NonNullable<Workload['ingress']>
  readonly className: string
}

export class WorkloadIngress extends Construct {
  constructor(scope: Construct, id: string, props: WorkloadIngressProps) {
    super(scope, id)
    const { space, workload, ingress } = props
    declare(this, IngressV1, {
      metadata: { name: workload.name, namespace: space.namespace, labels: workloadLabels(space, workload) },
      spec: {
        ingressClassName: props.className,
        tls: [{ hosts: [ingress.host], secretName: ingress.tlsSecret }],
        rule: [{ host: ingress.host, http: { path: [{ path: ingress.path ?? '/', pathType: 'Prefix', backend: { service: { name: workload.name, port: { name: ingress.port } } } }] } }],
      },
      waitForLoadBalancer: false,
    })
  }
}
