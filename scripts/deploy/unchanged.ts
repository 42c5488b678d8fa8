/**
 * Which stacks need no Terraform: neither what they declare nor any of their objects in the cluster changed since their last apply.
 * Terraform takes seconds of processor time a stack to find that out (it starts the provider and reads object by object); one list a
 * kind answers for all stacks. What is compared is the object as the server holds it, so a change by any hand sends Terraform there.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isDictionary, type Dictionary } from '../../policies/sources/kubernetes-object.ts'
import { connect } from '../../policies/sources/live/connection.ts'
import { readLive } from '../../policies/sources/live.ts'
import { readStackFile } from '../../policies/sources/synth.ts'
import { subjectKey, type Snapshot, type Subject } from '../../policies/subject.ts'
import { connectionEnvironment, contextOf, type Connection } from './connection.ts'
import type { StackEntry } from './stack-list.ts'

const stamp = join('.terraform', 'ywq-applied')

/** Objects of a cluster by subjectKey, and what tells the cluster from another: the UID of kube-system. */
export interface LiveObjects {
  readonly cluster: string
  readonly objects: ReadonlyMap<string, Subject>
}

/** @returns null where the cluster cannot be read by us: Terraform will say what is wrong, or reach it in a way we do not know */
export async function readLiveObjects(connection: Connection, cluster: string): Promise<LiveObjects | null> {
  const { KUBE_CONFIG_PATH: path = process.env['KUBE_CONFIG_PATH'] } = connectionEnvironment(connection, cluster)
  const context = contextOf(connection, cluster)
  // Several files or none: the provider's own rules apply, which are not ours to guess.
  if (path === undefined || path === '') return null
  try {
    const server = await connect({ kubeconfig: path, ...(context === undefined ? {} : { context }) })
    try {
      return index(await readLive(server, { cluster, estate: null, readAt: new Date().toISOString() }))
    } finally {
      server.close()
    }
  } catch {
    return null
  }
}

function index(snapshot: Snapshot): LiveObjects | null {
  const objects = new Map(snapshot.subjects.map((subject) => [subjectKey(subject), subject]))
  const system = objects.get('/Namespace//kube-system')
  return system === undefined ? null : { cluster: system.location, objects }
}

export const wasApplied = (stack: StackEntry): boolean => existsSync(join(stack.folder, stamp))

/** True where the stack was applied here before and nothing of it changed since, in the folder or in the cluster. */
export function isUnchanged(stack: StackEntry, live: LiveObjects): boolean {
  return wasApplied(stack) && readFileSync(join(stack.folder, stamp), 'utf8') === footprint(stack, live)
}

/** After an apply: what its objects look like now. */
export function rememberApplied(stack: StackEntry, live: LiveObjects): void {
  const found = footprint(stack, live)
  if (found !== null) writeFileSync(join(stack.folder, stamp), found)
}

/** @returns null where an object is missing, or the stack holds something that we cannot find in the cluster */
function footprint(stack: StackEntry, live: LiveObjects): string | null {
  const path = join(stack.folder, 'cdk.tf.json')
  const text = readFileSync(path, 'utf8')
  const config: unknown = JSON.parse(text)
  if (!isDictionary(config) || !hasState(config, stack.folder)) return null
  const snapshots = readStackFile(path, { cluster: stack.cluster, estate: null, readAt: '' }, config)
  const declared = snapshots.flatMap((s) => s.subjects)
  if (snapshots.some((s) => s.unreadable.length > 0) || declared.length !== resourceCount(config)) return null
  const hash = createHash('sha256').update(`ywq.applied/1\n${live.cluster}\n${text}\n`)
  for (const key of declared.map(subjectKey).sort()) {
    const object = live.objects.get(key)
    if (object === undefined) return null
    hash.update(`${key}\n${JSON.stringify(withoutServerNotes(object.object))}\n`)
  }
  return hash.digest('hex')
}

/** A local state that is gone must be Terraform's to see; a remote one we cannot look at. */
function hasState({ terraform }: Dictionary, folder: string): boolean {
  const backend = isDictionary(terraform) ? terraform['backend'] : undefined
  const local = isDictionary(backend) ? backend['local'] : {}
  if (local === undefined) return true
  const path = isDictionary(local) && typeof local['path'] === 'string' ? local['path'] : 'terraform.tfstate'
  return existsSync(resolve(folder, path))
}

function resourceCount({ resource }: Dictionary): number {
  return isDictionary(resource) ? Object.values(resource).reduce<number>((sum, named) => sum + (isDictionary(named) ? Object.keys(named).length : 0), 0) : 0
}

/** The object without what the server writes as time passes (Kubernetes API conventions, Metadata; Spec and Status). */
function withoutServerNotes(object: Dictionary): Dictionary {
  const { metadata } = object
  if (!isDictionary(metadata)) return object
  const annotations = isDictionary(metadata['annotations']) ? { annotations: without(metadata['annotations'], rollouts) } : {}
  return { ...without(object, serverFields), metadata: { ...without(metadata, serverMetadata), ...annotations } }
}

const serverFields: ReadonlySet<string> = new Set(['status'])
const serverMetadata: ReadonlySet<string> = new Set(['managedFields', 'resourceVersion', 'generation'])
/** The deployment controller's count. */
const rollouts: ReadonlySet<string> = new Set(['deployment.kubernetes.io/revision'])

function without(object: Dictionary, keys: ReadonlySet<string>): Dictionary {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.has(key)))
}
