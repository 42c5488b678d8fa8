/**
 * Restricted fields: System.crypto.assessed, crypto.expires.
 * Allowed values: from level 3 on, for systems past their trial run: assessed within the interval (密码应用安全性评估, every year for
 * systems of level 3 and above), and `expires`, where written, not passed.
 */
import { estateCheck } from '../check.ts'
import { handedOver } from '../system-phase.ts'
import { hasPassed, isRecent } from '../today.ts'

export const cryptoAssessmentCurrent = estateCheck({
  id: 'crypto-assessment-current',
  severity: 'medium',
  title: { zh: '密码应用安全性评估在有效期内', en: 'The crypto assessment is current' },
  why: { zh: '三级及以上系统须定期做密码应用安全性评估，过期的结论不能说明现在的密码应用是对的。', en: 'Systems of level 3 and above have their use of cryptography assessed at an interval; an old result says nothing of today.' },
  remedy: { zh: '委托评估，把日期写入 crypto.assessed（和 crypto.expires）。', en: 'Have it assessed; enter the date in crypto.assessed (and crypto.expires).' },
  snippet: 'crypto: { profile: gm, assessed: 2026-03-01, expires: 2027-02-28, products: [{ name: 云服务器密码机, certificate: GM-示例-0001, expires: 2029-05-31 }] }\n',
  reasons: {
    missing: { zh: '没有登记密码应用安全性评估', en: 'no crypto assessment is registered' },
    overdue: { zh: '密码应用安全性评估超过了间隔', en: 'the crypto assessment is older than the interval' },
    expired: { zh: '密码应用安全性评估的有效期已过', en: 'the crypto assessment has expired' },
  },
  parameters: ['crypto-assessment-interval-days'],
  target: { estate: 'System' },
  applies: (system, context) => handedOver(system) && context.level >= 3,
  *evaluate(system, context) {
    const { assessed, expires } = system.crypto ?? {}
    const interval = context.parameter('crypto-assessment-interval-days')
    if (assessed === undefined) yield { reason: 'missing', path: 'crypto.assessed' }
    else if (!isRecent(assessed, interval, context)) yield { reason: 'overdue', path: 'crypto.assessed', found: `${assessed} (${interval} d)` }
    if (expires !== undefined && hasPassed(expires, context)) yield { reason: 'expired', path: 'crypto.expires', found: expires }
  },
})
