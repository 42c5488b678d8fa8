/**
 * Restricted fields: Flow.ports[].port, endPort.
 * Allowed values: a range of at most Estate.maxPortSpan ports (100 where the estate says nothing).
 */
import { estateCheck } from '../check.ts'

/** What the schema promises where Estate.maxPortSpan is left out. */
const defaultSpan = 100

export const flowPortSpanLimited = estateCheck({
  id: 'flow-port-span-limited',
  severity: 'medium',
  title: { zh: '流的端口范围不过宽', en: 'Flows open few ports' },
  why: { zh: '成百上千个端口一起放开，就等于没有按端口控制。', en: 'Opening hundreds of ports at once is no control by port.' },
  remedy: { zh: '只列业务用到的端口；确需更宽的，由主管局调整 Estate.maxPortSpan。', en: 'List the ports in use; where more are needed the bureau raises Estate.maxPortSpan.' },
  snippet: 'ports: [{ port: 5432 }, { port: 30000, endPort: 30010 }]\n',
  reasons: { 'too-wide': { zh: '端口范围超过上限', en: 'the port range is wider than allowed' } },
  target: { estate: 'Flow' },
  *evaluate(flow, context) {
    const limit = context.requireEstate().root.maxPortSpan ?? defaultSpan
    for (const { port, endPort } of flow.ports) {
      const span = (endPort ?? port) - port + 1
      if (span > limit) yield { reason: 'too-wide', path: `ports[${port}]`, found: `${port}-${endPort ?? port} = ${span} > ${limit}` }
    }
  },
})
