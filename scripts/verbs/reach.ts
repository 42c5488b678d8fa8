/** `ywq reach`: who reaches whom by the policies of an input; as a matrix, explained, compared with another, or with what is declared. */
import type { Estate } from '../../policies/estate/estate.ts'
import { exit, say, UsageError, type Invocation } from '../command.ts'
import { estateOrFail } from '../load-estate.ts'
import { note, printPieces, writeWhole } from '../output.ts'
import { assertFlows } from '../reach/assert.ts'
import { diffInputs } from '../reach/diff.ts'
import { explain } from '../reach/explain.ts'
import { reachFormats, type ReachFormat } from '../reach/formats.ts'
import { clusterInputs } from '../reach/inputs.ts'
import { matrix } from '../reach/matrix.ts'

/** What a mode answers: text in pieces, and whether an assertion failed. */
export interface ReachAnswer {
  readonly text: Iterable<string>
  readonly failed: boolean
}

export async function run(invocation: Invocation): Promise<number> {
  const { lang, positionals, string, flag } = invocation
  const modes = ['explain', 'diff', 'assert-flows'].filter((mode) => flag(mode))
  if (modes.length > 1) throw new UsageError(`只能用一个：${modes.map((m) => `--${m}`).join(' ')}`, `one of them only: ${modes.map((m) => `--${m}`).join(' ')}`)
  const folder = string('estate')
  const estate = folder === undefined ? null : estateOrFail(folder, lang)
  const format = reachFormats.find((f) => f === string('format')) ?? formatOf(string('output'))
  const { answer, unreadable } = flag('diff') ? await diffInputs(invocation, estate, format) : await ask(invocation, estate, format)
  const file = string('output')
  if (file === undefined || file === '-') await printPieces(answer.text)
  else await writeWhole(file, answer.text)
  for (const part of unreadable) note(`${part.location}: ${say(part, lang)}`)
  if (unreadable.length > 0) return exit.failed
  return answer.failed ? exit.findings : exit.clean

  async function ask(given: Invocation, declared: Estate | null, as: ReachFormat): Promise<{ answer: ReachAnswer; unreadable: Awaited<ReturnType<typeof clusterInputs>>['unreadable'] }> {
    if (positionals.length === 0 && !flag('live')) throw new UsageError('没有输入：给出 cdktf.out、计划 JSON、清单文件或目录、-（标准输入），或 --live', 'no input: give cdktf.out, a plan JSON, manifests, - (standard input), or --live')
    const { inputs, unreadable: bad } = await clusterInputs(given, positionals, declared)
    if (inputs.length === 0) {
      if (bad.length > 0) return { answer: { text: [], failed: false }, unreadable: bad }
      throw new UsageError('输入里没有 Kubernetes 对象', 'the input holds no Kubernetes object')
    }
    const one = flag('assert-flows') ? assertFlows : flag('explain') ? explain : matrix
    return { answer: one(inputs, given, declared, as), unreadable: bad }
  }
}

const byEnding: Readonly<Record<string, ReachFormat>> = { '.json': 'json', '.csv': 'csv', '.html': 'html', '.dot': 'dot', '.gv': 'dot', '.mmd': 'mermaid', '.md': 'markdown' }

function formatOf(file: string | undefined): ReachFormat {
  return (file === undefined ? undefined : byEnding[file.slice(file.lastIndexOf('.'))]) ?? 'table'
}
