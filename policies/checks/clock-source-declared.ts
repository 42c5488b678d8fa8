/**
 * Restricted fields: Cluster.timeSource.
 * Allowed values: the name of the clock that all machines follow.
 */
import { estateCheck } from '../check.ts'

export const clockSourceDeclared = estateCheck({
  id: 'clock-source-declared',
  severity: 'low',
  title: { zh: '时钟源已登记', en: 'The clock source is declared' },
  why: { zh: '各处时钟不一，日志的先后就对不上，追查无从谈起。', en: 'Where clocks differ, logs cannot be put in order and nothing can be traced.' },
  remedy: { zh: '让全部节点跟随同一时钟源，写入 timeSource。', en: 'Let all machines follow one clock and enter it in timeSource.' },
  snippet: 'kind: Cluster\ntimeSource: ntp.example.cn\n',
  reasons: { missing: { zh: '没有登记时钟源', en: 'no clock source is declared' } },
  target: { estate: 'Cluster' },
  *evaluate(cluster) {
    if ((cluster.timeSource ?? '').trim() === '') yield { reason: 'missing', path: 'timeSource' }
  },
})
