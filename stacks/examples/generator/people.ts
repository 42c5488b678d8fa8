/** Organisations, people and contracts: the three parties (建设/承建/运维), the three administrators, two people a department. */
import type { DocumentOf } from '../../../policies/estate/document.ts'
import type { Roster, RosterDepartment } from './roster.ts'
import { usccOf } from './uscc.ts'

/** Surname and heavenly stem: the way Chinese texts name people who do not exist (张甲, 李乙). */
const surnames = [
  ['zhang', '张'], ['wang', '王'], ['li', '李'], ['zhao', '赵'], ['chen', '陈'], ['liu', '刘'], ['yang', '杨'], ['huang', '黄'], ['zhou', '周'], ['wu', '吴'],
  ['xu', '徐'], ['sun', '孙'], ['ma', '马'], ['zhu', '朱'], ['hu', '胡'], ['guo', '郭'], ['he', '何'], ['gao', '高'], ['lin', '林'], ['luo', '罗'],
  ['zheng', '郑'], ['liang', '梁'], ['xie', '谢'], ['song', '宋'], ['tang', '唐'], ['deng', '邓'], ['han', '韩'], ['feng', '冯'], ['cao', '曹'], ['peng', '彭'],
  ['zeng', '曾'], ['xiao', '肖'], ['tian', '田'], ['dong', '董'], ['pan', '潘'], ['yuan', '袁'], ['cai', '蔡'], ['jiang', '蒋'], ['yu', '余'], ['ye', '叶'],
  ['du', '杜'], ['cheng', '程'], ['wei', '魏'], ['su', '苏'], ['ding', '丁'], ['ren', '任'], ['lu', '卢'], ['yao', '姚'], ['shen', '沈'], ['zhong', '钟'],
] as const
const stems = [['jia', '甲'], ['yi', '乙'], ['bing', '丙'], ['ding', '丁'], ['wu', '戊'], ['ji', '己'], ['geng', '庚'], ['xin', '辛'], ['ren', '壬'], ['gui', '癸']] as const

/** The n-th invented person: name in pinyin and in Chinese; 500 differ. */
function inventedName(n: number): { readonly name: string; readonly zh: string } {
  const [surname, surnameZh] = surnames[n % surnames.length] ?? surnames[0]
  const [stem, stemZh] = stems[Math.floor(n / surnames.length) % stems.length] ?? stems[0]
  return { name: `${surname}-${stem}`, zh: `${surnameZh}${stemZh}` }
}

export const bureauPeople = { bureau: 'li-gui', group: 'zhang-gui', systemAdmin: 'wang-gui', auditAdmin: 'zhao-gui', securityAdmin: 'chen-gui' } as const
/** Companies that build and operate; the first is the cloud's own operator. Each has one engineer in the account register. */
export const companies = [
  { name: 'cloud-co', zh: '示例云运营有限公司', engineer: 'liu-gui', engineerZh: '刘癸' },
  { name: 'soft-a', zh: '示例甲软件有限公司', engineer: 'yang-gui', engineerZh: '杨癸' },
  { name: 'soft-b', zh: '示例乙信息技术有限公司', engineer: 'huang-gui', engineerZh: '黄癸' },
  { name: 'soft-c', zh: '示例丙数据科技有限公司', engineer: 'zhou-gui', engineerZh: '周癸' },
  { name: 'soft-d', zh: '示例丁网络科技有限公司', engineer: 'wu-gui', engineerZh: '吴癸' },
] as const
export const assessor = 'assess-co'
const region = '990100'

/** Name of a department's organisation. */
export const organisationOf = (department: RosterDepartment): string => `gov-${department.name}`
/** The head answers for the department and approves; the officer runs its systems and asks. */
export const headOf = (index: number): string => inventedName(2 * index).name
export const officerOf = (index: number): string => inventedName(2 * index + 1).name

export function organisations(roster: Roster): readonly DocumentOf<'Organisation'>[] {
  return [
    ...roster.departments.map((department, i) => ({
      kind: 'Organisation' as const, name: organisationOf(department), title: { zh: `示例${department.zh}`, en: department.en },
      uscc: usccOf('11', region, i + 1), type: 'government' as const,
    })),
    ...companies.map(({ name, zh }, i) => ({ kind: 'Organisation' as const, name, title: { zh }, uscc: usccOf('91', region, 10_001 + i), type: 'company' as const })),
    {
      kind: 'Organisation', name: assessor, title: { zh: '示例等级测评有限公司' }, uscc: usccOf('91', region, 20_001), type: 'assessor',
      recommendation: 'SC000000000-示例',
    },
  ]
}

export function people(roster: Roster): readonly DocumentOf<'Person'>[] {
  const from = '2024-01-01'
  const bureau = roster.departments[0]
  const bureauOrganisation = bureau === undefined ? 'cloud-co' : organisationOf(bureau)
  const official = (name: string, zh: string, role: 'bureau' | 'leading-group' | 'system-admin' | 'audit-admin' | 'security-admin'): DocumentOf<'Person'> =>
    ({ kind: 'Person', name, title: { zh }, organisation: bureauOrganisation, account: name, roles: [{ role, from }] })
  return [
    official(bureauPeople.group, '张癸', 'leading-group'), official(bureauPeople.bureau, '李癸', 'bureau'),
    official(bureauPeople.systemAdmin, '王癸', 'system-admin'), official(bureauPeople.auditAdmin, '赵癸', 'audit-admin'),
    official(bureauPeople.securityAdmin, '陈癸', 'security-admin'),
    ...companies.map(({ name, engineer, engineerZh }): DocumentOf<'Person'> => ({
      kind: 'Person', name: engineer, title: { zh: engineerZh }, organisation: name, account: engineer, ...(name === companies[0].name ? {} : { external: true }), roles: [{ role: 'operator', from }],
    })),
    ...roster.departments.flatMap((department, i): DocumentOf<'Person'>[] => {
      const [head, officer] = [inventedName(2 * i), inventedName(2 * i + 1)]
      const organisation = organisationOf(department)
      return [
        { kind: 'Person', name: head.name, title: { zh: head.zh }, organisation, account: head.name, roles: [{ role: 'owner', scope: department.name, from }] },
        { kind: 'Person', name: officer.name, title: { zh: officer.zh }, organisation, account: officer.name, roles: [{ role: 'data-officer', scope: department.name, from }] },
      ]
    }),
  ]
}

/** One operating and one building contract a company, over the systems that it has. */
export function contracts(operated: ReadonlyMap<string, readonly string[]>, built: ReadonlyMap<string, readonly string[]>, customer: string): readonly DocumentOf<'Contract'>[] {
  const terms = { security: true, confidentiality: true, dataReturn: true }
  const of = (type: 'operate' | 'build', word: string, systemsBy: ReadonlyMap<string, readonly string[]>): DocumentOf<'Contract'>[] =>
    companies.flatMap(({ name, zh }) => {
      const systems = systemsBy.get(name) ?? []
      return systems.length === 0 ? [] : [{
        kind: 'Contract' as const, name: `${type}-${name}`, title: { zh: `${word}合同（${zh}）` }, type, customer, supplier: name,
        systems: [...systems], from: '2024-01-01', to: '2027-12-31', terms,
      }]
    })
  return [
    { kind: 'Contract', name: 'cloud', title: { zh: '政务云平台运维合同' }, type: 'cloud', customer, supplier: companies[0].name, from: '2024-01-01', to: '2027-12-31', terms },
    ...of('operate', '运维', operated), ...of('build', '承建', built),
  ]
}
