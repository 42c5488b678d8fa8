/** `ywq destroy`: only what is named; a bare destroy of everything is refused. */
import { UsageError, type Invocation } from '../command.ts'
import { runStacks } from '../waves-run.ts'

export function run(invocation: Invocation): Promise<number> {
  if (invocation.strings('stack').length === 0 && invocation.strings('department').length === 0) {
    throw new UsageError('destroy 必须用 --stack 或 --department 写明销毁什么（--stack "*" 表示全部）', 'destroy needs --stack or --department to say what goes (--stack "*" means everything)')
  }
  return runStacks('destroy', invocation)
}
