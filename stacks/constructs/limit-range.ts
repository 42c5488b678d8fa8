/** LimitRange: a container that names no request or limit still gets one, so that the quota can admit it. */
import { Construct, LimitRangeV1, declare } from '../engine.ts'
import type { NamespaceRef } from './tenant-namespace.ts'

export interface LimitRangeProps {
  readonly namespace: NamespaceRef
  readonly labels: Readonly<Record<string, string>>
  /** Request and limit of a container that declares none. @default 100m CPU and 128Mi memory requested, 500m and 512Mi at most */
  readonly container?: { readonly cpu: string; readonly memory: string; readonly cpuLimit: string; readonly memoryLimit: string }
}

const small = { cpu: '100m', memory: '128Mi', cpuLimit: '500m', memoryLimit: '512Mi' }

export class LimitRange extends Construct {
  constructor(scope: Construct, id: string, props: LimitRangeProps) {
    super(scope, id)
    const size = props.container ?? small
    declare(this, LimitRangeV1, {
      metadata: { name: 'ywq-defaults', namespace: props.namespace.name, labels: { ...props.labels } },
      spec: { limit: [{ type: 'Container', defaultRequest: { cpu: size.cpu, memory: size.memory }, default: { cpu: size.cpuLimit, memory: size.memoryLimit } }] },
    }, { after: props.namespace.after ?? [] })
  }
}
