/**
 * The minimal example deployed to a real API server by real Terraform: what is applied stays applied, a department's identity can change
 * its apps and nothing else, an existing namespace is taken over, a retired system takes its own and nothing else with it.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEstate } from '../../policies/estate/create-estate.ts'
import type { EstateDocument } from '../../policies/estate/document.ts'
import { loadEstate } from '../../policies/estate/load.ts'
import type { Estate } from '../../policies/estate/estate.ts'
import { listStacks, runWaves, selectStacks, type Action, type StackResult } from '../../scripts/deploy/index.ts'
import { buildApp } from '../../stacks/build.ts'
import { kubeClient, startControlPlane, type ControlPlane } from './control-plane.ts'
import { describeDeploy, terraformEnvironment } from './terraform-available.ts'

const example = join(import.meta.dirname, '../../stacks/examples/minimal')
const pipeline = 'hr-pipeline'

/** The minimal example with some documents changed. @throws Error where it does not load, or nothing was changed */
function estate(change?: (document: EstateDocument) => EstateDocument): Estate {
  const { estate: loaded, problems } = loadEstate(example)
  if (loaded === null) throw new Error(`${problems[0]?.position.file ?? ''}:${problems[0]?.position.line ?? 0} ${problems[0]?.en ?? ''}`)
  if (change === undefined) return loaded
  const documents = loaded.documents.map(change)
  if (documents.every((d, i) => d === loaded.documents[i])) throw new Error('the change found nothing to change')
  return createEstate(documents)
}

describeDeploy('deploy', () => {
  let plane: ControlPlane
  let folder: string
  let outdir: string
  const environment = process.env

  beforeAll(async () => {
    process.env = terraformEnvironment()
    folder = mkdtempSync(join(tmpdir(), 'ywq-deploy-'))
    outdir = join(folder, 'cdktf.out')
    plane = await startControlPlane({ extraTokens: [{ user: pipeline, groups: ['ywq:delivery:hr'] }] })
    // A namespace from before the wall: admission would refuse one without a Pod Security level now.
    await plane.client.request('POST', '/api/v1/namespaces', { body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'old-portal', labels: { team: 'x' } } } })
    buildApp(estate(), { outdir }).app.synth()
  })
  afterAll(async () => {
    process.env = environment
    await plane.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const run = async (action: Action, stacks: readonly string[] = [], kubeconfig = plane.kubeconfig): Promise<readonly StackResult[]> => {
    const all = listStacks(outdir)
    return runWaves({ action, all, stacks: selectStacks(all, { stacks }), connection: { kubeconfig, contexts: new Map() }, parallel: 2 })
  }
  const errors = (results: readonly StackResult[]) => results.flatMap((r) => r.outcome?.diagnostics.filter((d) => d.severity === 'error').map((d) => `${r.stack}: ${d.summary} ${d.detail}`) ?? [])
  const counts = (results: readonly StackResult[]) => Object.fromEntries(results.map((r) => [r.stack, r.status === 'unchanged' ? none : r.outcome?.counts]))
  const none = { add: 0, change: 0, remove: 0, import: 0 }
  const uid = async (name: string): Promise<string | undefined> => {
    const { status, body } = await plane.client.get(`/api/v1/namespaces/${name}`)
    return status === 200 ? (body as { readonly metadata: { readonly uid: string } }).metadata.uid : undefined
  }

  test('an apps stack alone says which object of which stack is missing', async () => {
    const [result] = await run('deploy', ['city_apps_hr'])
    expect(result?.status).toBe('failed')
    expect(result?.missing).toEqual(expect.arrayContaining([
      { resource: 'namespaces', name: 'hr--insurance--web', stack: 'city_space_hr' }, { resource: 'namespaces', name: 'hr--insurance--db', stack: 'city_space_hr' },
    ]))
  })

  test('the waves deploy everything; a second apply changes nothing', async () => {
    const results = await run('deploy')
    expect(errors(results)).toEqual([])
    expect(results.map((r) => r.stack)).toEqual(expect.arrayContaining(['city_platform', 'city_admission', 'city_monitoring', 'city_space_hr', 'city_apps_hr', 'city_space_data-bureau', 'city_apps_data-bureau']))
    expect(results.map((r) => r.wave)).toEqual(['platform', 'admission', 'monitoring', 'space', 'space', 'apps', 'apps'])
    expect(counts(await run('diff'))).toEqual(Object.fromEntries(results.map((r) => [r.stack, none])))
  }, 300_000)

  test('a second deploy asks Terraform about no stack; after a change by hand about that one only', async () => {
    const states = async (): Promise<unknown> => Object.fromEntries((await run('deploy')).map((r) => [r.stack, r.outcome?.counts ?? r.status]))
    const unchanged = Object.fromEntries(listStacks(outdir).map((s) => [s.name, 'unchanged']))
    expect(await states()).toEqual(unchanged)
    const { status } = await plane.client.request('DELETE', '/apis/networking.k8s.io/v1/namespaces/hr--insurance--web/networkpolicies/ywq-default-deny')
    expect(status).toBe(200)
    expect(await states()).toEqual({ ...unchanged, city_space_hr: { ...none, add: 1 } })
    expect(await states()).toEqual(unchanged)
  })

  test('the cdktf command finds nothing to do either: the same state, the same stacks', () => {
    const { stdout, stderr, status } = spawnSync('npx', ['cdktf', 'deploy', 'city_platform', '--auto-approve', '--skip-synth', '--skip-provider-lock', '--no-color', '-o', outdir], {
      cwd: join(import.meta.dirname, '../..'), encoding: 'utf8', timeout: 150_000, env: { ...terraformEnvironment(), KUBE_CONFIG_PATH: plane.kubeconfig },
    })
    expect(status, stderr).toBe(0)
    expect(stdout).toMatch(/No changes|no changes are needed/)
  }, 180_000)

  test('a department’s identity applies its apps and is refused its space and everybody else’s', async () => {
    const identity = await plane.kubeconfigFor(pipeline)
    const removed = await run('destroy', ['city_apps_hr'], identity)
    expect(errors(removed)).toEqual([])
    const applied = await run('deploy', ['city_apps_hr'], identity)
    expect(errors(applied)).toEqual([])
    expect(applied[0]?.outcome?.counts.add).toBeGreaterThan(0)

    for (const stack of ['city_space_hr', 'city_space_data-bureau', 'city_apps_data-bureau', 'city_platform']) {
      const [refused] = await run('diff', [stack], identity)
      expect(refused?.status, stack).toBe('failed')
      expect(errors(refused === undefined ? [] : [refused]).join('\n'), stack).toMatch(/forbidden/i)
    }
  })

  test('nor can it change them past Terraform', async () => {
    const client = kubeClient(await plane.connectionFor(pipeline))
    const own = '/hr--insurance--web'
    const refused: readonly (readonly [method: string, path: string, body?: unknown])[] = [
      ['DELETE', `/apis/networking.k8s.io/v1/namespaces${own}/networkpolicies/ywq-default-deny`],
      ['DELETE', `/apis/networking.k8s.io/v1/namespaces${own}/networkpolicies/flow-insurance-to-identity-egress`],
      ['PATCH', `/api/v1/namespaces${own}`, { metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } } }],
      ['PATCH', `/api/v1/namespaces${own}/resourcequotas/ywq-quota`, { spec: { hard: { pods: '9999' } } }],
      ['PATCH', `/api/v1/namespaces${own}/serviceaccounts/default`, { automountServiceAccountToken: true }],
      ['POST', `/apis/rbac.authorization.k8s.io/v1/namespaces${own}/rolebindings`, { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', metadata: { name: 'x' }, roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' }, subjects: [] }],
      ['GET', `/api/v1/namespaces${own}/secrets`],
      ['POST', `/api/v1/namespaces${own}/pods/x/exec?command=sh`],
      ['GET', '/api/v1/namespaces/data-bureau--portal--web/pods'],
      ['POST', '/apis/apps/v1/namespaces/data-bureau--portal--web/deployments', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' } }],
      ['GET', '/api/v1/namespaces/ywq-monitoring/configmaps'],
      ['POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'mine' } }],
    ]
    for (const [method, path, body] of refused) expect((await client.request(method, path, { body, contentType: method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' })).status, `${method} ${path}`).toBe(403)
    expect((await client.get(`/api/v1/namespaces${own}/pods`)).status).toBe(200)
  })

  test('an existing namespace is taken over, not made anew', async () => {
    const before = await uid('old-portal')
    const adopting = estate((d) => (d.kind === 'System' && d.name === 'portal' ? { ...d, tiers: d.tiers.map((tier) => ({ ...tier, namespace: 'old-portal', adopt: true })) } : d))
    buildApp(adopting, { outdir }).app.synth()
    const results = await run('deploy', ['city_space_data-bureau'])
    expect(errors(results)).toEqual([])
    expect(results[0]?.outcome?.counts.import).toBe(2)
    expect(before).toBeDefined()
    expect(await uid('old-portal')).toBe(before)
    expect(counts(await run('diff', ['city_space_data-bureau']))).toEqual({ 'city_space_data-bureau': none })
  }, 180_000)

  test('what holds state cannot be destroyed while it is declared; a retired system takes its own and nothing else', async () => {
    buildApp(estate(), { outdir }).app.synth()
    expect(errors(await run('deploy', ['city_space_data-bureau', 'city_apps_data-bureau']))).toEqual([])
    const [refused] = await run('destroy', ['city_space_hr'])
    expect(refused?.status).toBe('failed')
    expect(errors(refused === undefined ? [] : [refused]).join('\n')).toContain('prevent_destroy')

    const others = ['data-bureau--identity--api', 'data-bureau--portal--web', 'ywq-system', 'ywq-monitoring']
    const before = await Promise.all(others.map(uid))
    buildApp(estate((d) => (d.kind === 'System' && d.name === 'insurance' ? { ...d, phase: 'retired' } : d)), { outdir }).app.synth()
    const results = await run('deploy')
    expect(errors(results)).toEqual([])
    expect(counts(results)).toMatchObject({ city_platform: none, city_monitoring: none, 'city_apps_data-bureau': none })
    expect(await Promise.all(['hr--insurance--web', 'hr--insurance--db'].map(uid))).toEqual([undefined, undefined])
    expect(await Promise.all(others.map(uid))).toEqual(before)
  }, 300_000)
})
