/** `ywq`: the verb table and the one place where errors become messages and exit codes. Verbs load only when they run. */
import { nearest } from '../policies/nearest.ts'
import { both, exit, UsageError, type Verb } from './command.ts'
import { generalHelp, verbHelp } from './help.ts'
import { languageOf, parseArguments } from './parse-arguments.ts'
import { verbs } from './verbs.ts'
import { tool } from './version.ts'

await main(process.argv.slice(2))

async function main(argv: readonly string[]): Promise<void> {
  const lang = languageOf(argv, process.env)
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // The reader of a pipe (head, less) has gone: say so on stderr and stop; what was asked for was not delivered whole.
    if (error.code === 'EPIPE') {
      process.stderr.write(both({ zh: '输出管道已关闭，结果没有写完', en: 'the output pipe was closed before the result was written' }, lang) + '\n')
      process.exit(exit.failed)
    }
    throw error
  })
  try {
    process.exitCode = await dispatch(argv, lang)
  } catch (error) {
    process.exitCode = exit.failed
    if (error instanceof UsageError) process.stderr.write(`${both(error.text, lang)}\n`)
    else {
      const message = error instanceof Error ? error.message : String(error)
      process.stderr.write(`${both({ zh: `内部错误：${message}`, en: `internal error: ${message}` }, lang)}\n`)
      if (process.env['YWQ_DEBUG'] !== undefined && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`)
      else process.stderr.write(both({ zh: '（设 YWQ_DEBUG=1 可看到细节）', en: '(set YWQ_DEBUG=1 to see the details)' }, lang) + '\n')
    }
  }
}

async function dispatch(argv: readonly string[], lang: 'zh' | 'en'): Promise<number> {
  const word = argv[0] === '--lang' ? argv[2] : argv[0]?.startsWith('--lang=') === true ? argv[1] : argv[0]
  const table: Readonly<Record<string, Verb>> = verbs
  if (word === undefined || word === 'help' || word === '--help' || word === '-h') {
    const asked = argv[1]
    const known = word === 'help' && asked !== undefined ? table[asked] : undefined
    process.stdout.write(known !== undefined && asked !== undefined ? verbHelp(asked, known, lang) : generalHelp(verbs, lang))
    return word === undefined ? exit.failed : exit.clean
  }
  if (word === '--version' || word === '-V') {
    process.stdout.write(`ywq ${tool().version}\n`)
    return exit.clean
  }
  const verb = Object.hasOwn(table, word) ? table[word] : undefined
  if (verb === undefined) {
    const guess = nearest(word, Object.keys(verbs))
    const names = Object.keys(verbs).join(' ')
    throw new UsageError(
      `没有命令 ${word}${guess === undefined ? '' : `，是不是 ${guess}？`}\n可用：${names}`,
      `no command ${word}${guess === undefined ? '' : `; did you mean ${guess}?`}\nallowed: ${names}`,
    )
  }
  const rest = argv.slice(argv.indexOf(word) + 1)
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(verbHelp(word, verb, lang))
    return exit.clean
  }
  const invocation = parseArguments(word, verb, rest, lang)
  const { run } = await verb.load()
  return run(invocation)
}
