/** Which stacks need no Terraform, told from the real API server: any change of the folder, the state or one object sends Terraform there. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listStacks, type StackEntry } from '../../scripts/deploy/index.ts'
import { isUnchanged, readLiveObjects, rememberApplied, type LiveObjects } from '../../scripts/deploy/unchanged.ts'
import { describeLive, startControlPlane, type ControlPlane } from './control-plane.ts'
import { applyAll, example, kubectl, runYwq, synthesized, workFolder } from './main-job.ts'

describeLive('unchanged stacks', () => {
  let plane: ControlPlane
  let stacks: readonly StackEntry[] = []
  const folder = workFolder()
  const out = join(folder, 'cdktf.out')
  const estate = example('minimal')
  const live = async (): Promise<LiveObjects> => {
    const objects = await readLiveObjects({ kubeconfig: plane.kubeconfig, contexts: new Map() }, 'city')
    if (objects === null) throw new Error('the cluster could not be read')
    return objects
  }
  const changed = async (): Promise<readonly string[]> => {
    const objects = await live()
    return stacks.filter((s) => !isUnchanged(s, objects)).map((s) => s.name)
  }
  /** Where the stack's local backend keeps its state (Terraform itself did not run here). */
  const stateOf = (stack: StackEntry): string => {
    const { terraform } = JSON.parse(readFileSync(join(stack.folder, 'cdk.tf.json'), 'utf8')) as { terraform: { backend: { local: { path: string } } } }
    return join(stack.folder, terraform.backend.local.path)
  }

  beforeAll(async () => {
    plane = await startControlPlane({ nodes: 2, extraTokens: [{ user: 'nobody', groups: [] }] })
    await runYwq(['synth', '--estate', estate, '--outdir', out])
    for (const snapshot of await synthesized(out, estate)) if (snapshot.cluster === 'city') expect(await applyAll(plane, snapshot)).toEqual([])
    stacks = listStacks(out).filter((s) => s.cluster === 'city')
    for (const stack of stacks) {
      mkdirSync(join(stack.folder, '.terraform'), { recursive: true })
      writeFileSync(stateOf(stack), '{}')
    }
  }, 180_000)
  afterAll(async () => {
    await plane.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('nothing was applied before the first apply', async () => expect(await changed()).toEqual(stacks.map((s) => s.name)))

  it('everything stays as it was applied, while controllers write status', async () => {
    const objects = await live()
    for (const stack of stacks) rememberApplied(stack, objects)
    expect(stacks.length).toBeGreaterThan(4)
    expect(await changed()).toEqual([])
  })

  it('a label, a rule and a deleted object each send Terraform to their own stack', async () => {
    const [policy = ''] = kubectl(plane, '-n', 'hr--insurance--web', 'get', 'networkpolicy', '-o', 'name').split('\n')
    kubectl(plane, 'label', 'namespace', 'hr--insurance--web', 'by-hand=yes')
    expect(await changed()).toEqual(['city_space_hr'])
    kubectl(plane, 'label', 'namespace', 'hr--insurance--web', 'by-hand-')
    expect(await changed()).toEqual([])
    const kept = kubectl(plane, '-n', 'hr--insurance--web', 'get', policy, '-o', 'json')
    kubectl(plane, '-n', 'hr--insurance--web', 'delete', policy)
    expect(await changed()).toEqual(['city_space_hr'])
    const again = join(folder, 'again.json')
    writeFileSync(again, kept)
    kubectl(plane, 'create', '-f', again)
    // Another object of the same name: Terraform's state knows the name only, but its eyes are better than ours.
    expect(await changed()).toEqual(['city_space_hr'])
    const objects = await live()
    for (const stack of stacks) rememberApplied(stack, objects)
  })

  it('a changed configuration, a lost state and another cluster do too', async () => {
    const stack = stacks.find((s) => s.name === 'city_apps_hr')
    if (stack === undefined) throw new Error('no city_apps_hr')
    const config = join(stack.folder, 'cdk.tf.json')
    const text = readFileSync(config, 'utf8')
    writeFileSync(config, text.replace('"replicas"', '"replicas" '))
    expect(await changed()).toEqual([stack.name])
    writeFileSync(config, text)
    rmSync(stateOf(stack))
    expect(await changed()).toEqual([stack.name])
    const objects = await live()
    expect(stacks.filter((s) => isUnchanged(s, { ...objects, cluster: 'another' }))).toEqual([])
  })

  it('a reader who may not list is no reason to skip', async () => {
    expect(await readLiveObjects({ kubeconfig: await plane.kubeconfigFor('nobody'), contexts: new Map() }, 'city')).toBeNull()
  })
})
