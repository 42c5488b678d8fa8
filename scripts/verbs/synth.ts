/** `ywq synth`: estate → cdktf.out, and what was not built and why. */
import { existsSync, readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { exit, say, UsageError, type Invocation } from '../command.ts'
import { estateOrFail } from '../load-estate.ts'
import { note, print } from '../output.ts'

export async function run(invocation: Invocation): Promise<number> {
  const { lang, positionals, string } = invocation
  if (positionals.length > 0) throw new UsageError(`synth 不带位置参数，得到 ${positionals.join(' ')}；声明用 --estate DIR`, `synth takes no arguments, got ${positionals.join(' ')}; name the estate by --estate DIR`)
  const folder = string('estate') ?? '.'
  const outdir = string('outdir') ?? 'cdktf.out'
  const stacks = await synthesize(folder, outdir, invocation)
  await print(say({ zh: `✓ ${outdir}：${stacks.length} 个栈\n  ${stacks.join('\n  ')}`, en: `✓ ${outdir}: ${stacks.length} stacks\n  ${stacks.join('\n  ')}` }, lang))
  return exit.clean
}

/**
 * Builds and writes the stacks; remarks on what was not built go to standard error.
 * @returns names of the stacks, sorted
 */
export async function synthesize(folder: string, outdir: string, { lang }: Pick<Invocation, 'lang'>): Promise<readonly string[]> {
  const estate = estateOrFail(folder, lang)
  refuseForeignFolder(outdir)
  await rm(join(outdir, 'manifest.json'), { force: true })
  const { buildApp } = await import('../../stacks/build.ts')
  const { rememberNames } = await import('../../stacks/remember-names.ts')
  const { app, stacks, report } = buildApp(estate, { outdir, exporterImage: process.env['YWQ_EXPORTER_IMAGE'] })
  app.synth()
  try {
    rememberNames(folder, estate)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new UsageError(`写不了 ${folder} 的锁文件：${why}（没有留下半个文件）`, `cannot write the lock of ${folder}: ${why} (no half-written file is left)`)
  }
  const lines = new Set(report.notBuilt.map(({ location, subject, detail }) => `${location}: ${subject} ${say({ zh: `没有构建：${detail.zh}`, en: `was not built: ${detail.en}` }, lang)}`))
  for (const line of lines) note(line)
  return stacks.map((s) => s.node.id).sort()
}

/** cdktf writes `stacks/` and `manifest.json` into the folder: refuse one that holds somebody else's files. */
function refuseForeignFolder(outdir: string): void {
  if (!existsSync(outdir)) return
  let names: readonly string[]
  try {
    names = readdirSync(outdir)
  } catch {
    throw new UsageError(`--outdir ${outdir} 不是目录`, `--outdir ${outdir} is not a folder`)
  }
  if (names.length > 0 && !names.includes('manifest.json') && !names.includes('stacks')) {
    throw new UsageError(`--outdir ${outdir} 里有别的文件（${names.slice(0, 3).join('、')}…），不是 cdktf 的输出；换一个目录`, `--outdir ${outdir} holds other files (${names.slice(0, 3).join(', ')}…), not a cdktf output; choose another folder`)
  }
}
