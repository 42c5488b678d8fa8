/** Rules and dashboards that the stacks carry when nobody says otherwise: ours, whole, as Prometheus and Grafana read them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { genericAlerts } from '../../monitors/alerts/generic.ts'
import { loadEstate } from '../../policies/estate/load.ts'
import { object, synthesize } from './synth.ts'

const root = join(import.meta.dirname, '../..')
const { estate } = loadEstate(join(root, 'stacks/examples/minimal'))
if (estate === null) throw new Error('stacks/examples/minimal has errors')
const built = synthesize(estate)
/** Text of a ConfigMap's only file, without Terraform's escapes (`$${` is `${`: Terraform, Strings and Templates). */
const text = (stack: string, name: string): string => {
  const { data } = object(built, stack, 'kubernetes_config_map_v1', `ywq-monitoring__${name}`) as { readonly data: Readonly<Record<string, string>> }
  return (Object.values(data)[0] ?? '').replaceAll('$${', '${').replaceAll('%%{', '%{')
}
interface RuleFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly { readonly alert?: string; readonly annotations?: { readonly runbook_url?: string }; readonly expr: string }[] }[]
}

describe('files of the monitoring stacks', () => {
  test('every dashboard, byte for byte, under the label that Grafana’s sidecar looks for', () => {
    const folder = join(root, 'monitors/generated/dashboards')
    const files = readdirSync(folder)
    expect(files.length).toBeGreaterThan(3)
    for (const file of files) {
      const name = `ywq-dashboards-${file.replace('.json', '')}`
      expect(text('city_monitoring', name)).toBe(readFileSync(join(folder, file), 'utf8'))
      expect(object(built, 'city_monitoring', 'kubernetes_config_map_v1', `ywq-monitoring__${name}`)['metadata']).toMatchObject({ labels: { grafana_dashboard: '1', 'ywq.io/content': 'dashboards' } })
    }
  })

  test('every generic alert, its runbook behind the exporter’s Service', () => {
    const { groups } = load(text('city_monitoring', 'ywq-rules-generic')) as RuleFile
    const alerts = groups.flatMap((g) => g.rules)
    expect(alerts.map((r) => r.alert)).toEqual(genericAlerts.map((a) => a.alert))
    for (const { alert, annotations } of alerts) expect(annotations?.runbook_url).toBe(`https://ywq-exporter.ywq-monitoring.svc:9464/runbook#${String(alert).toLowerCase()}`)
  })

  test('the objectives of a department’s own systems, in its own space', () => {
    const { groups } = load(text('city_space_hr', 'hr-rules-slo')) as RuleFile
    const expressions = groups.flatMap((g) => g.rules.map((r) => r.expr)).join('\n')
    const own = estate.of('System').filter((s) => s.department === 'hr').map((s) => s.name)
    for (const system of estate.of('System')) expect(expressions.includes(`system="${system.name}"`), system.name).toBe(own.includes(system.name))
  })
})
