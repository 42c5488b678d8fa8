/** GB/T 22239-2019 as an OSCAL catalog, a profile for each level, and what this tool does for each clause as a component definition. */
import { domainText, levels, type Clause } from '../../catalogue/clause.ts'
import { levelText, responsibilityText } from '../../catalogue/words.ts'
import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { Check } from '../../check.ts'
import type { Level } from '../../audit.ts'
import { disclaimer, type AuditReport } from '../../report.ts'
import { provedByText } from '../words.ts'
import { controlId, filled, line, metadata, property, uuid } from './identity.ts'

export interface OscalMaterial {
  readonly catalogue: Catalogue
  readonly checks: readonly Check[]
  readonly tool: AuditReport['tool']
  /** RFC 3339; stands as last-modified. */
  readonly now: string
}

const paraphrase = '条款文字是本项目的概括，不是标准原文；请对照标准阅读。Texts are paraphrases of this project, to be read beside the standard.'

/** File name → document. */
export function oscalFiles(material: OscalMaterial): ReadonlyMap<string, object> {
  return new Map<string, object>([
    ['catalog.json', catalog(material)],
    ...levels.map((level) => [profileFile(level), profile(level, material)] as const),
    ['component-definition.json', componentDefinition(material)],
  ])
}

function profileFile(level: Level): string {
  return `profile-level-${level}.json`
}

function catalog({ catalogue, tool, now }: OscalMaterial): object {
  const groups = levels.map((level) => {
    const { clauses } = catalogue.level(level)
    return {
      id: `level-${level}`,
      title: `${levelText[level].zh} ${levelText[level].en}`,
      groups: [...new Set(clauses.map((c) => `${c.part}/${c.domain}`))].map((key) => {
        const own = clauses.filter((c) => `${c.part}/${c.domain}` === key)
        const { part = 'general', domain = '' } = own[0] ?? {}
        const english = domainText[domain]?.en ?? domain
        return { id: `level-${level}-${part}-${english.toLowerCase().replaceAll(' ', '-')}`, class: part, title: `${domain} ${english}`, controls: own.map(control) }
      }),
    }
  })
  return { catalog: { uuid: uuid('catalog', tool.version), metadata: metadata('GB/T 22239-2019 网络安全等级保护基本要求（通用与云计算扩展，二至四级）', now, tool.version, paraphrase), groups } }
}

function control(clause: Clause): object {
  const id = controlId(clause.id)
  return {
    id,
    class: 'gbt22239-2019',
    title: line(`${clause.id} ${clause.point.zh} ${clause.point.en}`),
    props: [
      { name: 'label', value: clause.id },
      property('level', String(clause.level)), property('responsibility', responsibilityText[clause.responsibility].en), property('wall', `${clause.wall.layer} ${clause.wall.phase} ${clause.wall.means}`), property('dimension', clause.dimension),
      ...(clause.assess === '' ? [] : [property('assessment-unit', clause.assess)]),
      ...Object.entries(clause.parameters).map(([name, value]) => property(`parameter-${name}`, String(value))),
    ],
    ...filled('links', clause.above === '' ? [] : [{ href: `#${controlId(clause.above)}`, rel: 'related' }]),
    parts: [
      { id: `${id}_smt`, name: 'statement', prose: `${clause.summary.zh}\n\n${clause.summary.en}` },
      { id: `${id}_obj`, name: 'assessment-objective', prose: line(clause.residual === '' ? provedByText[clause.status].zh : `${provedByText[clause.status].zh}；仍须证明：${clause.residual}`) },
    ],
  }
}

function profile(level: Level, { catalogue, tool, now }: OscalMaterial): object {
  const withIds = catalogue.level(level).clauses.map((c) => controlId(c.id))
  return {
    profile: {
      uuid: uuid('profile', String(level), tool.version),
      metadata: metadata(`GB/T 22239-2019 ${levelText[level].zh} ${levelText[level].en}`, now, tool.version, paraphrase),
      imports: [{ href: 'catalog.json', 'include-controls': [{ 'with-ids': withIds }] }],
      merge: { 'as-is': true },
    },
  }
}

function componentDefinition({ catalogue, checks, tool, now }: OscalMaterial): object {
  return {
    'component-definition': {
      uuid: uuid('component-definition', tool.version),
      metadata: metadata('云网墙 ywq：检查与条款', now, tool.version, `${disclaimer.zh}。${disclaimer.en}.`),
      components: [
        {
          uuid: uuid('component', 'ywq'), type: 'validation', title: '云网墙 ywq',
          description: '以同一套检查审计声明、综合结果、计划、清单与在线集群。The same checks on declarations, synthesized stacks, plans, manifests and live clusters.',
          props: [{ name: 'version', value: tool.version }, ...checks.map((c) => ({ ...property('check', c.id), remarks: `${c.title.zh} / ${c.title.en}` }))],
          'control-implementations': levels.map((level) => ({
            uuid: uuid('control-implementation', String(level)), source: profileFile(level),
            description: `第 ${level} 级：每个条款由哪些检查证明、还要什么证明。Which checks prove each clause of level ${level}, and what else is needed.`,
            'implemented-requirements': catalogue.level(level).clauses.map(requirement),
          })),
        },
      ],
    },
  }
}

function requirement(clause: Clause): object {
  return {
    uuid: uuid('implemented-requirement', clause.id), 'control-id': controlId(clause.id),
    description: `${provedByText[clause.status].zh} / ${provedByText[clause.status].en}${clause.residual === '' ? '' : `\n\n仍须证明：${clause.residual}`}`,
    props: [property('status', clause.status), ...clause.checks.map((c) => property('check', c)), ...clause.related.map((c) => property('related-check', c))],
  }
}
