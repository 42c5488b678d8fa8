/** `ywq migrate`: an estate of an older schema rewritten, comments kept. There is one schema so far: it checks, and says so. */
import { exit, say, UsageError, type Invocation } from '../command.ts'
import { estateOrFail } from '../load-estate.ts'
import { print } from '../output.ts'

export async function run({ lang, positionals }: Invocation): Promise<number> {
  const [folder, ...more] = positionals
  if (folder === undefined || more.length > 0) throw new UsageError('给出一个声明目录：ywq migrate DIR', 'give one folder: ywq migrate DIR')
  const { root } = estateOrFail(folder, lang)
  await print(say({ zh: `${folder} 已是最新的 schema ${root.schema}，没有要改的（至今只有 schema 1）`, en: `${folder} has the newest schema, ${root.schema}: nothing to rewrite (schema 1 is the only one so far)` }, lang))
  return exit.clean
}
