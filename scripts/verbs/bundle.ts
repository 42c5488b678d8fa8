/** `ywq bundle`: one zip for an assessor who can install nothing: the report to read, the worksheet, the evidence, a verifier in one file. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Zippable } from 'fflate'
import { headFile, storeFile } from '../../policies/evidence/verify.ts'
import { verifierPage } from '../../policies/evidence/verifier-page.ts'
import { both, exit, UsageError, type Given, type Invocation } from '../command.ts'
import { note, writeWhole } from '../output.ts'
import { run as runAudit } from './audit.ts'

const readme = `云网墙 离线证据包 / ywq offline bundle

report.html    用浏览器打开：结论、条款、发现 / open in a browser: verdicts, clauses, findings
worksheet.xlsx 测评工作表 / the assessor's worksheet
evidence/      证据：日志、判定过的对象（已脱敏） / the evidence: log and judged objects (redacted)
head.json      打包时的证据头；另行取得一份来对照，才能证明末尾完整 / the head at packing; only a copy got elsewhere proves the tail
verify.html    核验程序：用浏览器打开，选 evidence 目录 / the verifier: open in a browser, pick the folder evidence

内部自查，不是等级测评结论 / Internal self-check, not the conclusion of a graded protection assessment
`

export async function run(invocation: Invocation): Promise<number> {
  const { lang, string } = invocation
  const [output, evidence] = [string('output'), string('evidence')]
  if (output === undefined) throw new UsageError('写到哪里：--output FILE.zip', 'say where to: --output FILE.zip')
  if (evidence === undefined) throw new UsageError('证据目录：--evidence DIR（没有就新建）', 'the evidence folder: --evidence DIR (made where there is none)')
  const folder = mkdtempSync(join(tmpdir(), 'ywq-bundle-'))
  try {
    const code = await runAudit(withReports(invocation, [['html', join(folder, 'report.html')], ['xlsx', join(folder, 'worksheet.xlsx')], ['json', join(folder, 'report.json')]]))
    const bytes = (path: string): Uint8Array => readFileSync(path)
    const head = bytes(join(evidence, headFile))
    const files: Zippable = {
      'README.txt': Buffer.from(readme), 'verify.html': Buffer.from(verifierPage()), 'head.json': head,
      ...Object.fromEntries(readdirSync(folder).sort().map((name) => [name, bytes(join(folder, name))])),
      ...Object.fromEntries(storePaths(evidence, '').map((path) => [`evidence/${path}`, bytes(join(evidence, path))])),
    }
    const { zipSync } = await import('fflate')
    // A fixed date, as in every reproducible archive: the times that matter stand in the evidence. ZIP counts from 1980.
    const zip = zipSync(files, { level: 6, mtime: new Date(1980, 0, 1) })
    await writeWhole(output, zip)
    note(both({ zh: `离线包 ${output}：${Object.keys(files).length} 个文件，${zip.length} 字节`, en: `bundle ${output}: ${Object.keys(files).length} files, ${zip.length} bytes` }, lang))
    return code === exit.failed ? exit.failed : exit.clean
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The same call as an audit that writes these reports and nothing to standard output. */
function withReports(invocation: Invocation, reports: readonly (readonly [format: string, file: string])[]): Invocation {
  const given: Given[] = [...invocation.given.filter((g) => g.name !== 'format' && g.name !== 'output'), ...reports.flatMap(([format, file]) => [{ name: 'format', value: format }, { name: 'output', value: file }])]
  return { ...invocation, given }
}

/** Files of a store below its folder, sorted; nothing but what belongs to it. */
function storePaths(folder: string, below: string): readonly string[] {
  return readdirSync(join(folder, below)).sort().flatMap((name) => {
    const path = below === '' ? name : `${below}/${name}`
    if (statSync(join(folder, path)).isDirectory()) return below !== '' || ['objects', 'torn'].includes(name) ? storePaths(folder, path) : []
    return below !== '' || [storeFile, headFile, 'log.ndjson'].includes(name) ? [path] : []
  })
}
