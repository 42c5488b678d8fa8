/** Grading objects and records on paper of a generated estate: everything graded, assessed and on file. */
import type { DocumentOf } from '../../../policies/estate/document.ts'
import { paperClauses } from './clauses.ts'
import { createHash } from 'node:crypto'
import { assessor, bureauPeople, officerOf } from './people.ts'
import type { Random } from './random.ts'
import type { SystemPlan } from './systems.ts'

const experts = ['示例专家一', '示例专家二', '示例专家三']
const number = (n: number): string => `99010000000-25${String(n).padStart(4, '0')}`

export function platformGrading(clusters: readonly string[]): DocumentOf<'GradingObject'> {
  return {
    kind: 'GradingObject', name: 'platform', title: { zh: '政务云平台', en: 'Cloud platform' }, members: { platforms: [...clusters], network: true }, level: 3,
    filing: { number: number(0), organ: '示例市公安局', date: '2025-01-10' }, review: { date: '2024-12-05', experts },
    approvedBy: bureauPeople.bureau, assessments: [{ date: '2026-03-20', body: assessor, report: '示例测评-2026-0000', conclusion: '良', score: 86 }],
  }
}

/** One object a system; what is not yet in operation is graded, and is filed and assessed when it opens. */
export function gradingOf(plan: SystemPlan, index: number, random: Random): DocumentOf<'GradingObject'> {
  const { roster, phase } = plan
  const filed = phase !== 'requested' && phase !== 'building'
  const month = String(random.between(1, 5)).padStart(2, '0')
  return {
    kind: 'GradingObject', name: roster.name, title: { zh: roster.zh }, members: { systems: [roster.name] }, level: roster.words.level,
    ...(filed ? { filing: { number: number(index + 1), organ: '示例市公安局', date: '2025-02-17' } } : {}),
    review: { date: '2024-12-05', experts }, approvedBy: bureauPeople.bureau,
    ...(filed
      ? { assessments: [{
          date: `2026-${month}-12`, body: assessor, report: `示例测评-2026-${String(index + 1).padStart(4, '0')}`,
          conclusion: random.pick(['优', '良', '良', '良', '中']), score: random.between(75, 95),
        }] }
      : {}),
  }
}

const titles: Readonly<Record<keyof typeof paperClauses, readonly [string, DocumentOf<'Record'>['type']]>> = {
  site: ['机房物理环境测评结论', 'facility'], room: ['机房与设备管理检查', 'facility'], policy: ['安全管理制度汇编', 'policy'],
  organisation: ['安全管理机构与岗位文件', 'organisation'], staff: ['人员录用、离岗、培训档案', 'training'], build: ['建设过程安全文件', 'review'],
  operate: ['运维管理台账', 'inspection'],
}

const evidenceOf = (path: string): { path: string; digest: string } => ({ path, digest: `sha256:${createHash('sha256').update(path).digest('hex')}` })

/** One record a domain, for the whole estate, and the audit administrator's review of the logs. */
export function estateRecords(): readonly DocumentOf<'Record'>[] {
  const review: DocumentOf<'Record'> = {
    kind: 'Record', name: 'audit-review', title: { zh: '审计日志与告警复核（二季度）' }, type: 'review', covers: ['8.1.10.6.f'], scope: { estate: true }, result: '符合',
    judged: { by: '自查', organisation: 'gov-data-bureau', person: bureauPeople.securityAdmin }, author: bureauPeople.auditAdmin,
    issued: '2026-06-05', expires: '2026-09-30', evidence: [evidenceOf('档案/2026/audit-review.pdf')],
  }
  return [review, ...(['site', 'room', 'policy', 'organisation', 'staff', 'build', 'operate'] as const).map((domain): DocumentOf<'Record'> => {
    const [zh, type] = titles[domain]
    const facility = type === 'facility'
    return {
      kind: 'Record', name: `paper-${domain}`, title: { zh }, type, covers: [...paperClauses[domain]], scope: { estate: true }, result: '符合',
      judged: facility
        ? { by: '测评机构', organisation: assessor, person: bureauPeople.securityAdmin }
        : { by: '自查', organisation: 'gov-data-bureau', person: bureauPeople.securityAdmin },
      author: bureauPeople.systemAdmin, issued: '2026-02-10', expires: '2027-02-09', evidence: [evidenceOf(`档案/2026/${domain}.pdf`)],
    }
  })]
}

/** Drill or penetration test of a level-3 system in operation. */
export function systemRecord(plan: SystemPlan): DocumentOf<'Record'> {
  const { name, zh } = plan.roster
  return {
    kind: 'Record', name: `drill-${name}`, title: { zh: `${zh}应急演练报告` }, type: 'drill', covers: ['8.1.10.13.c'], scope: { system: name }, result: '符合',
    judged: { by: '自查', organisation: 'gov-data-bureau', person: bureauPeople.securityAdmin }, author: officerOf(plan.departmentIndex),
    issued: '2026-04-15', expires: '2027-04-14', evidence: [evidenceOf(`档案/2026/演练/${name}.pdf`)],
  }
}
