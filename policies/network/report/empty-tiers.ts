/**
 * Stand-ins for declared tiers of which the input shows no workload (their builders deploy by other means): a pod without labels, so that
 * what the policies of the namespace open is judged before the first pod runs. Never part of `--matrix workload`.
 */
import type { Estate } from '../../estate/estate.ts'
import { bearsPod } from '../../pod-target.ts'
import type { Snapshot, Subject } from '../../subject.ts'
import { anyPod } from './ends.ts'

/**
 * The snapshot with a Pod `namespace/*` for each declared tier of its cluster that has no workload in it.
 * @param which `given`: only tiers of which the input has the namespace or a policy; `declared`: every tier, so that what may reach a
 *   namespace is judged even where the input does not hold the others
 */
export function withEmptyTiers(snapshot: Snapshot, estate: Estate | null, which: 'given' | 'declared'): Snapshot {
  if (estate === null) return snapshot
  const held = new Set<string>()
  const seen = new Set<string>()
  for (const subject of snapshot.subjects) {
    if (bearsPod(subject)) held.add(subject.namespace)
    else if (subject.kind === 'Namespace' && subject.group === '') seen.add(subject.name)
    else if (subject.kind === 'NetworkPolicy') seen.add(subject.namespace)
  }
  const added = estate.tiers.flatMap(({ tier, namespace, place, system }): readonly Subject[] => {
    if (tier.cluster !== snapshot.cluster || held.has(namespace) || (which === 'given' && !seen.has(namespace))) return []
    const { file, line } = estate.position(system)
    const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: anyPod, namespace }, spec: { containers: [] } }
    return [{ group: '', kind: 'Pod', namespace, name: anyPod, object, source: snapshot.source, cluster: snapshot.cluster, location: `${file}:${line}`, place, scope: 'tenant' }]
  })
  return added.length === 0 ? snapshot : { ...snapshot, subjects: [...snapshot.subjects, ...added] }
}
