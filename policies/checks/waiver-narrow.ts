/**
 * Restricted fields: Waiver.match, department.
 * Allowed values: the match takes in only objects that fail the check (those that pass need no waiver), at most ten of them; and the
 * department is that of the system. A match by fingerprint is as narrow as can be.
 */
import { estateCheck, Skip } from '../check.ts'
import { inForceOn, todayOf } from '../today.ts'
import { systemOfWaiver } from '../waivers/system.ts'

/** More objects than one person weighs one by one in one request. */
const most = 10

export const waiverNarrow = estateCheck({
  id: 'waiver-narrow',
  severity: 'medium',
  title: { zh: '豁免范围不过宽', en: 'A waiver is no wider than its cause' },
  why: { zh: '范围过宽的豁免连同今天没有问题的对象一起放过：它们明天出了问题也不会有人知道。', en: 'A wide waiver also covers objects that are fine today: when they break tomorrow nobody will hear of it.' },
  remedy: { zh: '在 match 里加上 namespace、kind、name，或改用 fingerprint；对象多的，分成几份豁免。改后要重新批准。', en: 'Add namespace, kind and name to the match, or match by fingerprint; split it where there are many objects. The change needs a new approval.' },
  snippet: 'match: { namespace: hr--insurance--web, kind: Deployment, name: web }\n',
  reasons: {
    'covers-passing': { zh: '也覆盖了通过检查的对象', en: 'it also covers objects that pass' },
    'covers-many': { zh: `受理的对象超过 ${most} 个`, en: `it accepts the risk of more than ${most} objects` },
    'other-department': { zh: '豁免了别的部门的系统', en: 'it waives another department’s system' },
  },
  target: { estate: 'Waiver' },
  afterOthers: true,
  applies: (waiver, context) => inForceOn({ from: waiver.from, to: waiver.expires }, todayOf(context)),
  *evaluate(waiver, context) {
    const system = systemOfWaiver(waiver, context.requireEstate())
    if (system !== undefined && system.department !== waiver.department) yield { reason: 'other-department', path: 'department', found: `${waiver.department}, System/${system.name}: ${system.department}` }
    if (waiver.match.fingerprint !== undefined) return
    const { failing, passing, whole } = context.useOf(waiver)
    if (failing > most) yield { reason: 'covers-many', path: 'match', found: `${failing} fail` }
    if (failing > 0 && passing > 0) yield { reason: 'covers-passing', path: 'match', found: `${failing} fail, ${passing} pass` }
    else if (!whole && failing === 0) throw new Skip('incomplete', { zh: `输入没有给全 ${waiver.check} 要看的对象`, en: `the input does not hold all that ${waiver.check} looks at` })
  },
})
