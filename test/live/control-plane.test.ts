// The control plane is real: what Kubernetes' own documentation promises (scheduling, RBAC, Pod Security admission, field
// validation, audit events) happens, and nothing is left behind by stop, Ctrl-C or a crash.
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { processIdentity } from '../../scripts/control-plane/process-identity.ts'
import { compileStarter, runStarter } from './compiled-starter.ts'
import { applyObjects, describeLive, kubeClient, startControlPlane } from './control-plane.ts'
import type { ControlPlane, ControlPlaneOptions } from './control-plane.ts'

const namespace = (name: string, labels: Readonly<Record<string, string>> = {}) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
})
const podSpec = { containers: [{ name: 'main', image: 'example.test/main:1' }] }
const deployment = (namespace: string, name: string, replicas: number, nodeSelector: Readonly<Record<string, string>> = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { namespace, name },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { ...podSpec, nodeSelector } },
  },
})

interface Pods {
  readonly items: readonly { readonly spec: { readonly nodeName?: string }; readonly status: { readonly phase: string; readonly podIP?: string } }[]
}

const eventually = async <T>(ask: () => Promise<T | undefined>): Promise<T> => {
  const deadline = performance.now() + 30_000
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (performance.now() > deadline) throw new Error('not within 30 s')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

const refusesConnection = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => {
      socket.destroy()
      resolve(false)
    })
    socket.on('error', () => resolve(true))
  })

const isLiving = (pid: number): boolean => processIdentity(pid) !== undefined

describeLive('control plane', () => {
  let plane: ControlPlane
  let folder: string
  const options = (): ControlPlaneOptions => ({
    nodes: [
      { name: 'arm', arch: 'arm64', region: 'south', zone: 'a', labels: { pool: 'data' }, taints: [{ key: 'pool', value: 'data', effect: 'NoSchedule' }] },
      { name: 'amd', region: 'south', zone: 'b' },
    ],
    auditLog: true,
    extraTokens: [{ user: 'li-si', groups: ['dept:transport'] }],
    stateFolder: join(folder, 'state'),
  })

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ywq-test-'))
    plane = await startControlPlane(options())
  })
  afterAll(async () => {
    await plane.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('says the version it was built from', async () => {
    expect((await plane.client.get('/version')).body).toMatchObject({ major: '1', minor: '34', gitVersion: 'v1.34.4' })
  })

  test('schedules a deployment and its pods run, away from a tainted node', async () => {
    const results = await applyObjects(plane, [namespace('run'), deployment('run', 'web', 3)])
    expect(results.map(({ ok, message }) => ({ ok, message }))).toEqual([{ ok: true, message: '' }, { ok: true, message: '' }])
    const pods = await eventually(async () => {
      const { items } = (await plane.client.get('/api/v1/namespaces/run/pods')).body as Pods
      return items.length === 3 && items.every(({ status }) => status.phase === 'Running') ? items : undefined
    })
    expect(pods.map(({ spec }) => spec.nodeName)).toEqual(['amd', 'amd', 'amd'])
    expect(new Set(pods.map(({ status }) => status.podIP)).size).toBe(3)
  })

  test('leaves a pod pending that only a tainted node would take', async () => {
    await applyObjects(plane, [namespace('pending'), deployment('pending', 'arm-only', 1, { 'kubernetes.io/arch': 'arm64' })])
    const reason = await eventually(async () => {
      const { items } = (await plane.client.get('/api/v1/namespaces/pending/pods')).body as {
        items: readonly { status: { conditions?: readonly { type: string; reason?: string; message?: string }[] } }[]
      }
      return items[0]?.status.conditions?.find(({ type }) => type === 'PodScheduled')
    })
    expect(reason).toMatchObject({ reason: 'Unschedulable', message: expect.stringContaining('untolerated taint') as string })
  })

  test('gives a Service an address of each family', async () => {
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'both' }, spec: { ipFamilyPolicy: 'RequireDualStack', ports: [{ port: 80 }] } }
    expect(await applyObjects(plane, [service])).toMatchObject([{ ok: true }])
    const { spec } = (await plane.client.get('/api/v1/namespaces/default/services/both')).body as { spec: { clusterIPs: readonly string[] } }
    expect(spec.clusterIPs).toEqual([expect.stringMatching(/^10\.96\./), expect.stringMatching(/^fd00:96::/)])
  })

  test('a persona may do what RBAC grants its group and gets 403 for the rest', async () => {
    await applyObjects(plane, [
      namespace('granted'),
      namespace('foreign'),
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { namespace: 'granted', name: 'viewers' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
        subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'dept:transport' }],
      },
    ])
    const persona = kubeClient(await plane.connectionFor('li-si'))
    const status = async (path: string): Promise<number> => (await persona.get(path)).status
    // RBAC is served from a cache that follows the objects, so the grant holds a moment later.
    await eventually(async () => ((await status('/api/v1/namespaces/granted/pods')) === 200 ? true : undefined))
    expect(await status('/api/v1/namespaces/foreign/pods')).toBe(403)
    expect(await status('/api/v1/namespaces/granted/secrets')).toBe(403)
    expect(await status('/api/v1/nodes')).toBe(403)
    persona.close()

    const events = readFileSync(plane.auditLogFile ?? '', 'utf8').trim().split('\n').map((line) => JSON.parse(line) as unknown)
    expect(events).toContainEqual(
      expect.objectContaining({
        verb: 'list',
        user: expect.objectContaining({ username: 'li-si', groups: ['dept:transport', 'system:authenticated'] }) as object,
        objectRef: expect.objectContaining({ namespace: 'foreign', resource: 'pods' }) as object,
        responseStatus: expect.objectContaining({ code: 403 }) as object,
      }),
    )
  })

  test('a service account gets a kubeconfig of its own; a user nobody declared gets an error', async () => {
    const path = await plane.kubeconfigFor('system:serviceaccount:default:default')
    const config = JSON.parse(readFileSync(path, 'utf8')) as { users: readonly { user: { token: string } }[] }
    const client = kubeClient({ ...plane, token: config.users[0]?.user.token ?? '' })
    const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' }
    const { body } = await client.request('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', { body: review })
    expect(body).toMatchObject({ status: { userInfo: { username: 'system:serviceaccount:default:default' } } })
    client.close()
    await expect(plane.kubeconfigFor('nobody')).rejects.toThrow(/extraTokens/)
    await expect(plane.kubeconfigFor('li-si', ['dept:health'])).rejects.toThrow(/li-si \[dept:health\]/)
  })

  test.each([
    ['a wrong token', 401, (right: ControlPlane) => ({ ...right, token: 'wrong' })],
    ['no certificate that signed the server', /self.signed|unable to verify/i, (right: ControlPlane) => ({ ...right, ca: '' })],
  ] as const)('refuses %s', async (_, expected, connection) => {
    const answer = kubeClient(connection(plane)).get('/api/v1/nodes')
    if (typeof expected === 'number') await expect(answer).resolves.toMatchObject({ status: expected })
    else await expect(answer).rejects.toThrow(expected)
  })

  describe('applyObjects', () => {
    test('reports each refused object by itself, in the order given', async () => {
      const results = await applyObjects(plane, [
        { apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'strict', name: 'root' }, spec: podSpec },
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'strict', name: 'typo' }, dta: { a: '1' } },
        { apiVersion: 'example.test/v1', kind: 'Gadget', metadata: { name: 'unknown' } },
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'strict', name: 'right' }, data: { a: '1' } },
        namespace('strict', { 'pod-security.kubernetes.io/enforce': 'restricted' }),
      ])
      expect(results.map(({ object, ok, status, message }) => [object.metadata.name, ok, status, message])).toEqual([
        ['root', false, 403, expect.stringContaining('violates PodSecurity "restricted')],
        // The server answers a server-side apply of an undeclared field with 500 and the reason (1.34), a plain create with 400.
        ['typo', false, 500, expect.stringContaining('.dta')],
        ['unknown', false, 0, expect.stringContaining('example.test/v1 Gadget')],
        ['right', true, 201, ''],
        ['strict', true, 201, ''],
      ])
    })

    test('a field of another manager is a conflict unless forced', async () => {
      const map = (a: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'owned' }, data: { a } })
      await applyObjects(plane, [map('1')], { fieldManager: 'first' })
      expect(await applyObjects(plane, [map('2')], { fieldManager: 'second' })).toMatchObject([{ ok: false, status: 409 }])
      expect(await applyObjects(plane, [map('2')], { fieldManager: 'second', force: true })).toMatchObject([{ ok: true, status: 200 }])
    })

    test('a dry run is admitted and stored nowhere', async () => {
      expect(await applyObjects(plane, [namespace('dry')], { dryRun: true })).toMatchObject([{ ok: true }])
      expect((await plane.client.get('/api/v1/namespaces/dry')).status).toBe(404)
    })

    test('a new definition and an object of it in one call', async () => {
      const schema = { type: 'object', properties: { spec: { type: 'object', properties: { size: { type: 'integer' } } } } }
      const results = await applyObjects(plane, [
        { apiVersion: 'example.test/v1', kind: 'Widget', metadata: { name: 'one' }, spec: { size: 1 } },
        {
          apiVersion: 'apiextensions.k8s.io/v1',
          kind: 'CustomResourceDefinition',
          metadata: { name: 'widgets.example.test' },
          spec: {
            group: 'example.test',
            scope: 'Namespaced',
            names: { kind: 'Widget', plural: 'widgets' },
            versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } }],
          },
        },
      ])
      expect(results.map(({ ok, message }) => ({ ok, message }))).toEqual([{ ok: true, message: '' }, { ok: true, message: '' }])
    })
  })

  test('a program that cannot start is named with the end of its log, and nothing stays', async () => {
    const started: string[] = []
    const broken = startControlPlane({
      stateFolder: join(folder, 'broken'),
      serverFlags: ['--no-such-flag'],
      onProgress: ({ en }) => started.push(en),
    })
    await expect(broken).rejects.toThrow(/kube-apiserver .*[\s\S]*unknown flag: --no-such-flag/)
    expect(started).toEqual(['starting etcd and kube-apiserver'])
    await expect(startControlPlane({ stateFolder: join(folder, 'broken'), timeout: 1, nodes: 1 })).rejects.toThrow(/etcd .*not ready within/)
  })

  test('stop leaves no process, no port and no folder', async () => {
    const other = await startControlPlane({ ...options(), nodes: 1 })
    // A second one beside it does not touch the first, whose starter (this process) lives.
    expect(other.swept).toEqual([])
    const pids = Object.values(other.pids)
    expect(Object.keys(other.pids)).toEqual(['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok'])
    expect(pids.every(isLiving)).toBe(true)
    const ports = [
      ...pids.flatMap((pid) => (processIdentity(pid)?.commandLine.match(/127\.0\.0\.1:(\d+)|--secure-port=(\d+)/g) ?? []).map((hit) => Number(/\d+$/.exec(hit)?.[0]))),
    ].filter((port) => port > 0)
    expect(new Set(ports).size).toBe(3)
    await other.stop()
    expect(pids.filter(isLiving)).toEqual([])
    expect(await Promise.all([...new Set(ports)].map(refusesConnection))).toEqual([true, true, true])
    expect(existsSync(other.directory)).toBe(false)
    expect(Object.values(plane.pids).every(isLiving)).toBe(true)
  })

  test('one that is stopped by Ctrl-C ends everything; one that is killed is cleaned by the next start', async () => {
    const cacheHome = join(folder, 'cache')
    const program = compileStarter(join(folder, 'starter'))
    const stopped = await runStarter(program, join(folder, 'cache-1'))
    stopped.child.kill('SIGINT')
    expect(await once(stopped.child, 'exit')).toEqual([0, null])
    expect(stopped.output()).toContain('Stopped and cleaned up')
    expect(existsSync(dirname(stopped.kubeconfig))).toBe(false)

    const killed = await runStarter(program, cacheHome)
    const stateFolder = join(cacheHome, 'ywq', 'control-planes')
    const directory = dirname(dirname(killed.kubeconfig))
    const record = JSON.parse(readFileSync(join(stateFolder, `${directory.split('/').at(-1) ?? ''}.json`), 'utf8')) as {
      processes: readonly { name: string; pid: number }[]
    }
    const pids = record.processes.map(({ pid }) => pid)
    killed.child.kill('SIGKILL')
    await once(killed.child, 'exit')
    expect(pids.map(isLiving)).toEqual([true, true, true, true, true])

    const next = await startControlPlane({ stateFolder, nodes: 1 })
    await next.stop()
    expect(next.swept).toEqual([{ directory, killed: record.processes.map(({ name }) => name) }])
    expect(pids.filter(isLiving)).toEqual([])
    expect(existsSync(directory)).toBe(false)
  })
})
