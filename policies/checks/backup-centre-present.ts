/**
 * Restricted fields: NetworkNode of role core in a Province or City; NetworkNode of role backup in the same area.
 * Allowed values: exactly one backup node at another site than the core's, connected, and switched over to within the drill interval.
 */
import { areaKindOf } from '../areas.ts'
import { estateCheck } from '../check.ts'
import { hasPassed, isRecent, todayOf } from '../today.ts'

export const backupCentrePresent = estateCheck({
  id: 'backup-centre-present',
  severity: 'medium',
  title: { zh: '政务外网有备份中心', en: 'The network has a backup centre' },
  why: { zh: '省、市的核心节点只有一处机房时，一次断电就断掉全域的政务外网。', en: 'Where a province or city has its core in one room only, one power cut takes the whole network down.' },
  remedy: { zh: '在另一机房建 role: backup 的节点，定期切换演练并登记 lastSwitchover。', en: 'Build a node of role backup at another site, switch over regularly and register lastSwitchover.' },
  snippet: 'kind: NetworkNode\nname: backup-city\narea: example-city\nrole: backup\nsite: 示例机房乙\nconnected: 2025-05-10\nlastSwitchover: 2026-04-18\n',
  reasons: {
    missing: { zh: '没有备份中心', en: 'there is no backup centre' },
    'same-site': { zh: '备份中心与核心在同一机房', en: 'the backup centre stands at the core’s own site' },
    several: { zh: '有多个备份中心，不知切到哪里', en: 'there are several backup centres: which one takes over is unclear' },
    'not-connected': { zh: '备份中心尚未接入', en: 'the backup centre is not connected yet' },
    'not-switched': { zh: '在演练间隔内没有切换到备份中心过', en: 'nobody has switched over to it within the drill interval' },
  },
  parameters: ['emergency-drill-interval-days'],
  target: { estate: 'NetworkNode' },
  applies: (node, context) => {
    const kind = areaKindOf(node.area, context.requireEstate())
    return node.role === 'core' && (kind === 'Province' || kind === 'City')
  },
  *evaluate(node, context) {
    const backups = context.requireEstate().of('NetworkNode').filter((n) => n.role === 'backup' && n.area === node.area)
    const [backup] = backups
    if (backup === undefined) {
      yield { reason: 'missing', found: node.area }
      return
    }
    if (backups.length > 1) yield { reason: 'several', found: backups.map((b) => b.name).join(', ') }
    for (const { name, site, connected, lastSwitchover } of backups) {
      const path = `backup[${name}]`
      if (site === node.site) yield { reason: 'same-site', path, found: site }
      if (connected === undefined || (!hasPassed(connected, context) && connected !== todayOf(context))) yield { reason: 'not-connected', path }
      else if (!isRecent(lastSwitchover, context.parameter('emergency-drill-interval-days'), context)) yield { reason: 'not-switched', path, found: lastSwitchover ?? '—' }
    }
  },
})
