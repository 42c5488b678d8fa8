/** The dashboards. A new one is a file and a line here. */
import type { Dashboard } from './dashboard.ts'
import { departmentDashboard } from './department.ts'
import { exporterDashboard } from './exporter.ts'
import { incidentsDashboard } from './incidents.ts'
import { overviewDashboard } from './overview.ts'
import { systemDashboard } from './system.ts'
import { wallDashboard } from './wall.ts'

export const dashboards: readonly Dashboard[] = [overviewDashboard, departmentDashboard, systemDashboard, wallDashboard, incidentsDashboard, exporterDashboard]
