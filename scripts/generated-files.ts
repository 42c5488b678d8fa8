/** Every committed file that is made from something else, and how. `npm run generate` writes them; a test fails when one is stale. */
import { join } from 'node:path'
import { genericAlerts } from '../monitors/alerts/generic.ts'
import { alertGroup, renderRules } from '../monitors/alerts/render.ts'
import { runbookUrl } from '../monitors/alerts/runbook-url.ts'
import { dashboards } from '../monitors/dashboards/index.ts'
import { renderDashboard } from '../monitors/dashboards/render.ts'
import { renderMetricsPage } from '../monitors/metrics-page.ts'
import { declaredSlos } from '../monitors/slo/declared.ts'
import { sloGroups } from '../monitors/slo/rules.ts'
import type { Estate } from '../policies/estate/estate.ts'
import { renderControlsPage } from '../policies/catalogue/controls-page.ts'
import { estateSchemaPath, renderEstateSchema } from '../policies/estate/json-schema.ts'
import { loadEstate } from '../policies/estate/load.ts'
import { packageRoot } from '../policies/package-root.ts'

/** The rules of an example show the form of a user's own, and promtool exercises them. */
function exampleEstate(name: string): Estate {
  const { estate } = loadEstate(join(packageRoot(import.meta.url), 'stacks/examples', name), {})
  if (estate === null) throw new Error(`stacks/examples/${name} 有错 / has errors: ywq validate stacks/examples/${name}`)
  return estate
}

/** Path below the package root → its content. */
export const generatedFiles: Readonly<Record<string, () => string>> = {
  'monitors/METRICS.md': renderMetricsPage,
  'policies/CONTROLS.md': renderControlsPage,
  [estateSchemaPath]: renderEstateSchema,
  'monitors/generated/rules.yaml': () => renderRules([alertGroup('ywq-generic', genericAlerts, runbookUrl)]),
  'monitors/generated/slo-minimal.yaml': () => renderRules(declaredSlos(exampleEstate('minimal')).slos.flatMap((slo) => sloGroups(slo, runbookUrl))),
  ...Object.fromEntries(dashboards.map((d) => [`monitors/generated/dashboards/${d.uid}.json`, () => renderDashboard(d)])),
}
