/** Waits, bounded, for a program to become ready, and says why it did not. */
import type { Supervisor } from './supervisor.ts'

export interface Waiting {
  readonly running: Supervisor
  /** Milliseconds. */
  readonly timeout: number
}

/**
 * Asks again every 50 ms until the answer is neither false nor an error.
 * @param name the program that is waited for: its log is shown when it does not become ready
 * @returns the answer
 * @throws Error when any program ended, or the time is over
 */
export async function until<T>(name: string, { running, timeout }: Waiting, ask: () => Promise<T | false>): Promise<T> {
  const deadline = performance.now() + timeout
  let lastError = ''
  for (;;) {
    const ended = running.failure()
    if (ended !== undefined) {
      throw new Error(`${ended.name} 提前退出（${ended.how}）/ ended early (${ended.how}); 日志末尾 end of its log:\n${ended.logTail}`)
    }
    try {
      const answer = await ask()
      if (answer !== false) return answer
    } catch (error) {
      lastError = error instanceof Error ? error.message : String(error)
    }
    if (performance.now() > deadline) {
      const seconds = Math.round(timeout / 1000)
      const log = running.logTail(name)
      throw new Error(`${name} 在 ${seconds} s 内未就绪 / not ready within ${seconds} s ${lastError}; 日志末尾 end of its log:\n${log}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
