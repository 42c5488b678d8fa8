/** `ywq record import FILE`: the rows of one 测评 report become Records, with the digest of the report itself as evidence. */
import { relative, resolve } from 'node:path'
import { theCatalogue } from '../../policies/catalogue/catalogue.ts'
import type { DocumentOf } from '../../policies/estate/document.ts'
import { digestOfFile } from '../../policies/estate/evidence.ts'
import { assessmentColumns, readAssessment, recordsOfAssessment } from '../../policies/paper/assessment.ts'
import { exit, say, UsageError, type Invocation } from '../command.ts'
import { appendDocuments } from '../estate-append.ts'
import { estateToday } from '../judge-estate.ts'
import { note, print } from '../output.ts'
import { requiredText } from '../required-text.ts'
import { refuseRows, sheetRecords } from '../sheet-records.ts'

type RecordDocument = DocumentOf<'Record'>

export async function run(invocation: Invocation): Promise<number> {
  const { lang, string, positionals: [word, ...files] } = invocation
  if (word !== 'import') throw new UsageError(`ywq record 只有 import，得到 ${word ?? '（空）'}`, `ywq record has import only, got ${word ?? '(nothing)'}`)
  const { folder } = await estateToday(invocation)
  const by = (['自查', '主管部门检查', '测评机构'] as const).find((b) => b === (string('by') ?? '测评机构'))
  if (by === undefined) throw new UsageError(`--by ${string('by') ?? ''} 应为 自查、主管部门检查、测评机构`, `--by ${string('by') ?? ''} should be 自查, 主管部门检查 or 测评机构`)
  const common = {
    name: requiredText(invocation, 'name'), title: { zh: requiredText(invocation, 'title') }, type: 'assessment' as const, scope: scopeOf(requiredText(invocation, 'scope')),
    judged: { by, organisation: requiredText(invocation, 'organisation'), person: requiredText(invocation, 'person') }, author: requiredText(invocation, 'author'),
    issued: requiredText(invocation, 'issued'), expires: requiredText(invocation, 'expires'), evidence: [evidenceOf(folder, requiredText(invocation, 'evidence'), invocation.flag('sm3'))],
  }
  const output = requiredText(invocation, 'output')
  const { path, records } = await sheetRecords(invocation, files, assessmentColumns)
  const read = readAssessment(records, theCatalogue())
  refuseRows(path, read.faults)
  const documents = recordsOfAssessment(read, common)
  if (documents.length > 0) await appendDocuments(folder, { documents, comment: [`由 ${path.split('/').at(-1) ?? ''} 导入 / imported`], path: output }, lang)
  if (output !== '-') {
    const counts = documents.map((d) => `${d.result} ${d.covers.length}`).join(lang === 'zh' ? '、' : ', ')
    await print(say({ zh: `已写入 ${output}：${documents.length} 份记录（${counts}）`, en: `${documents.length} Records written to ${output} (${counts})` }, lang))
  }
  if (read.notApplicable.length > 0) note(say({ zh: `${read.notApplicable.length} 条判为不适用，没有导入：每条要写 Applicability（理由、确认人）：${read.notApplicable.join('、')}`, en: `${read.notApplicable.length} clauses are 不适用 and were not imported: each needs an Applicability (reason, who confirms): ${read.notApplicable.join(', ')}` }, lang))
  return exit.clean
}

/** `estate`, `system=NAME`, `gradingObject=NAME`, `organisation=NAME`. */
function scopeOf(text: string): RecordDocument['scope'] {
  const [word = '', name = ''] = text.split('=')
  if (text === 'estate') return { estate: true }
  if (name !== '') {
    if (word === 'system') return { system: name }
    if (word === 'gradingObject') return { gradingObject: name }
    if (word === 'organisation') return { organisation: name }
  }
  throw new UsageError(`--scope ${text} 应为 estate、system=NAME、gradingObject=NAME 或 organisation=NAME`, `--scope ${text} should be estate, system=NAME, gradingObject=NAME or organisation=NAME`)
}

/** Below the estate's folder the path is kept, so that the file is verified from now on; elsewhere only its name. */
function evidenceOf(folder: string, file: string, sm3: boolean): RecordDocument['evidence'][number] {
  const algorithm = sm3 ? 'sm3' : 'sha256'
  let hash: string
  try {
    hash = digestOfFile(file, algorithm)
  } catch (error) {
    const why = error instanceof Error && 'code' in error && error.code === 'ENOENT' ? ['文件不存在', 'no such file'] as const : [String(error), String(error)] as const
    throw new UsageError(`--evidence ${file} 读不了：${why[0]}`, `--evidence ${file} cannot be read: ${why[1]}`)
  }
  const below = relative(resolve(folder), resolve(file))
  return { path: below.startsWith('..') ? (file.split('/').at(-1) ?? file) : below, digest: `${algorithm}:${hash}` }
}
