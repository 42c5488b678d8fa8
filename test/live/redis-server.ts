/** A real redis-server for a test: on a socket file of its own, no port, no persistence unless asked. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface RedisServer {
  readonly socket: string
  /** Starts it again after kill(). */
  start(): Promise<void>
  /** kill -9. */
  kill(): Promise<void>
  /** Ends it and removes its folder. */
  remove(): Promise<void>
}

/** Reason why it cannot run here; null when it can. */
export const redisMissing = (): string | null => (spawnSync('redis-server', ['--version']).status === 0 ? null : '没有 redis-server（bash scripts/install-test-tools.sh）/ no redis-server')

/** @param lasting whether what it holds outlives kill() (an append-only file, written at once) */
export async function redisServer(lasting = false): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'ywq-redis-'))
  const socket = join(folder, 's')
  let child: ReturnType<typeof spawn> | null = null
  const start = async (): Promise<void> => {
    rmSync(socket, { force: true })
    child = spawn('redis-server', ['--port', '0', '--unixsocket', socket, '--dir', folder, '--save', '', '--appendonly', lasting ? 'yes' : 'no', '--appendfsync', 'always'], { stdio: 'ignore' })
    for (let i = 0; i < 200 && !existsSync(socket); i++) await sleep(50)
    if (!existsSync(socket)) throw new Error('redis-server did not start')
  }
  const kill = async (): Promise<void> => {
    const running = child
    child = null
    if (running === null || running.exitCode !== null) return
    const ended = new Promise((resolve) => running.once('exit', resolve))
    running.kill('SIGKILL')
    await ended
  }
  await start()
  return {
    socket, start, kill,
    async remove() {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
