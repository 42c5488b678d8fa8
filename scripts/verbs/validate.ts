/** `ywq validate`: every error of the estate in one run, then what it holds. */
import { checkIds } from '../../policies/checks/ids.ts'
import type { Estate } from '../../policies/estate/estate.ts'
import { formatProblem } from '../../policies/estate/format.ts'
import { loadEstate } from '../../policies/estate/load.ts'
import { nearest } from '../../policies/nearest.ts'
import { exit, say, UsageError, type Invocation } from '../command.ts'
import { note, print } from '../output.ts'

export async function run({ lang, positionals, string, strings }: Invocation): Promise<number> {
  const [folder = '.', ...more] = positionals
  if (more.length > 0) throw new UsageError(`只能给一个目录，多出 ${more.join(' ')}`, `one folder only, got also ${more.join(' ')}`)
  const { estate, problems } = loadEstate(folder, { checks: checkIds })
  if (string('format') === 'json') {
    await print(JSON.stringify({ format: 'ywq.validate', version: 1, folder, problems: problems.map(({ code, position, path, zh, en, suggestion }) => ({ code, ...position, path, zh, en, ...(suggestion === undefined ? {} : { suggestion }) })) }, null, 2))
  } else {
    for (const problem of problems) await print(formatProblem(problem, lang))
  }
  if (problems.length > 0 || estate === null) {
    note(say({ zh: `✗ ${folder}：${problems.length} 处错误`, en: `✗ ${folder}: ${problems.length} errors` }, lang))
    return exit.failed
  }
  if (strings('digest').length > 0) {
    for (const name of strings('digest')) await print(`${name} ${digestOf(estate, name)}`)
    return exit.clean
  }
  if (string('format') === 'json') return exit.clean
  const counts = new Map<string, number>()
  for (const { kind } of estate.documents) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const list = [...counts].map(([kind, n]) => `${kind} ${n}`).join(lang === 'zh' ? '、' : ', ')
  await print(say({ zh: `✓ ${folder}：没有错误。${estate.documents.length} 个文档：${list}`, en: `✓ ${folder}: no errors. ${estate.documents.length} documents: ${list}` }, lang))
  return exit.clean
}

/** What an Approval of a document names: change one value of the document and the digest is another. */
function digestOf(estate: Estate, name: string): string {
  const document = estate.documents.find((d) => `${d.kind}/${d.name}` === name)
  if (document !== undefined) return estate.digestOf(document)
  const guess = nearest(name, estate.documents.map((d) => `${d.kind}/${d.name}`))
  throw new UsageError(`声明里没有 ${name}${guess === undefined ? '；写成 种类/名字，如 Flow/portal-to-db' : `，是不是 ${guess}？`}`, `the estate has no ${name}${guess === undefined ? '; write KIND/NAME, such as Flow/portal-to-db' : `; did you mean ${guess}?`}`)
}
