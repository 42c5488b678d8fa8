/**
 * The synth source against the real provider and the real API server: what we read from cdk.tf.json is accepted by strict field
 * validation, and is what the provider's apply leaves in the cluster, after the server's own defaults.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { kindByName } from '../../policies/kinds.ts'
import { readInput } from '../../policies/sources/detect.ts'
import type { Subject } from '../../policies/subject.ts'
import { maximal } from '../sources/terraform/maximal.ts'
import { describeLive, startControlPlane, type ControlPlane } from './control-plane.ts'

const readAt = '2026-11-21T00:00:00Z'

function terraformHere(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'ywq-terraform-'))
  try {
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ terraform: maximal.terraform }))
    terraform(folder, 'init', '-no-color', '-input=false')
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function terraform(folder: string, ...args: string[]): string {
  const environment: NodeJS.ProcessEnv = { ...process.env, CHECKPOINT_DISABLE: '1' }
  delete environment['TF_CLI_CONFIG_FILE']
  return execFileSync('terraform', args, { cwd: folder, encoding: 'utf8', env: environment, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 })
}

const present = terraformHere()
if (!present) console.warn('跳过 skipped: terraform init 找不到 hashicorp/kubernetes 2.38.0 / terraform init does not find the provider')

describeLive('synth source and the real provider', () => {
  describe.skipIf(!present)('one rich resource a type', () => {
    let plane: ControlPlane
    let folder: string
    let subjects: readonly Subject[]
    let plan: readonly Subject[]
    const defaulted = new Map<string, unknown>()

    beforeAll(async () => {
      plane = await startControlPlane({ nodes: 1 })
      folder = mkdtempSync(join(tmpdir(), 'ywq-synth-'))
      const stack = join(folder, 'stacks', 'max')
      mkdirSync(stack, { recursive: true })
      writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ version: '0.21.0', stacks: { max: { name: 'max', synthesizedStackPath: 'stacks/max/cdk.tf.json' } } }))
      writeFileSync(join(stack, 'cdk.tf.json'), JSON.stringify({ ...maximal, resource: inOrder(maximal.resource), provider: { kubernetes: [{ config_path: plane.kubeconfig }] } }))
      const [snapshot] = await readInput(folder, { readAt })
      expect(snapshot?.unreadable).toEqual([])
      subjects = snapshot?.subjects ?? []
      await create('Namespace', '', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'scratch' } }, false)
      await create('PriorityClass', '', { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'scratch' }, value: 1000, preemptionPolicy: 'Never' }, false)
      for (const subject of subjects) defaulted.set(keyOf(subject), await create(subject.kind, subject.namespace === '' ? '' : 'scratch', elsewhere(subject), true))
      terraform(stack, 'init', '-no-color', '-input=false')
      terraform(stack, 'plan', '-no-color', '-input=false', '-out=plan')
      writeFileSync(join(folder, 'plan.json'), terraform(stack, 'show', '-json', 'plan'))
      const [planned] = await readInput(join(folder, 'plan.json'), { readAt })
      expect(planned?.unreadable).toEqual([])
      plan = planned?.subjects ?? []
      terraform(stack, 'apply', '-no-color', '-input=false', '-auto-approve', 'plan')
    }, 300_000)

    afterAll(async () => {
      await plane.stop()
      rmSync(folder, { recursive: true, force: true })
    })

    async function create(kind: string, namespace: string, body: unknown, dryRun: boolean): Promise<unknown> {
      const answer = await plane.client.request('POST', pathOf(kind, namespace), { body, query: { fieldValidation: 'Strict', ...(dryRun ? { dryRun: 'All' } : {}) } })
      return answer.status < 300 ? answer.body : `${answer.status} ${JSON.stringify((answer.body as { message?: string }).message)}`
    }

    test('every object passes strict field validation', () => {
      const refused = [...defaulted].filter(([, body]) => typeof body === 'string')
      expect(refused).toEqual([])
    })

    test('plan and synth give the same objects', () => {
      const bare = (list: readonly Subject[]): unknown => Object.fromEntries(list.map((s) => [keyOf(s), orderless(s.object)]))
      expect(bare(plan)).toEqual(bare(subjects))
    })

    test('the applied objects are the ones we read, after the defaults of the server', async () => {
      const differences: string[] = []
      for (const subject of subjects) {
        const live = (await plane.client.get(`${pathOf(subject.kind, subject.namespace)}/${subject.name}`)).body
        differences.push(...compare(wanted(defaulted.get(keyOf(subject))), wanted(live), keyOf(subject)))
      }
      expect(differences).toEqual([])
    })
  })
})

/** What the objects need is there before them: the namespace, and the priority class of the pods. */
function inOrder(resource: Readonly<Record<string, Readonly<Record<string, object>>>>): unknown {
  const first = ['kubernetes_namespace_v1.max', 'kubernetes_namespace_v1.limited', 'kubernetes_priority_class_v1.max']
  return Object.fromEntries(Object.entries(resource).map(([type, named]) => [
    type,
    Object.fromEntries(Object.entries(named).map(([name, body]) => [name, first.includes(`${type}.${name}`) ? body : { ...body, depends_on: first }])),
  ]))
}

function pathOf(kind: string, namespace: string): string {
  const info = kindByName.get(kind)
  if (info === undefined) throw new Error(`kind ${kind}`)
  return `${info.group === '' ? '/api' : `/apis/${info.group}`}/${info.version}${namespace === '' ? '' : `/namespaces/${namespace}`}/${info.resource}`
}

const keyOf = (s: Subject): string => `${s.kind}/${s.namespace}/${s.name}`

/** The object in a namespace that exists before the apply; objects outside namespaces under a name that is free. */
function elsewhere({ object, namespace, name, kind }: Subject): unknown {
  const metadata = object['metadata'] as Record<string, unknown>
  const text = JSON.stringify({ ...object, metadata: namespace === '' ? { ...metadata, name: `${name}-scratch` } : { ...metadata, namespace: 'scratch', name: kind === 'ServiceAccount' && name === 'default' ? 'default-scratch' : name } })
  return JSON.parse(text.replaceAll('"priorityClassName":"max"', '"priorityClassName":"scratch"')) as unknown
}

/** What an author can set: everything but identity, status and what the server assigns. */
function wanted(body: unknown): unknown {
  const { metadata, ...rest } = body as Record<string, unknown> & { metadata: Record<string, unknown> }
  delete rest['status']
  // Values of Secrets are never read; the token volume has a name of its own in each Pod.
  if (rest['kind'] === 'Secret') rest['data'] = Object.keys(rest['data'] ?? {})
  const text = JSON.stringify({ ...rest, metadata: { labels: metadata['labels'], annotations: metadata['annotations'] } })
  const plain = JSON.parse(text.replaceAll('"priorityClassName":"scratch"', '"priorityClassName":"max"').replace(/kube-api-access-\w+/g, 'kube-api-access')) as Record<string, unknown>
  return orderless(plain)
}

/** Written by servers and controllers. */
const assigned = /^(clusterIPs?|nodePort|nodeName|uid|controller-uid|batch\.kubernetes\.io\/(controller-uid|job-name)|job-name|deployment\.kubernetes\.io\/revision|deprecated\.daemonset\.template\.generation|kubernetes\.io\/metadata\.name|secrets|finalizers|volumeName|claimRef|pv\.kubernetes\.io\/.*|creationTimestamp)$/
/** Sets of the provider: their order is nobody's. */
const sets = /^(values|verbs|resources|apiGroups|accessModes|except|externalIPs|add|drop|supplementalGroups|imagePullSecrets|mountOptions)$/

function orderless(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const list = value.map((v: unknown) => orderless(v))
    return sets.test(key) ? list.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : list
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([k]) => !assigned.test(k)).map(([k, v]) => [k, orderless(v, k)]))
}

function compare(ours: unknown, theirs: unknown, path: string): string[] {
  if (isObject(ours) && isObject(theirs)) {
    return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].flatMap((key) => compare(ours[key], theirs[key], `${path}.${key}`))
  }
  const empty = (v: unknown): boolean => v === undefined || v === '' || (isObject(v) && Object.keys(v).length === 0)
  return JSON.stringify(ours) === JSON.stringify(theirs) || (empty(ours) && empty(theirs)) ? [] : [`${path}: ours ${JSON.stringify(ours)}, applied ${JSON.stringify(theirs)}`]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
