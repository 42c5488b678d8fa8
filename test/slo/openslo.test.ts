/** OpenSLO v1 (github.com/OpenSLO/OpenSLO, README: kinds SLO and SLI) → rules that promtool accepts; what is not understood is refused. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { renderRuleFile } from '../../monitors/alerts/rule-file.ts'
import { importOpenSlo } from '../../monitors/slo/openslo.ts'
import { sloGroups } from '../../monitors/slo/rules.ts'
import type { SloList } from '../../monitors/slo/slo.ts'
import { parseManifests } from '../../policies/sources/manifests.ts'

const metric = (query: string): string => `{ metricSource: { type: Prometheus, spec: { query: ${JSON.stringify(query)} } } }`
const slo = (indicator: string, more = '', window = '[{ duration: 28d, isRolling: true }]', objectives = '[{ targetPercent: 99.5 }]'): string => `apiVersion: openslo/v1
kind: SLO
metadata: { name: web-fast, displayName: 网关时延, labels: { department: market } }
spec: { service: registration, ${indicator}, timeWindow: ${window}, objectives: ${objectives}${more} }
`
const ratio = (inner: string): string => `indicator: { metadata: { name: i }, spec: { ratioMetric: { counter: true, ${inner} } } }`
const read = (text: string): SloList => importOpenSlo(parseManifests(text, 'slo.yaml', { readAt: '2026-11-21T00:00:00Z' }).subjects, null)

const buckets = ratio(`good: ${metric('http_seconds_bucket{host="x",le="0.5"}')}, total: ${metric('sum(http_seconds_count{host="x"})')}`)

describe('OpenSLO', () => {
  it('imports a ratio of counters', () => {
    const { slos, refused } = read(slo(buckets))
    expect(refused).toEqual([])
    expect(slos[0]).toMatchObject({
      department: 'market', system: 'registration', name: 'web-fast', objective: 0.995, periodDays: 28,
      events: 'sum by (cluster) (rate(http_seconds_count{host="x"}[$window]))', signal: 'http_seconds_count{host="x"}',
    })
    expect(slos[0]?.errors).toContain('or 0 *')
  })

  it('imports an indicator by reference, expressions with a window, and one SLO an objective', () => {
    const sli = `---\napiVersion: openslo/v1\nkind: SLI\nmetadata: { name: errors }\nspec: { ratioMetric: { bad: ${metric('sum(increase(http_total{code=~"5.."}[{{.window}}]))')}, total: ${metric('sum(increase(http_total[{{ .window }}]))')} } }\n`
    const { slos } = read(slo('indicatorRef: errors', '', '[{ duration: 4w, isRolling: true }]', '[{ target: 0.99 }, { target: 0.999 }]') + sli)
    expect(slos.map((s) => [s.name, s.objective, s.periodDays, s.errors])).toEqual([
      ['web-fast-1', 0.99, 28, 'sum(rate(http_total{code=~"5.."}[$window]))'],
      ['web-fast-2', 0.999, 28, 'sum(rate(http_total{code=~"5.."}[$window]))'],
    ])
  })

  it.each([
    ['calendar window', slo(buckets, '', '[{ duration: 1M, isRolling: false, calendar: { startTime: "2026-01-01 00:00:00", timeZone: Asia/Shanghai } }]'), /rolling window/],
    ['time slices', slo(buckets, ', budgetingMethod: Timeslices'), /Occurrences/],
    ['threshold metric', slo(`indicator: { metadata: { name: i }, spec: { thresholdMetric: ${metric('up')} } }`), /threshold/],
    ['objective of 100 %', slo(buckets, '', undefined, '[{ targetPercent: 100 }]'), /between 0 and 100/],
    ['other data source', slo(ratio(`good: { metricSource: { type: datadog, spec: { query: x } } }, total: ${metric('y')}`)), /only Prometheus/],
    ['missing reference', slo('indicatorRef: nowhere'), /not among the files/],
    ['expression without a window', slo(ratio(`bad: ${metric('sum(rate(x[5m]))')}, total: ${metric('y')}`)), /cannot tell the window/],
    ['good and bad together', slo(ratio(`good: ${metric('a')}, bad: ${metric('b')}, total: ${metric('c')}`)), /either good or bad/],
    ['a name that is none', slo(buckets).replace('registration', '"x\\"} or vector(1)"'), /name of a system/],
  ])('refuses %s', (_what, text, why) => {
    const { slos, refused } = read(text)
    expect(slos).toEqual([])
    expect(refused[0]?.why.en).toMatch(why)
    expect(refused[0]?.location).toMatch(/^slo\.yaml:\d+$/)
  })

  it('makes rules that promtool accepts', (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'ywq-openslo-'))
    try {
      const file = join(folder, 'rules.yaml')
      writeFileSync(file, renderRuleFile(read(slo(buckets)).slos.flatMap((s) => sloGroups(s, 'http://runbook'))))
      expect(execFileSync('promtool', ['check', 'rules', file], { encoding: 'utf8' })).toContain('SUCCESS')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      console.warn('跳过 skipped: promtool 不在 PATH 上 / promtool is not on PATH')
      context.skip()
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
