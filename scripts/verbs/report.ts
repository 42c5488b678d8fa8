/** `ywq report index REPORT.json`: the security index from stored reports; `ywq report oscal --output DIR`: catalog, profiles, components. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { theCatalogue } from '../../policies/catalogue/catalogue.ts'
import { nearest } from '../../policies/nearest.ts'
import { asUsageError, exit, UsageError, type Invocation } from '../command.ts'
import { judgedAt } from '../instant.ts'
import { note, print, writeWhole } from '../output.ts'
import { tool } from '../version.ts'

const subjects = ['index', 'oscal'] as const

export async function run(invocation: Invocation): Promise<number> {
  const [word = '', ...paths] = invocation.positionals
  switch (subjects.find((s) => s === word)) {
    case 'index':
      return index(invocation, paths)
    case 'oscal':
      return oscal(invocation)
    case undefined: {
      const near = nearest(word, subjects)
      throw new UsageError(`report 之后应为 ${subjects.join('、')}，得到“${word}”${near === undefined ? '' : `，是否指 ${near}`}`, `after report comes ${subjects.join(' or ')}, found "${word}"${near === undefined ? '' : `, did you mean ${near}?`}`)
    }
  }
}

async function index({ lang, string }: Invocation, paths: readonly string[]): Promise<number> {
  const [path] = paths
  if (path === undefined || paths.length > 1) throw new UsageError(`要一个 JSON 报告，得到 ${paths.length} 个：ywq report index REPORT.json`, `one JSON report is wanted, found ${paths.length}: ywq report index REPORT.json`)
  const { indexOfStored, readStoredReport } = await import('../../policies/score/from-report.ts')
  const { weights } = await import('../../policies/score/weights.ts')
  const catalogue = theCatalogue()
  const read = async (file: string) => {
    try {
      const stored = readStoredReport(await readFile(file, 'utf8'))
      return { stored, index: indexOfStored(stored, catalogue, weights) }
    } catch (error) {
      throw asUsageError(error, { zh: `${file}：`, en: `${file}: ` })
    }
  }
  const current = await read(path)
  const before = string('previous')
  const previous = before === undefined ? null : await read(before)
  for (const [file, { index: { unknown } }] of [[path, current], ...(previous === null || before === undefined ? [] : [[before, previous] as const])] as const) {
    if (unknown > 0) note(`${file}：${unknown} 条结论的条款本目录没有，未计入 / ${unknown} verdicts on clauses that this catalogue does not have were left out`)
  }
  const { indexJson, indexTable } = await import('../../policies/score/render.ts')
  await write(string('output'), string('format') === 'json' ? indexJson(current, previous) : indexTable(current, previous, lang))
  return exit.clean
}

async function oscal({ string }: Invocation): Promise<number> {
  const folder = string('output')
  if (folder === undefined) throw new UsageError('OSCAL 是几个文件：加 --output DIR', 'OSCAL is several files: give --output DIR')
  const { oscalFiles } = await import('../../policies/reports/oscal/catalog.ts')
  const { checks } = await import('../../policies/checks/index.ts')
  const now = new Date(judgedAt(string('now'), undefined, 'Asia/Shanghai', Date.now)).toISOString()
  for (const [name, document] of oscalFiles({ catalogue: theCatalogue(), checks, tool: tool(), now })) {
    await writeWhole(join(folder, name), `${JSON.stringify(document, null, 1)}\n`)
    note(join(folder, name))
  }
  return exit.clean
}

async function write(file: string | undefined, text: string): Promise<void> {
  if (file === undefined || file === '-') await print(text)
  else await writeWhole(file, text)
}
