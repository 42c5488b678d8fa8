/**
 * Restricted fields: Record.author, judged.person, judged.by, judged.organisation.
 * Allowed values: the judge is another person than the author, and a result of 测评机构 is judged by an Organisation of type assessor.
 */
import { estateCheck } from '../check.ts'

export const recordAuthorNotJudge = estateCheck({
  id: 'record-author-not-judge',
  severity: 'high',
  title: { zh: '证据的编写人与判定人分开', en: 'Nobody judges their own record' },
  why: { zh: '自己写的材料自己判定符合，等于没有人判定。', en: 'Evidence judged by whoever wrote it has been judged by nobody.' },
  remedy: { zh: '请另一人判定；写明“测评机构”的，判定单位须是登记的测评机构。', en: 'Have another person judge it; what claims 测评机构 is judged by a registered assessor.' },
  snippet: 'author: liu\njudged: { by: 主管部门检查, organisation: data-gov, person: li }\n',
  reasons: {
    'judges-own': { zh: '判定人就是编写人', en: 'the judge is the author' },
    'not-an-assessor': { zh: '写明由测评机构判定，单位却不是测评机构', en: 'claims an assessor’s judgement, and the organisation is none' },
  },
  target: { estate: 'Record' },
  *evaluate(record, context) {
    const { by, organisation, person } = record.judged
    if (person === record.author) yield { reason: 'judges-own', path: 'judged.person', found: person }
    if (by === '测评机构' && context.requireEstate().get('Organisation', organisation)?.type !== 'assessor') yield { reason: 'not-an-assessor', path: 'judged.organisation', found: organisation }
  },
})
