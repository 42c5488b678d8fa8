/** `ywq rules`: the rules that Prometheus needs: the generic alerts and, of an estate or OpenSLO files, the SLOs. Or Alertmanager's configuration. */
import { alertedDepartments, renderAlertmanager } from '../../monitors/alertmanager/config.ts'
import { genericAlerts } from '../../monitors/alerts/generic.ts'
import { alertGroup } from '../../monitors/alerts/render.ts'
import { runbookUrl } from '../../monitors/alerts/runbook-url.ts'
import { renderPrometheusRule, renderRuleFile, type RuleGroup } from '../../monitors/alerts/rule-file.ts'
import { declaredSlos } from '../../monitors/slo/declared.ts'
import { importOpenSlo } from '../../monitors/slo/openslo.ts'
import { sloGroups } from '../../monitors/slo/rules.ts'
import type { Slo, SloRefusal } from '../../monitors/slo/slo.ts'
import type { Estate } from '../../policies/estate/estate.ts'
import { labels, managedBy, platformNamespaces } from '../../policies/names.ts'
import { readManifests } from '../../policies/sources/manifests.ts'
import { exit, say, UsageError, type Invocation } from '../command.ts'
import { checkDepartments, departmentsAsked } from '../departments.ts'
import { estateOrFail } from '../load-estate.ts'
import { note, print, writeWhole } from '../output.ts'

export async function run(invocation: Invocation): Promise<number> {
  const { lang, positionals, string, strings } = invocation
  if (positionals.length > 0) throw new UsageError(`rules 不带位置参数，得到 ${positionals.join(' ')}；声明用 --estate DIR`, `rules takes no arguments, got ${positionals.join(' ')}; name the estate by --estate DIR`)
  const folder = string('estate')
  const estate = folder === undefined ? null : estateOrFail(folder, lang)
  checkDepartments(invocation, estate)
  const runbook = string('runbook-url') ?? runbookUrl
  const output = async (text: string): Promise<void> => (string('output') === undefined ? print(text) : writeWhole(string('output') ?? '', text))
  if (string('format') === 'alertmanager') {
    if (estate === null) throw new UsageError('--format alertmanager 需要 --estate DIR', '--format alertmanager needs --estate DIR')
    const asked = departmentsAsked(invocation)
    const tokenFolder = string('token-folder')
    await output(renderAlertmanager({
      gateway: string('gateway') ?? 'http://127.0.0.1:8060/notify',
      ledger: string('ledger-url') ?? 'http://127.0.0.1:9464/api/alerts',
      ...(tokenFolder === undefined ? {} : { tokenFolder }),
      departments: asked.length > 0 ? asked : alertedDepartments(estate),
    }))
    return exit.clean
  }
  const { slos, refused, unreadable } = await slosOf(estate, departmentsAsked(invocation), strings('openslo'))
  for (const { location, subject, why } of refused) note(say({ zh: `${location}: ${subject} 没有生成规则：${why.zh}`, en: `${location}: no rules for ${subject}: ${why.en}` }, lang))
  const text = string('format') === 'prometheusrule' ? objects(slos, runbook) : renderRuleFile([alertGroup('ywq-generic', genericAlerts, runbook), ...slos.flatMap((slo) => sloGroups(slo, runbook))])
  await output(text)
  return unreadable ? exit.failed : exit.clean
}

interface Wanted {
  readonly slos: readonly Slo[]
  readonly refused: readonly SloRefusal[]
  /** Part of an OpenSLO file could not be read. */
  readonly unreadable: boolean
}

async function slosOf(estate: Estate | null, departments: readonly string[], files: readonly string[]): Promise<Wanted> {
  const declared = estate === null ? { slos: [], refused: [] } : declaredSlos(estate, departments)
  if (files.length === 0) return { ...declared, unreadable: false }
  const snapshot = await readManifests(files, { readAt: new Date().toISOString() })
  const imported = importOpenSlo(snapshot.subjects, estate)
  if (imported.slos.length + imported.refused.length === 0 && snapshot.unreadable.length === 0) throw new UsageError(`${files.join('、')} 里没有 openslo/v1 的 SLO`, `${files.join(', ')}: no SLO of openslo/v1`)
  const slos = [...declared.slos, ...imported.slos]
  const twice = slos.find((a, i) => slos.some((b, j) => j < i && a.system === b.system && a.name === b.name))
  if (twice !== undefined) throw new UsageError(`目标 ${twice.system}/${twice.name} 写了两次；改掉一个的名字`, `the objective ${twice.system}/${twice.name} is given twice; rename one`)
  return { slos, refused: [...declared.refused, ...snapshot.unreadable.map((u) => ({ location: u.location, subject: '', why: u })), ...imported.refused], unreadable: snapshot.unreadable.length > 0 }
}

/** One PrometheusRule for the generic alerts and one a department, so that a department's change leaves the others as they are. */
function objects(slos: readonly Slo[], runbook: string): string {
  const object = (name: string, groups: readonly RuleGroup[], more: Readonly<Record<string, string>> = {}): string =>
    renderPrometheusRule(groups, { name, namespace: platformNamespaces.monitoring, labels: { [labels.managedBy]: managedBy, [labels.content]: 'rules', ...more } })
  const departments = [...new Set(slos.map((s) => s.department))].sort()
  return [
    object('ywq-generic', [alertGroup('ywq-generic', genericAlerts, runbook)]),
    ...departments.map((d) => object(`ywq-slo-${d}`, slos.filter((s) => s.department === d).flatMap((slo) => sloGroups(slo, runbook)), { [labels.department]: d })),
  ].join('---\n')
}
