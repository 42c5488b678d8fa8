/**
 * Restricted fields: the latest assessment of the platform (GradingObject of the clusters that hold the system's tiers).
 * Allowed values: not older than the interval of the system's own level, and the platform's level is not lower than the system's: then
 * the system may inherit its conclusions. Due from the system's trial run on.
 */
import { estateCheck } from '../check.ts'
import { gradingObjectOfCluster } from '../records.ts'
import { inProduction } from '../system-phase.ts'
import { isRecent } from '../today.ts'

export const inheritedAssessmentCurrent = estateCheck({
  id: 'inherited-assessment-current',
  severity: 'high',
  title: { zh: '平台方测评结论可继承且有效', en: 'The inherited assessment is current' },
  why: { zh: '租户系统的一部分条款靠继承平台的测评结论；平台的结论过期或等级不够，继承就落空。', en: 'A tenant inherits part of its conclusions from the platform’s assessment; where that is old or too low there is nothing to inherit.' },
  remedy: { zh: '请平台方按期测评并登记；或把系统迁到已测评、等级足够的平台。', en: 'Have the platform assessed in time and registered, or move the system to one that is.' },
  snippet: 'kind: GradingObject\nname: platform\nmembers: { platforms: [city] }\nlevel: 3\nassessments: [{ date: 2026-03-20, body: assess-co, report: 示例-2026-001, conclusion: 良 }]\n',
  reasons: {
    'not-graded': { zh: '所在集群不属于任何平台定级对象，没有结论可继承', en: 'the cluster belongs to no graded platform: nothing to inherit' },
    'level-too-low': { zh: '平台等级低于本系统，结论不能继承', en: 'the platform’s level is below the system’s: its conclusions cannot be inherited' },
    'not-current': { zh: '平台没有在间隔内的等级测评', en: 'the platform has no assessment within the interval' },
  },
  parameters: ['assessment-interval-days'],
  target: { estate: 'System' },
  applies: (system) => inProduction(system) && system.tiers.length > 0,
  *evaluate(system, context) {
    const estate = context.requireEstate()
    const interval = context.parameter('assessment-interval-days')
    const level = estate.levelOf(system.name)
    for (const name of new Set(system.tiers.map((tier) => tier.cluster))) {
      const platform = gradingObjectOfCluster(name, estate)
      const path = `clusters[${name}]`
      if (platform === undefined) yield { reason: 'not-graded', path }
      else if (level !== null && platform.level < level) yield { reason: 'level-too-low', path, found: `${platform.name} ${platform.level} < ${level}` }
      else if (!(platform.assessments ?? []).some((a) => isRecent(a.date, interval, context))) yield { reason: 'not-current', path, found: `${platform.name} (${interval} d)` }
    }
  },
})
