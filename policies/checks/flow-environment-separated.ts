/**
 * Restricted fields: the environments of the systems at the two ends of a Flow.
 * Allowed values: equal; a test system neither calls production nor is called by it.
 */
import { estateCheck } from '../check.ts'
import { flowEnd, placedEnd } from '../estate/flow-ends.ts'

export const flowEnvironmentSeparated = estateCheck({
  id: 'flow-environment-separated',
  severity: 'high',
  title: { zh: '测试与生产之间没有流', en: 'No flow between test and production' },
  why: { zh: '测试环境防护低、账户多；连到生产，就成了进生产的后门。', en: 'A test environment is guarded less and used by more people; joined to production it is its back door.' },
  remedy: { zh: '测试用脱敏数据和测试环境自己的服务；删除该 Flow。', en: 'Test with masked data and services of the test environment; delete the Flow.' },
  reasons: {
    'test-to-production': { zh: '从测试到生产', en: 'from test to production' },
    'production-to-test': { zh: '从生产到测试', en: 'from production to test' },
  },
  target: { estate: 'Flow' },
  *evaluate(flow, context) {
    const estate = context.requireEstate()
    const from = placedEnd(flowEnd(estate, flow.from))?.place
    const to = placedEnd(flowEnd(estate, flow.to))?.place
    if (from === undefined || to === undefined || from.environment === to.environment) return
    yield { reason: from.environment === 'test' ? 'test-to-production' : 'production-to-test', found: `${flow.from} → ${flow.to}` }
  },
})
