/** A declared workload: a hardened Deployment or StatefulSet with its disruption budget, autoscaler, claims, Services and Ingress. */
import type { Workload as WorkloadDocument } from '../../policies/estate/document.ts'
import { Construct, DeploymentV1, HorizontalPodAutoscalerV2, PersistentVolumeClaimV1, PodDisruptionBudgetV1, StatefulSetV1, declare } from '../engine.ts'
import type { Space } from '../space.ts'
import { anywhere, type Placement } from './node-placement.ts'
import { podTemplate, selectorOf, workloadLabels } from './pod-template.ts'
import { WorkloadIngress } from './workload-ingress.ts'
import { WorkloadService, headlessName } from './workload-service.ts'

export interface WorkloadProps {
  readonly space: Space
  readonly workload: WorkloadDocument
  /** Nodes it may run on. @default any */
  readonly placement?: Placement
  /** Class of the cluster's ingress controller. @default no Ingress is built */
  readonly ingressClass?: string | undefined
}

/** Revisions kept to go back to (GB/T 22239 x.1.10.7: changes can be undone). */
const revisionHistoryLimit = 5

export class Workload extends Construct {
  constructor(scope: Construct, id: string, props: WorkloadProps) {
    super(scope, id)
    const { space, workload, placement = anywhere } = props
    const metadata = { name: workload.name, namespace: space.namespace, labels: workloadLabels(space, workload) }
    const selector = { matchLabels: selectorOf(workload) }
    // An autoscaler owns the number of replicas, except in a suspended system, where nothing runs.
    const autoscale = space.suspended ? undefined : workload.autoscale
    const replicas = String(space.suspended ? 0 : (autoscale?.min ?? workload.replicas))
    const options = autoscale === undefined ? {} : { ignoreChanges: ['spec[0].replicas'] }
    // The apply does not wait for pods: images may take minutes to come, and running is what monitoring watches.
    const waitForRollout = false

    if (workload.type === 'StatefulSet') {
      declare(this, StatefulSetV1, {
        metadata, waitForRollout,
        spec: {
          replicas, selector, revisionHistoryLimit, serviceName: headlessName(workload),
          updateStrategy: [{ type: 'RollingUpdate' }],
          template: podTemplate(space, workload, placement, () => null),
          ...((workload.storage ?? []).length === 0 ? {} : {
            volumeClaimTemplate: (workload.storage ?? []).map((volume) => ({ metadata: { name: volume.name, labels: metadata.labels }, spec: claimSpec(volume) })),
          }),
        },
      }, options)
    } else {
      for (const volume of workload.storage ?? []) {
        declare(this, PersistentVolumeClaimV1, {
          metadata: { ...metadata, name: claimName(workload, volume.name) }, spec: claimSpec(volume),
          // Classes that bind at first use would wait for a pod that this apply has not made yet.
          waitUntilBound: false,
        }, { preventDestroy: true })
      }
      declare(this, DeploymentV1, {
        metadata, waitForRollout,
        spec: {
          replicas, selector, revisionHistoryLimit, strategy: { type: 'RollingUpdate' },
          template: podTemplate(space, workload, placement, (volume) => claimName(workload, volume)),
        },
      }, options)
    }
    // At least one pod may go and not all: with a single replica no budget can say that, and none is built.
    if ((workload.autoscale?.min ?? workload.replicas) > 1) {
      declare(this, PodDisruptionBudgetV1, { metadata, spec: { maxUnavailable: '1', selector } })
    }
    if (autoscale !== undefined) {
      declare(this, HorizontalPodAutoscalerV2, {
        metadata,
        spec: {
          minReplicas: autoscale.min, maxReplicas: autoscale.max,
          scaleTargetRef: { apiVersion: 'apps/v1', kind: workload.type ?? 'Deployment', name: workload.name },
          metric: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: autoscale.cpuPercent } } }],
        },
      })
    }
    new WorkloadService(this, 'service', { space, workload })
    if (workload.ingress !== undefined && props.ingressClass !== undefined) {
      new WorkloadIngress(this, 'ingress', { space, workload, ingress: workload.ingress, className: props.ingressClass })
    }
  }
}

type Volume = NonNullable<WorkloadDocument['storage']>[number]

function claimName(workload: WorkloadDocument, volume: string): string {
  return `${workload.name}-${volume}`
}

function claimSpec(volume: Volume): { accessModes: string[]; storageClassName: string; resources: { requests: Record<string, string> } } {
  return { accessModes: ['ReadWriteOnce'], storageClassName: volume.class, resources: { requests: { storage: volume.size } } }
}
