/**
 * Server-side apply of many objects with strict field validation (Kubernetes docs, "Server-Side Apply", "Field validation").
 * Order: namespaces and custom resource definitions, then everything else, then Pods; within each, up to 16 at once.
 */
import { kubeClient } from './kube-client.ts'
import type { KubeClient, KubeConnection, KubeResponse } from './kube-client.ts'

export interface ApplicableObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
}

export interface ApplyOptions {
  /** @default ywq-test */
  readonly fieldManager?: string
  /** Take over fields of other managers instead of a 409. @default false */
  readonly force?: boolean
  /** Validate and admit, store nothing. @default false */
  readonly dryRun?: boolean
  /** Requests in flight. @default 16 */
  readonly concurrency?: number
}

export interface ApplyResult<T extends ApplicableObject = ApplicableObject> {
  readonly object: T
  readonly ok: boolean
  /** HTTP status; 0 when no request could be made (unknown kind). */
  readonly status: number
  /** The server's message when not ok, else ''. */
  readonly message: string
}

interface Resource {
  readonly name: string
  readonly kind: string
  readonly namespaced: boolean
}

/**
 * Applies the objects.
 * @returns one result an object, in the order given; a refused object is a result, not an error
 * @throws Error only when the server cannot be reached
 */
export async function applyObjects<T extends ApplicableObject>(
  connection: KubeConnection,
  objects: readonly T[],
  options: ApplyOptions = {},
): Promise<readonly ApplyResult<T>[]> {
  const client = kubeClient(connection)
  const find = resourceFinder(client, objects.some(({ kind }) => kind === 'CustomResourceDefinition'))
  const results = new Map<T, ApplyResult<T>>()
  try {
    for (const wave of waves(objects)) {
      const queue = [...wave]
      const worker = async (): Promise<void> => {
        for (let object = queue.shift(); object !== undefined; object = queue.shift()) {
          results.set(object, await applyOne(client, find, object, options))
        }
      }
      await Promise.all(Array.from({ length: Math.min(options.concurrency ?? 16, wave.length) }, worker))
    }
  } finally {
    client.close()
  }
  return objects.flatMap((object) => results.get(object) ?? [])
}

function waves<T extends ApplicableObject>(objects: readonly T[]): readonly (readonly T[])[] {
  const wave = ({ kind }: T): number =>
    kind === 'Namespace' || kind === 'CustomResourceDefinition' ? 0 : kind === 'Pod' ? 2 : 1
  return [0, 1, 2].map((number) => objects.filter((object) => wave(object) === number))
}

async function applyOne<T extends ApplicableObject>(
  client: KubeClient,
  find: ResourceFinder,
  object: T,
  options: ApplyOptions,
): Promise<ApplyResult<T>> {
  const resource = await find(object.apiVersion, object.kind)
  if (resource === undefined) {
    const message = `服务器没有资源类型 ${object.apiVersion} ${object.kind} / the server has no such kind`
    return { object, ok: false, status: 0, message }
  }
  const namespace = object.metadata.namespace ?? 'default'
  const scope = resource.namespaced ? `/namespaces/${encodeURIComponent(namespace)}` : ''
  const path = `${groupPath(object.apiVersion)}${scope}/${resource.name}/${encodeURIComponent(object.metadata.name)}`
  const send = (): Promise<KubeResponse> =>
    client.request('PATCH', path, {
      body: object,
      contentType: 'application/apply-patch+yaml',
      query: {
        fieldManager: options.fieldManager ?? 'ywq-test',
        fieldValidation: 'Strict',
        ...(options.force === true ? { force: 'true' } : {}),
        ...(options.dryRun === true ? { dryRun: 'All' } : {}),
      },
    })
  let response = await send()
  for (let attempt = 0; attempt < 50 && isTransient(object, response); attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 200))
    response = await send()
  }
  const ok = response.status >= 200 && response.status < 300
  return { object, ok, status: response.status, message: ok ? '' : messageOf(response.body) }
}

// Two answers mean "not yet": 429 (priority and fairness), and a Pod in a namespace whose default ServiceAccount
// the controller has not made yet. Everything else is the verdict.
function isTransient({ kind }: ApplicableObject, { status, body }: KubeResponse): boolean {
  if (status === 429) return true
  return kind === 'Pod' && status === 403 && messageOf(body).includes('error looking up service account')
}

/** The message of a Status object; the text itself where the body is not one. */
export function messageOf(body: unknown): string {
  if (typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string') return body.message
  return typeof body === 'string' ? body : JSON.stringify(body)
}

type ResourceFinder = (apiVersion: string, kind: string) => Promise<Resource | undefined>

// Looks a kind up in the server's discovery, once a group version. With new definitions about, a kind that is not
// there yet is asked for again for up to 10 s: a definition is served only a moment after it was stored.
function resourceFinder(client: KubeClient, patient: boolean): ResourceFinder {
  const discovered = new Map<string, Promise<readonly Resource[]>>()
  const lookUp = async (apiVersion: string, kind: string): Promise<Resource | undefined> => {
    const known = discovered.get(apiVersion) ?? discover(client, apiVersion)
    discovered.set(apiVersion, known)
    return (await known).find((resource) => resource.kind === kind)
  }
  return async (apiVersion, kind) => {
    let resource = await lookUp(apiVersion, kind)
    for (let attempt = 0; patient && resource === undefined && attempt < 50; attempt++) {
      await new Promise((resolve) => setTimeout(resolve, 200))
      discovered.delete(apiVersion)
      resource = await lookUp(apiVersion, kind)
    }
    return resource
  }
}

async function discover(client: KubeClient, apiVersion: string): Promise<readonly Resource[]> {
  const { status, body } = await client.get(groupPath(apiVersion))
  if (status === 404) return []
  if (status !== 200) throw new Error(`读取资源类型失败 discovery of ${apiVersion} failed: ${status} ${messageOf(body)}`)
  const list = body as { readonly resources?: readonly Resource[] }
  // Subresources ("pods/status") carry their own or their parent's kind.
  return (list.resources ?? []).filter(({ name }) => !name.includes('/'))
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
}
