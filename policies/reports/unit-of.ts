/** Which judged unit (system, platform, the whole input) an object belongs to. */
import type { AuditReport } from '../report.ts'
import type { Subject } from '../subject.ts'
import type { Unit } from '../verdict/words.ts'

/**
 * @returns a look-up: the system that the estate places the object in, else the platform that owns its cluster (the first, where
 * the object names none); undefined where its system has no verdicts (not graded, not running)
 */
export function unitLookup({ estate, summary }: AuditReport): (subject: Subject) => Unit | undefined {
  const units = summary.units.map((u) => u.unit)
  const whole = units.find((u) => u.kind === 'estate')
  if (estate === null || whole !== undefined) return () => whole
  const systems = new Map(units.filter((u) => u.kind === 'system').map((u) => [u.name, u]))
  const platforms = new Map(units.filter((u) => u.kind === 'platform').map((u) => [u.name, u]))
  const byCluster = new Map(estate.of('GradingObject').flatMap((o) => (o.members.platforms ?? []).map((cluster) => [cluster, platforms.get(o.name)] as const)))
  const [first] = platforms.values()
  return (subject) => {
    if (subject.place !== undefined) return systems.get(subject.place.system)
    if (subject.group === 'ywq' && subject.kind === 'System') return systems.get(subject.name)
    return byCluster.get(subject.kind === 'Cluster' && subject.group === 'ywq' ? subject.name : subject.cluster) ?? first
  }
}
