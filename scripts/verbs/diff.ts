/** `ywq diff`: see waves-run.ts. */
import type { Invocation } from '../command.ts'
import { runStacks } from '../waves-run.ts'

export const run = (invocation: Invocation): Promise<number> => runStacks('diff', invocation)
