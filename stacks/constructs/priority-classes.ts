/** One PriorityClass an importance: in a shortage what is key is scheduled first (GB/T 22239 9.1.2.1 f). */
import { priorityClasses } from '../../policies/names.ts'
import { Construct, PriorityClassV1, declare } from '../engine.ts'
import { platformLabels } from '../labels.ts'

/** Below Kubernetes' own classes, which begin at two thousand million. */
const values = { key: 1_000_000, high: 100_000, normal: 10_000 } as const
const descriptions = { key: '关键系统', high: '重要系统', normal: '一般系统' } as const

export class PriorityClasses extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id)
    for (const importance of ['key', 'high', 'normal'] as const) {
      declare(this, PriorityClassV1, {
        metadata: { name: priorityClasses[importance], labels: platformLabels('platform') },
        value: values[importance], globalDefault: false, description: descriptions[importance],
        // Normal systems wait for room; only what matters more may push others out.
        preemptionPolicy: importance === 'normal' ? 'Never' : 'PreemptLowerPriority',
      })
    }
  }
}
