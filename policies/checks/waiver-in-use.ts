/**
 * Restricted fields: Waiver.match against what its check found in this run.
 * Allowed values: a waiver in force accepts at least one violation. Where the input does not hold all that the waiver names: skipped.
 */
import { estateCheck, Skip } from '../check.ts'
import { hasPassed, todayOf } from '../today.ts'

export const waiverInUse = estateCheck({
  id: 'waiver-in-use',
  severity: 'low',
  title: { zh: '豁免仍有必要', en: 'A waiver is still needed' },
  why: { zh: '用不上的豁免留着，将来同样的问题一出现就被自动受理，没有人再看一眼。', en: 'A waiver left behind would accept the fault by itself when it comes back, without anybody looking.' },
  remedy: { zh: '问题已消除的，删除豁免；名字写错的，改正 match 后重新批准。', en: 'Delete it where the fault is gone; where the match has a wrong name, mend it and have it approved again.' },
  reasons: {
    unused: { zh: '它所指的对象都已通过检查', en: 'everything that it names passes the check' },
    'matches-nothing': { zh: '没有任何对象与 match 相符', en: 'no object fits its match' },
  },
  target: { estate: 'Waiver' },
  afterOthers: true,
  applies: (waiver, context) => !hasPassed(waiver.expires, context),
  *evaluate(waiver, context) {
    // One that begins later is not used yet.
    if (waiver.from > todayOf(context)) return
    const use = context.useOf(waiver)
    if (use.accepts > 0) return
    if (!use.whole || use.open > 0) throw new Skip('incomplete', { zh: `输入没有给全 ${waiver.check} 要看的对象，不能断定豁免没有用`, en: `the input does not hold all that ${waiver.check} looks at: whether the waiver is used cannot be told` })
    const found = JSON.stringify(waiver.match)
    if (use.passing + use.failing === 0) yield { reason: 'matches-nothing', path: 'match', found }
    else yield { reason: 'unused', path: 'match', found: `${found}, ${use.passing} pass` }
  },
})
