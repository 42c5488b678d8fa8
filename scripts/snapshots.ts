/** Inputs of a verb that judges: the estate's own documents, every INPUT, the live clusters. */
import type { Estate } from '../policies/estate/estate.ts'
import { readDeclaration } from '../policies/sources/declaration.ts'
import { readInput } from '../policies/sources/detect.ts'
import type { Snapshot, Unreadable } from '../policies/subject.ts'
import type { Language } from '../policies/text.ts'
import { say, UsageError, type Invocation } from './command.ts'
import { liveSnapshots } from './live-snapshots.ts'
import { note, progress, progressDone } from './output.ts'

export interface ReadSnapshots {
  readonly snapshots: readonly Snapshot[]
  /** Name of a snapshot's input as the user gave it. */
  readonly nameOf: (snapshot: Snapshot) => string
}

/**
 * Reads all there is, in the order estate, positionals, --live.
 * @param inputs paths, `-` for standard input
 * @throws UsageError where there is nothing to read
 */
export async function readSnapshots(invocation: Invocation, inputs: readonly string[], estate: Estate | null): Promise<ReadSnapshots> {
  const { lang, flag, string } = invocation
  const folder = string('estate')
  if (inputs.length === 0 && !flag('live') && estate === null) {
    throw new UsageError('没有要审计的输入：给出 cdktf.out、计划 JSON、清单文件或目录、-（标准输入），或 --live、--estate', 'nothing to audit: give cdktf.out, a plan JSON, manifests, - (standard input), or --live, --estate')
  }
  const readAt = new Date().toISOString()
  const names = new Map<Snapshot, string>()
  const add = (name: string, read: readonly Snapshot[]): void => {
    for (const snapshot of read) names.set(snapshot, name)
  }
  if (estate !== null && folder !== undefined) add(folder, [readDeclaration(estate, { readAt })])
  for (const input of inputs) {
    progress(say({ zh: `读取 ${input}`, en: `reading ${input}` }, lang))
    add(input, await readInput(input, { readAt, estate, note: (n) => remark(n, lang) }))
  }
  if (flag('live')) add('live', await liveSnapshots(invocation, estate, readAt))
  progressDone()
  return { snapshots: [...names.keys()], nameOf: (s) => names.get(s) ?? s.source }
}

function remark(n: Unreadable, lang: Language): void {
  note(`${n.location}: ${say(n, lang)}`)
}
