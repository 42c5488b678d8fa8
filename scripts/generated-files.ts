/** Every committed file that is made from something else, and how. `npm run generate` writes them; a test fails when one is stale. */
import { complianceAlerts } from '../monitors/alerts/compliance.ts'
import { renderRules } from '../monitors/alerts/render.ts'
import { complianceDashboard } from '../monitors/dashboards/compliance.ts'
import { renderDashboard } from '../monitors/dashboards/dashboard.ts'
import { renderMetricsPage } from '../monitors/metrics-page.ts'
import { renderControlsPage } from '../policies/catalogue/controls-page.ts'
import { estateSchemaPath, renderEstateSchema } from '../policies/estate/json-schema.ts'

/** Where `ywq serve` shows the runbook; Prometheus operators publish it elsewhere by serving behind their own name. */
export const runbookUrl = 'http://127.0.0.1:9464/runbook'

/** Path below the package root → its content. */
export const generatedFiles: Readonly<Record<string, () => string>> = {
  'monitors/METRICS.md': renderMetricsPage,
  'policies/CONTROLS.md': renderControlsPage,
  [estateSchemaPath]: renderEstateSchema,
  'monitors/generated/rules.yaml': () => renderRules('ywq-compliance', complianceAlerts, runbookUrl),
  'monitors/generated/compliance.json': () => renderDashboard(complianceDashboard),
}
