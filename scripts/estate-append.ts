/** Documents added to an estate: written only where the estate with them is without error, whole or not at all. */
import { resolve, sep } from 'node:path'
import { checkIds } from '../policies/checks/ids.ts'
import type { EstateDocument } from '../policies/estate/document.ts'
import type { Estate } from '../policies/estate/estate.ts'
import { formatProblem } from '../policies/estate/format.ts'
import { loadFiles } from '../policies/estate/load.ts'
import { readFiles } from '../policies/estate/read-files.ts'
import { oneLine } from '../policies/reports/width.ts'
import type { Language } from '../policies/text.ts'
import { UsageError } from './command.ts'
import { print, writeWhole } from './output.ts'

export interface Addition {
  readonly documents: readonly EstateDocument[]
  /** Comment lines above the first document, without `#`. */
  readonly comment: readonly string[]
  /** File below the estate's folder; `-` prints and writes nothing. */
  readonly path: string
}

/**
 * @param folder of the estate
 * @returns the estate with the documents in it
 * @throws UsageError with every problem that they would bring
 */
export async function appendDocuments(folder: string, { documents, comment, path }: Addition, lang: Language): Promise<Estate> {
  const { stringify } = await import('yaml')
  const text = `${comment.map((line) => `# ${oneLine(line)}\n`).join('')}${documents.map((d) => stringify(d, { lineWidth: 0 })).join('---\n')}`
  const { files } = readFiles(folder)
  const target = path === '-' ? resolve(folder, 'new.yaml') : resolve(path)
  if (!target.startsWith(resolve(folder) + sep) || !/\.ya?ml$/.test(target)) {
    const inside = { zh: `要写的文件须在声明目录 ${folder} 之内，以 .yaml 结尾`, en: `the file must lie below the estate's folder ${folder} and end in .yaml` }
    throw new UsageError(`--output ${path}：${inside.zh}`, `--output ${path}: ${inside.en}`)
  }
  const before = files.find((f) => resolve(f.path) === target)
  const joined = before === undefined ? text : `${before.text.endsWith('\n') ? before.text : `${before.text}\n`}---\n${text}`
  const after = [...files.filter((f) => f !== before), { path: before?.path ?? path, text: joined }]
  const { estate, problems } = loadFiles(after, { checks: checkIds })
  if (estate === null || problems.length > 0) {
    const lines = problems.slice(0, 50).map((p) => formatProblem(p, lang)).join('\n')
    throw new UsageError(`${lines}\n加上这些文档后声明有 ${problems.length} 处错误，什么也没有写`, `with these documents the estate has ${problems.length} errors: nothing was written`)
  }
  if (path === '-') await print(text)
  else await writeWhole(target, joined)
  return estate
}
