/** `npm run control-plane`: keeps one test control plane up in the foreground until Ctrl-C. */
import { parseArgs } from 'node:util'

import { startControlPlane, toolsAvailable } from './control-plane/index.ts'
import type { ControlPlane } from './control-plane/index.ts'

const usage = `用法 Usage: npm run control-plane -- [--nodes N] [--audit-log]
  在本机回环地址启动一个真实的 Kubernetes 控制平面，Ctrl-C 停止并清理。
  Runs a real Kubernetes control plane on loopback; Ctrl-C stops it and cleans up.
  --nodes N     模拟节点数，1–1000，默认 2  fake nodes, 1–1000, default 2
  --audit-log   写审计日志  write an audit log
`

interface Arguments {
  readonly nodes: number
  readonly auditLog: boolean
  readonly help: boolean
}

/**
 * The command line.
 * @throws Error with what was found and what is allowed
 */
function readArguments(args: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      nodes: { type: 'string', default: '2' },
      'audit-log': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const nodes = Number(values.nodes)
  if (!Number.isInteger(nodes) || nodes < 1 || nodes > 1000) {
    throw new Error(`--nodes 应为 1–1000 的整数，现为 "${values.nodes}" / --nodes takes an integer from 1 to 1000, got "${values.nodes}"`)
  }
  return { nodes, auditLog: values['audit-log'], help: values.help }
}

/** Ends this process by itself: what runs is killed by the library's exit hook if it was not stopped before. */
function onStopSignal(react: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, react)
}

function instructions({ kubeconfig, server, auditLogFile, logFolder }: ControlPlane, kubectl: string): string {
  return [
    '',
    `✓ 控制平面已就绪 The control plane is ready: ${server}`,
    `  管理员凭据 admin kubeconfig: ${kubeconfig}`,
    `  日志 logs: ${logFolder}`,
    ...(auditLogFile === undefined ? [] : [`  审计日志 audit log: ${auditLogFile}`]),
    '',
    '  示例 Examples:',
    `    export KUBECONFIG=${kubeconfig}`,
    `    ${kubectl} get nodes`,
    `    ${kubectl} create deployment web --image=example.test/web:1 --replicas=3 && ${kubectl} get pods -o wide`,
    '    scripts/ywq audit --live',
    '',
    '  按 Ctrl-C 停止并清理 Press Ctrl-C to stop and clean up',
    '',
  ].join('\n')
}

async function main(): Promise<void> {
  const { nodes, auditLog, help } = readArguments(process.argv.slice(2))
  if (help) {
    process.stdout.write(usage)
    return
  }
  const tools = toolsAvailable()
  if (!tools.ok) throw new Error(tools.reason)

  const began = performance.now()
  let isUp = false
  let asked: () => void
  const stopAsked = new Promise<'stop'>((resolve) => (asked = () => resolve('stop')))
  onStopSignal(() => {
    // Before it is up there is nothing to stop in order: leave, and the exit hook kills what was started.
    if (!isUp) {
      process.stderr.write('启动被中断，已清理 Interrupted while starting; cleaned up\n')
      process.exit(130)
    }
    asked()
  })
  const running = await startControlPlane({
    nodes,
    auditLog,
    handleSignals: false,
    onProgress: ({ zh, en }) => {
      process.stderr.write(`[${((performance.now() - began) / 1000).toFixed(1)} s] ${zh} ${en}\n`)
    },
  })
  isUp = true
  process.stdout.write(instructions(running, tools.paths.kubectl ?? 'kubectl'))
  // Keeps this process alive: the children alone do not.
  const alive = setInterval(() => undefined, 60_000)
  const end = await Promise.race([stopAsked, running.failed])
  clearInterval(alive)
  process.stderr.write('正在停止…… Stopping…\n')
  await running.stop()
  if (end !== 'stop') throw new Error(`${end.name} 意外退出（${end.how}）ended unexpectedly (${end.how}):\n${end.logTail}`)
  process.stderr.write('✓ 已停止并清理 Stopped and cleaned up\n')
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error)
  const isUsage = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  process.stderr.write(isUsage ? `参数有误 Wrong arguments: ${message}\n\n${usage}` : `${message}\n`)
  process.exitCode = 2
})
