/**
 * Starts a real control plane on loopback: etcd, kube-apiserver, controller-manager, scheduler and kwok's fake nodes,
 * everything in one temporary folder that disappears at stop.
 */
import { randomInt } from 'node:crypto'
import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { findUser, kubeconfig, knownUsers, tokenFile } from './access.ts'
import type { KnownUser } from './access.ts'
import { applyObjects } from './apply-objects.ts'
import { apiServer, controllerManager, etcd, kwok, layoutFiles, scheduler } from './components.ts'
import type { Layout, Ports } from './components.ts'
import type { ControlPlane, ControlPlaneOptions } from './contract.ts'
import { kubeClient } from './kube-client.ts'
import type { KubeClient, KubeConnection } from './kube-client.ts'
import { defaultStateFolder, folderPrefix, markerFile, sweepLeftovers } from './leftovers.ts'
import type { Leftover } from './leftovers.ts'
import { nodeObjects } from './nodes.ts'
import { runOnePod } from './run-one-pod.ts'
import { createServiceAccountToken } from './service-account-token.ts'
import { supervisor } from './supervisor.ts'
import type { Supervisor } from './supervisor.ts'
import { toolsAvailable } from './tools.ts'
import type { ToolPaths } from './tools.ts'
import { until } from './wait.ts'

// Every request at Metadata once it is answered; bodies would put Secrets into a test's log.
const metadataAuditPolicy = `apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
  - level: Metadata
`

/**
 * Starts one and waits until the server is ready, the nodes are Ready and the controllers work.
 * Cleans up what crashed starters left. Several may run side by side.
 * @throws Error when a program is missing, ends early or is not ready in time; names it and shows the end of its log
 */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const tools = toolsAvailable()
  if (!tools.ok) throw new Error(tools.reason)
  const stateFolder = options.stateFolder ?? defaultStateFolder()
  const users = knownUsers(options.extraTokens ?? [])
  const swept = await sweepLeftovers(stateFolder)
  for (const { directory, killed } of swept) {
    const names = killed.join(', ') || '0'
    options.onProgress?.({ zh: `已清理崩溃遗留：${directory}（${names}）`, en: `cleaned up after a crash: ${directory} (${names})` })
  }
  // A free port can be taken by somebody else before the program binds it; then everything is tried anew.
  for (let attempt = 1; ; attempt++) {
    const directory = mkdtempSync(join(tmpdir(), folderPrefix))
    writeFileSync(join(directory, markerFile), '')
    const running = supervisor(directory, stateFolder, options.handleSignals ?? true)
    try {
      return await bringUp(tools.paths, directory, running, users, swept, options)
    } catch (error) {
      const lostPort = running.failure()?.logTail.includes('address already in use') === true
      await running.stop()
      if (!lostPort || attempt === 3) throw error
    }
  }
}

async function bringUp(
  tools: ToolPaths,
  directory: string,
  running: Supervisor,
  users: readonly KnownUser[],
  swept: readonly Leftover[],
  options: ControlPlaneOptions,
): Promise<ControlPlane> {
  const ports = await freePorts()
  const auditLog = options.auditLog !== undefined && options.auditLog !== false
  const layout: Layout = { directory, ports, auditLog, serverFlags: options.serverFlags ?? [] }
  const files = layoutFiles(directory)
  const server = `https://127.0.0.1:${ports.server}`
  const policy = typeof options.auditLog === 'string' ? options.auditLog : metadataAuditPolicy
  writeFiles(files, server, users, policy)
  const waiting = { running, timeout: options.timeout ?? 60_000 }
  const step = (zh: string, en: string): void => options.onProgress?.({ zh, en })

  step('启动 etcd 与 kube-apiserver', 'starting etcd and kube-apiserver')
  running.start(etcd(tools, layout))
  await until('etcd', waiting, async () => (await fetch(`http://127.0.0.1:${ports.etcd}/health`)).ok)
  running.start(apiServer(tools, layout))
  const ca = await until('kube-apiserver', waiting, () => Promise.resolve(readFileSync(files.ca, 'utf8')))
  const token = tokenOf(users, 'admin')
  const client = kubeClient({ server, token, ca })
  await until('kube-apiserver', waiting, async () => (await client.get('/readyz')).status === 200)

  step('启动控制器、调度器与模拟节点', 'starting controllers, scheduler and fake nodes')
  for (const component of [controllerManager, scheduler, kwok]) running.start(component(tools, layout))
  const nodes = nodeObjects(options.nodes ?? 2)
  const refused = (await applyObjects({ server, token, ca }, nodes, { fieldManager: 'ywq-control-plane' })).filter(({ ok }) => !ok)
  if (refused[0] !== undefined) throw new Error(`节点未被接受 node refused: ${refused[0].object.metadata.name}: ${refused[0].message}`)
  await until('kwok', waiting, async () => (await readyNodes(client)) >= nodes.length)
  await until('kube-controller-manager', waiting, async () => {
    return (await client.get('/api/v1/namespaces/default/serviceaccounts/default')).status === 200
  })
  await runOnePod(client, nodes[0]?.metadata.name, waiting)

  const connectionFor = async (user: string, groups?: readonly string[]): Promise<KubeConnection> => {
    const known = findUser(users, user, groups)
    return { server, ca, token: known?.token ?? (await createServiceAccountToken(client, user, groups)) }
  }
  const kubeconfigFor = async (user: string, groups?: readonly string[]): Promise<string> => {
    const connection = await connectionFor(user, groups)
    const path = files.kubeconfig(encodeURIComponent([user, ...(groups ?? [])].join('+')))
    writeFileSync(path, kubeconfig(server, { pem: ca }, user, connection.token), { mode: 0o600 })
    return path
  }
  return {
    server,
    token,
    ca,
    caFile: files.ca,
    directory,
    kubeconfig: await kubeconfigFor('admin'),
    auditLogFile: auditLog ? files.auditLog : undefined,
    logFolder: files.logs,
    pids: running.pids(),
    swept,
    client,
    kubeconfigFor,
    connectionFor,
    failed: running.failed,
    stop: () => {
      client.close()
      return running.stop()
    },
  }
}

function writeFiles(files: ReturnType<typeof layoutFiles>, server: string, users: readonly KnownUser[], auditPolicy: string): void {
  for (const folder of [files.logs, join(files.ca, '..'), join(files.kubeconfig('x'), '..')]) mkdirSync(folder, { mode: 0o700 })
  const write = (path: string, text: string): void => writeFileSync(path, text, { mode: 0o600 })
  const keys = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  write(files.serviceAccountKey, keys.privateKey)
  write(files.serviceAccountPublicKey, keys.publicKey)
  write(files.tokens, tokenFile(users))
  write(files.auditPolicy, auditPolicy)
  for (const [name, user] of [
    ['kube-controller-manager', 'system:kube-controller-manager'],
    ['kube-scheduler', 'system:kube-scheduler'],
    ['kwok', 'kwok'],
  ] as const) {
    write(files.kubeconfig(name), kubeconfig(server, { file: files.ca }, user, tokenOf(users, user)))
  }
}

function tokenOf(users: readonly KnownUser[], user: string): string {
  const token = findUser(users, user)?.token
  if (token === undefined) throw new Error(`没有用户 no such user: ${user}`)
  return token
}

async function readyNodes(client: KubeClient): Promise<number> {
  const { body } = await client.get('/api/v1/nodes')
  const { items = [] } = body as {
    readonly items?: readonly { readonly status?: { readonly conditions?: readonly { type: string; status: string }[] } }[]
  }
  return items.filter(({ status }) => status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True')).length
}

/**
 * Three free ports below the range that the kernel hands to outgoing connections (32768 and up on Linux): between our letting go and
 * the server's binding, nobody else is given them. The start is drawn at random, so that planes started side by side do not meet.
 */
async function freePorts(): Promise<Ports> {
  const held: { server: ReturnType<typeof createServer>; port: number }[] = []
  for (let port = 15_000 + 8 * randomInt(2_000); held.length < 3; port = port < 32_000 ? port + 1 : 15_000) {
    const server = createServer()
    const bound = await new Promise<boolean>((resolve) => server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true)))
    if (bound) held.push({ server, port })
  }
  await Promise.all(held.map(({ server }) => new Promise((resolve) => server.close(resolve))))
  const [etcdPort = 0, etcdPeer = 0, serverPort = 0] = held.map(({ port }) => port)
  return { etcd: etcdPort, etcdPeer, server: serverPort }
}
