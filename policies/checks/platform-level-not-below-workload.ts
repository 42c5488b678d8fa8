/**
 * Restricted fields: GradingObject with the cluster among its platforms: level, filing; levels of the systems on the cluster.
 * Allowed values: a platform that is graded and filed, at least as high as every system with a tier there (those retired aside).
 * Not applicable to a test cluster that holds no graded production system.
 */
import { estateCheck, type CheckContext } from '../check.ts'
import type { DocumentOf } from '../estate/document.ts'
import { gradingObjectOfCluster } from '../records.ts'
import { hasPassed, todayOf } from '../today.ts'

export const platformLevelNotBelowWorkload = estateCheck({
  id: 'platform-level-not-below-workload',
  severity: 'critical',
  title: { zh: '平台等级不低于业务等级', en: 'Platform level is not below workload level' },
  why: { zh: '平台的防护低于业务的要求，业务系统自己做得再好也达不到它的等级。', en: 'A system cannot reach its level on a platform that is protected less.' },
  remedy: { zh: '把集群列入平台的定级对象并完成备案；平台等级须不低于其上任一系统，否则把系统迁到相应等级的平台。', en: 'List the cluster in a graded and filed platform; grade the platform at least as high as its systems, or move them.' },
  snippet: 'kind: GradingObject\nname: platform\nmembers: { platforms: [city] }\nlevel: 3\nfiling: { number: "99010000000-25001", organ: 示例市公安局, date: 2025-03-01 }\n',
  reasons: {
    'not-graded': { zh: '集群不属于任何平台定级对象', en: 'the cluster belongs to no graded platform' },
    'not-filed': { zh: '平台定级对象没有备案', en: 'the platform’s grading object is not filed' },
    'below-workload': { zh: '平台等级低于其上的系统', en: 'the platform’s level is below that of a system on it' },
  },
  target: { estate: 'Cluster' },
  applies: (cluster, context) => cluster.trust !== 'test' || systemsOn(cluster.name, context).some((s) => s.environment !== 'test'),
  *evaluate(cluster, context) {
    const object = gradingObjectOfCluster(cluster.name, context.requireEstate())
    if (object === undefined) {
      yield { reason: 'not-graded' }
      return
    }
    if (object.filing === undefined || (!hasPassed(object.filing.date, context) && object.filing.date !== todayOf(context))) yield { reason: 'not-filed', found: object.name }
    for (const system of systemsOn(cluster.name, context)) {
      const level = context.requireEstate().levelOf(system.name)
      if (level !== null && level > object.level) yield { reason: 'below-workload', path: `systems[${system.name}]`, found: `${object.name} ${object.level} < ${system.name} ${level}` }
    }
  },
})

function systemsOn(cluster: string, context: CheckContext): readonly DocumentOf<'System'>[] {
  return context.requireEstate().of('System').filter((system) => system.phase !== 'retired' && system.tiers.some((tier) => tier.cluster === cluster))
}
