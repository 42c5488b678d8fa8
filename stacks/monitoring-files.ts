/** What Prometheus and Grafana read in the cluster: the generic alerts and the dashboards once, a department's SLO rules beside its spaces. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { genericAlerts } from '../monitors/alerts/generic.ts'
import { alertGroup } from '../monitors/alerts/render.ts'
import { renderRuleFile } from '../monitors/alerts/rule-file.ts'
import { declaredSlos } from '../monitors/slo/declared.ts'
import { sloGroups } from '../monitors/slo/rules.ts'
import type { Estate } from '../policies/estate/estate.ts'
import { platformNamespaces } from '../policies/names.ts'
import { packageRoot } from '../policies/package-root.ts'
import { exporterName, exporterPort } from './constructs/exporter.ts'

/** The runbook that the exporter itself serves, by the name of its Service. */
const runbookUrl = `https://${exporterName}.${platformNamespaces.monitoring}.svc:${exporterPort}/runbook`

/** @returns path → text: `rules/generic.yaml`, `dashboards/<uid>.json` (as `npm run generate` made them) */
export function monitoringFiles(): Readonly<Record<string, string>> {
  const folder = join(packageRoot(import.meta.url), 'monitors/generated/dashboards')
  return {
    'rules/generic.yaml': renderRuleFile([alertGroup('ywq-generic', genericAlerts, runbookUrl)]),
    ...Object.fromEntries(readdirSync(folder).sort().map((file) => [`dashboards/${file}`, readFileSync(join(folder, file), 'utf8')])),
  }
}

/** @returns `rules/slo.yaml` where a system of the department declares an objective that can be measured; else nothing */
export function departmentFiles(estate: Estate, department: string): Readonly<Record<string, string>> {
  const { slos } = declaredSlos(estate, [department])
  return slos.length === 0 ? {} : { 'rules/slo.yaml': renderRuleFile(slos.flatMap((slo) => sloGroups(slo, runbookUrl))) }
}
