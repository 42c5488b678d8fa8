/** Alerts and dashboards speak of declared metrics only; every alert has a runbook section; promtool accepts and exercises the rules. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { genericAlerts, sloAlertNames } from '../../monitors/alerts/generic.ts'
import { dashboards } from '../../monitors/dashboards/index.ts'
import { metrics } from '../../monitors/metrics.ts'
import { recorded } from '../../monitors/slo/recorded.ts'

const root = resolve(import.meta.dirname, '../..')
const rulesFolder = resolve(root, 'test/rules')
const names = new Set([...Object.keys(metrics), ...Object.keys(recorded)])
const labels = new Set([...Object.values(metrics), ...Object.values(recorded)].flatMap((m) => m.labels as readonly string[]))
// Every recorded series has it beside its own.
labels.add('slo')

const allNames = [...genericAlerts.map((a) => a.alert), ...sloAlertNames]

const expressions = [
  ...genericAlerts.map((a) => [a.alert, a.expr] as const),
  ...dashboards.flatMap((d) => d.panels.map((p) => [`${d.uid}: ${p.title.en}`, p.expr] as const)),
]

function promtool(): string | null {
  try {
    return execFileSync('promtool', ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch {
    return null
  }
}

describe('alerts and dashboards', () => {
  it.each(expressions)('%s uses declared metrics and labels only', (_title, expr) => {
    const used = expr.match(/ywq_[a-z_:0-9]+/g) ?? []
    expect(used.length).toBeGreaterThan(0)
    for (const name of used) expect(names, name).toContain(name)
    for (const m of expr.matchAll(/by \(([^)]*)\)|[{,]([a-z_]+)(?:=~|!=|=)/g)) {
      for (const label of (m[1] ?? m[2] ?? '').split(',').map((l) => l.trim())) expect(labels, label).toContain(label)
    }
  })

  it('gives every alert a runbook section, and no section without an alert', () => {
    const sections = [...readFileSync(resolve(root, 'monitors/runbook.md'), 'utf8').matchAll(/^## (\S+)$/gm)].map((m) => m[1])
    expect(sections.toSorted()).toEqual(allNames.toSorted())
  })

  it('fires every alert and keeps every alert quiet in some promtool case', () => {
    const text = readdirSync(rulesFolder).map((f) => readFileSync(resolve(rulesFolder, f), 'utf8')).join('\n')
    for (const alert of allNames) {
      expect(text, `${alert} fires`).toMatch(new RegExp(`alertname: ${alert}\\n\\s+exp_alerts:\\n\\s+- exp_labels`))
      expect(text, `${alert} is quiet`).toMatch(new RegExp(`alertname: ${alert}, exp_alerts: \\[\\]`))
    }
  })
})

const missing = promtool() === null
if (missing) console.warn('跳过 skipped: promtool 不在 PATH 上 / promtool is not on PATH')
describe.skipIf(missing)('promtool', () => {
  it('accepts the rule file', () => {
    const out = execFileSync('promtool', ['check', 'rules', resolve(root, 'monitors/generated/rules.yaml')], { encoding: 'utf8' })
    expect(out).toContain(`SUCCESS: ${genericAlerts.length} rules found`)
  })
  it.each(readdirSync(rulesFolder).filter((f) => f.endsWith('.test.yaml')))('passes %s', (file) => {
    const out = execFileSync('promtool', ['test', 'rules', resolve(rulesFolder, file)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
    expect(out).toContain('SUCCESS')
  })
})
