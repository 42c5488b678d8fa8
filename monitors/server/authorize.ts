/** Who may read off loopback: bearer tokens of a file, or Kubernetes' own TokenReview and SubjectAccessReview. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Authorize } from './listener.ts'

/**
 * Tokens of a file, one a line (`#` starts a comment). `read` is asked again at each use, so that rotation needs no restart.
 * Hashes are compared in constant time, so that neither length nor content leaks.
 */
export function bearerFile(read: () => string): Authorize {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
  return (bearer) => {
    if (bearer === undefined) return Promise.resolve('unauthenticated')
    const tokens = read()
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'))
    const asked = hash(bearer)
    let known = false
    for (const token of tokens) known = timingSafeEqual(hash(token), asked) || known
    return Promise.resolve(known ? 'allow' : 'unauthenticated')
  }
}

/** POSTs a review object to the API server and returns its answer. */
export type Review = (path: string, body: Readonly<Record<string, unknown>>) => Promise<unknown>

/**
 * The caller's token is shown to the API server (TokenReview); who it is must be allowed `get` on the non-resource URL
 * (SubjectAccessReview), as kube-rbac-proxy users expect. Decisions are kept for 30 s.
 */
export function kubernetesReview(review: Review, clock: () => number): Authorize {
  const kept = new Map<string, { readonly until: number; readonly decision: 'allow' | 'unauthenticated' | 'forbidden' }>()
  return async (bearer, path) => {
    if (bearer === undefined) return 'unauthenticated'
    const key = `${createHash('sha256').update(bearer).digest('hex')} ${path}`
    const old = kept.get(key)
    if (old !== undefined && old.until > clock()) return old.decision
    const decision = await decide(review, bearer, path)
    if (kept.size > 1000) kept.clear()
    kept.set(key, { until: clock() + 30_000, decision })
    return decision
  }
}

async function decide(review: Review, bearer: string, path: string): Promise<'allow' | 'unauthenticated' | 'forbidden'> {
  const who = status(await review('/apis/authentication.k8s.io/v1/tokenreviews', { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: { token: bearer } }))
  const user = record(who['user'])
  if (who['authenticated'] !== true || typeof user['username'] !== 'string') return 'unauthenticated'
  const may = status(
    await review('/apis/authorization.k8s.io/v1/subjectaccessreviews', {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      spec: { user: user['username'], groups: user['groups'], extra: user['extra'], uid: user['uid'], nonResourceAttributes: { path, verb: 'get' } },
    }),
  )
  return may['allowed'] === true ? 'allow' : 'forbidden'
}

const status = (answer: unknown): Readonly<Record<string, unknown>> => record(record(answer)['status'])

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}
