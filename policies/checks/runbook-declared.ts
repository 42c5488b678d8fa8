/**
 * Restricted fields: System.runbook.
 * Allowed values: a path or address. Due from the trial run on. Whether the page exists is for whoever follows the link.
 */
import { estateCheck } from '../check.ts'
import { inProduction } from '../system-phase.ts'

export const runbookDeclared = estateCheck({
  id: 'runbook-declared',
  severity: 'low',
  title: { zh: '有运行手册', en: 'The system has a runbook' },
  why: { zh: '值守人接到告警却没有手册，只能现查现问，处置就慢。', en: 'An alert without a runbook leaves whoever is on duty to find out on the spot.' },
  remedy: { zh: '编写运行手册，把路径或网址写入 runbook。', en: 'Write a runbook and enter its path or address in runbook.' },
  snippet: 'runbook: runbooks/portal.md\n',
  reasons: { missing: { zh: '没有登记运行手册', en: 'no runbook is registered' } },
  target: { estate: 'System' },
  applies: inProduction,
  *evaluate(system) {
    if ((system.runbook ?? '').trim() === '') yield { reason: 'missing', path: 'runbook' }
  },
})
