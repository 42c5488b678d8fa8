/**
 * Restricted fields: loadBalancerSourceRanges of LoadBalancer Services and annotation whitelist-source-range of Ingresses in zones of purpose
 * management.
 * Allowed values: at least one range, none of them the whole world. Where logins really came from is for the audit log to tell.
 */
import { objectCheck } from '../check.ts'
import { settingsOf, zoneOf } from '../ingress-settings.ts'
import type { Subject } from '../subject.ts'

const world = /\/0$/

export const operationSourcesInRange = objectCheck({
  id: 'operation-sources-in-range',
  severity: 'high',
  title: { zh: '运维来源在允许范围', en: 'Operation sources are in range' },
  why: { zh: '管理入口不限来源，全世界都可以来试。', en: 'A management entry without source ranges may be tried by the whole world.' },
  remedy: { zh: '为管理区的入口写明允许的来源地址段（运维终端、堡垒机）。', en: 'State the allowed source ranges (operators’ terminals, bastion) at the entries of the management zone.' },
  snippet: 'apiVersion: v1\nkind: Service\nspec:\n  type: LoadBalancer\n  loadBalancerSourceRanges: [10.9.0.0/24]\n',
  reasons: {
    'no-range': { zh: '管理入口没有限定来源地址', en: 'the management entry limits no source' },
    'open-world': { zh: '允许的来源是全部地址', en: 'the allowed source is every address' },
  },
  target: { kinds: ['Service', 'Ingress'] },
  applies: (subject, context) => subject.place !== undefined && zoneOf(subject, context)?.purpose === 'management' && (subject.kind === 'Ingress' || typeOf(subject) === 'LoadBalancer'),
  *evaluate(subject, context) {
    const path = subject.kind === 'Ingress' ? 'metadata.annotations[whitelist-source-range]' : 'spec.loadBalancerSourceRanges'
    const ranges = subject.kind === 'Ingress' ? (settingsOf(subject, context).annotation('whitelist-source-range') ?? '').split(',').map((r) => r.trim()).filter((r) => r !== '') : rangesOf(subject)
    if (ranges.length === 0) yield { reason: 'no-range', path }
    for (const range of ranges) if (world.test(range)) yield { reason: 'open-world', path: `${path}[${range}]`, found: range }
  },
})

const specOf = (subject: Subject): { readonly type?: string; readonly loadBalancerSourceRanges?: readonly string[] } => subject.object['spec'] ?? {}
const typeOf = (subject: Subject): string | undefined => specOf(subject).type
const rangesOf = (subject: Subject): readonly string[] => specOf(subject).loadBalancerSourceRanges ?? []
