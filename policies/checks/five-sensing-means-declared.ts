/**
 * Restricted fields: System.security.means of systems of importance key and of critical information infrastructure.
 * Allowed values: all five: traffic, situation, intrusion, vulnerability, log. Due from the trial run on.
 */
import { estateCheck } from '../check.ts'
import { inProduction } from '../system-phase.ts'

const all = ['traffic', 'situation', 'intrusion', 'vulnerability', 'log'] as const

export const fiveSensingMeansDeclared = estateCheck({
  id: 'five-sensing-means-declared',
  severity: 'medium',
  title: { zh: '关键系统的五种感知手段齐全', en: 'Key systems have all five means of sensing' },
  why: { zh: '流量、态势、入侵、漏洞、日志缺哪一样，哪一样的攻击就看不见。', en: 'Whichever of traffic, situation, intrusion, vulnerability and log is missing, attacks of that sort stay unseen.' },
  remedy: { zh: '接入缺少的手段，写入 security.means。', en: 'Connect the missing means and enter it in security.means.' },
  snippet: 'importance: key\nsecurity: { means: [traffic, situation, intrusion, vulnerability, log] }\n',
  reasons: { missing: { zh: '缺少感知手段', en: 'a means of sensing is missing' } },
  target: { estate: 'System' },
  applies: (system) => inProduction(system) && (system.importance === 'key' || system.cii === true),
  *evaluate(system) {
    for (const means of all) if (!(system.security?.means ?? []).includes(means)) yield { reason: 'missing', path: `security.means[${means}]`, found: means }
  },
})
