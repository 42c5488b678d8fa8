/**
 * The cdktf program (`app` in cdktf.json): estate → stacks. The estate is named by YWQ_ESTATE or by the context key `estate` of
 * cdktf.json; unset, the smallest example. Exit 2 with one line a problem where the estate has any.
 */
import { join, relative } from 'node:path'
import { formatProblems } from '../policies/estate/format.ts'
import { loadEstate } from '../policies/estate/load.ts'
import { packageRoot } from '../policies/package-root.ts'
import { buildApp } from './build.ts'
import { rememberNames } from './remember-names.ts'

/** What `context` of cdktf.json says; the cdktf command hands it over in the environment. */
function contextOf(environment: NodeJS.ProcessEnv): { readonly estate?: string; readonly exporterImage?: string } {
  const text = environment['CDKTF_CONTEXT_JSON']
  const parsed: unknown = text === undefined || text === '' ? {} : JSON.parse(text)
  const entries = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : []
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

function main(): number {
  const context = contextOf(process.env)
  // As it was named, so that provenance reads the same on every machine.
  const folder = process.env['YWQ_ESTATE'] ?? context.estate ?? relative(process.cwd(), join(packageRoot(import.meta.url), 'stacks', 'examples', 'minimal'))
  const { estate, problems } = loadEstate(folder)
  if (estate === null) {
    process.stderr.write(formatProblems(problems))
    process.stderr.write(`声明 ${folder} 有 ${problems.length} 个问题，没有合成 / the estate has ${problems.length} problems, nothing was synthesized\n`)
    return 2
  }
  const { app, report } = buildApp(estate, { exporterImage: process.env['YWQ_EXPORTER_IMAGE'] ?? context.exporterImage })
  app.synth()
  rememberNames(folder, estate)
  for (const { location, subject, detail } of report.notBuilt) process.stderr.write(`${location}: ${subject} 没有构建：${detail.zh} / was not built: ${detail.en}\n`)
  return 0
}

process.exitCode = main()
