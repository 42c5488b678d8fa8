/** Writers by metadata.managedFields (Kubernetes docs, Server-Side Apply) and persons by the audit log (audit.k8s.io/v1). */
import { describe, expect, it } from 'vitest'
import { readAuditTrail } from '../../policies/drift/audit-trail.ts'
import { lastWriter, writerOf } from '../../policies/drift/managed-fields.ts'

const object = {
  metadata: {
    managedFields: [
      { manager: 'HashiCorp', operation: 'Update', time: '2026-01-01T00:00:00Z', fieldsV1: { 'f:spec': { 'f:replicas': {}, 'f:ingress': {}, 'f:template': { 'f:spec': { 'f:containers': { 'k:{"name":"web"}': { '.': {}, 'f:image': {}, 'f:ports': { '.': {}, 'k:{"containerPort":80,"protocol":"TCP"}': { '.': {}, 'f:name': {} } } } } } } } } },
      { manager: 'kubectl-edit', operation: 'Update', time: '2026-02-01T00:00:00Z', fieldsV1: { 'f:spec': { 'f:template': { 'f:spec': { 'f:containers': { 'k:{"name":"web"}': { 'f:image': {} } } } } } } },
      { manager: 'kube-controller-manager', operation: 'Update', time: '2026-03-01T00:00:00Z', subresource: 'scale', fieldsV1: { 'f:spec': { 'f:replicas': {} } } },
      { manager: 'kubelet', operation: 'Update', time: '2026-04-01T00:00:00Z', subresource: 'status', fieldsV1: { 'f:status': {} } },
    ],
  },
}
const template = ['spec', 'template', 'spec', 'containers', { name: 'web' }] as const

describe('writers', () => {
  it.each([
    ['the latest writer of a field', [...template, 'image'], 'kubectl-edit'],
    ['an element by several keys', [...template, 'ports', { containerPort: 80, protocol: 'TCP' }, 'name'], 'HashiCorp'],
    ['what is inside an atomic list', ['spec', 'ingress', 0, 'from'], 'HashiCorp'],
    ['a controller through a subresource', ['spec', 'replicas'], 'kube-controller-manager'],
    ['nobody for a field that is not recorded', ['spec', 'paused'], undefined],
    ['nobody for another container', ['spec', 'template', 'spec', 'containers', { name: 'log' }, 'image'], undefined],
  ])('are %s', (_what, steps, manager) => expect(writerOf(object, steps)?.manager).toBe(manager))

  it('of the object are people rather than control loops', () => {
    expect(lastWriter(object)).toEqual({ manager: 'kubectl-edit', operation: 'Update', time: '2026-02-01T00:00:00Z' })
    expect(lastWriter({ metadata: {} })).toBeNull()
    expect(lastWriter({ metadata: { managedFields: [{ manager: 'x', fieldsV1: { 'k:{broken': {} } }] } })?.manager).toBe('x')
  })
})

const event = (verb: string, username: string, name: string | undefined, time: string, more: object = {}): string =>
  JSON.stringify({ kind: 'Event', stage: 'ResponseComplete', verb, user: { username }, objectRef: { resource: 'networkpolicies', apiGroup: 'networking.k8s.io', namespace: 'a', ...(name === undefined ? {} : { name }) }, responseStatus: { code: 200 }, stageTimestamp: time, ...more })
const policy = { group: 'networking.k8s.io', kind: 'NetworkPolicy', namespace: 'a', name: 'deny' }

describe('audit trail', () => {
  it('tells the last person who wrote; refused acts, readers and machines do not count, broken lines are counted', async () => {
    const trail = await readAuditTrail([
      event('create', 'ywq', 'deny', '2026-01-01T00:00:00Z'),
      event('delete', 'li-si', 'deny', '2026-01-02T00:00:00Z'),
      event('get', 'wang', 'deny', '2026-01-03T00:00:00Z'),
      event('delete', 'zhao', 'deny', '2026-01-04T00:00:00Z', { responseStatus: { code: 403 } }),
      event('update', 'system:serviceaccount:kube-system:namespace-controller', 'deny', '2026-01-05T00:00:00Z'),
      event('delete', 'sun', 'deny', '2026-01-06T00:00:00Z', { stage: 'RequestReceived' }),
      '{"cut', '',
    ])
    expect(trail.lastAct(policy)).toEqual({ user: 'li-si', verb: 'delete', time: '2026-01-02T00:00:00Z' })
    expect(trail.lastAct({ ...policy, name: 'other' })).toBeNull()
    expect(trail.badLines).toBe(1)
  })

  it('counts the deletion of a collection for every object in it', async () => {
    const trail = await readAuditTrail([event('deletecollection', 'li-si', undefined, '2026-01-02T00:00:00Z'), event('create', 'ywq', 'deny', '2026-01-01T00:00:00Z')])
    expect(trail.lastAct(policy)?.user).toBe('li-si')
  })
})
