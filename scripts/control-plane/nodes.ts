/** Fake nodes: Node objects that kwok then keeps Ready. */
import { toolVersions } from './tools.ts'

export interface NodeTaint {
  readonly key: string
  readonly value?: string
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute'
}

export interface NodeSpec {
  readonly name?: string
  /** `kubernetes.io/arch` value. @default amd64 */
  readonly arch?: string
  readonly region?: string
  readonly zone?: string
  /** Any further labels (node pools); they win over the ones above. */
  readonly labels?: Readonly<Record<string, string>>
  readonly taints?: readonly NodeTaint[]
  /** Quantities. @default cpu 64, memory 256Gi, pods 2000: enough that no test waits for room */
  readonly capacity?: Readonly<Record<string, string>>
}

/**
 * Node objects for the API.
 * @param nodes how many plain ones, or one specification each
 */
export function nodeObjects(nodes: number | readonly NodeSpec[]) {
  const specs = typeof nodes === 'number' ? Array.from({ length: nodes }, (): NodeSpec => ({})) : nodes
  return specs.map((spec, index) => {
    const name = spec.name ?? `node-${index + 1}`
    const arch = spec.arch ?? 'amd64'
    const capacity = { cpu: '64', memory: '256Gi', 'ephemeral-storage': '1Ti', pods: '2000', ...spec.capacity }
    return {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name,
        labels: {
          'kubernetes.io/arch': arch,
          'kubernetes.io/os': 'linux',
          'kubernetes.io/hostname': name,
          ...(spec.region === undefined ? {} : { 'topology.kubernetes.io/region': spec.region }),
          ...(spec.zone === undefined ? {} : { 'topology.kubernetes.io/zone': spec.zone }),
          ...spec.labels,
        },
      },
      spec: spec.taints === undefined ? {} : { taints: spec.taints },
      status: { capacity, allocatable: capacity, nodeInfo: { architecture: arch, operatingSystem: 'linux', kubeletVersion: toolVersions.kubernetes } },
    } as const
  })
}
