// An owned pod is judged through its owner: what the template says too is said once, what only the pod has is a finding of the pod.
import { describe, expect, it } from 'vitest'
import { audit } from '../policies/audit.ts'
import { checks } from '../policies/checks/index.ts'
import { parseManifests } from '../policies/sources/manifests.ts'

const pod = `metadata: { annotations: { container.apparmor.security.beta.kubernetes.io/app: unconfined } }
spec: { hostPID: true, containers: [{ name: app, image: nginx }] }`
const indent = (text: string, by: number): string => text.replace(/^/gm, ' '.repeat(by))
const owner = (kind: string, name: string, uid: string): string => `ownerReferences: [{ apiVersion: apps/v1, kind: ${kind}, name: ${name}, uid: ${uid}, controller: true }]`

const manifests = (podText: string): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: web, uid: u1 }
spec:
  template:
${indent(pod, 4)}
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: { name: web-1, namespace: web, uid: u2, ${owner('Deployment', 'web', 'u1')} }
spec:
  template:
${indent(pod, 4)}
---
apiVersion: v1
kind: Pod
${podText.replace('metadata: {', `metadata: { name: web-1-a, namespace: web, uid: u3, ${owner('ReplicaSet', 'web-1', 'u2')},`)}
`

const fails = (podText: string): readonly string[] => {
  const snapshot = parseManifests(manifests(podText), 'live.yaml', { readAt: '2026-06-30T12:00:00+08:00' })
  expect(snapshot.unreadable).toEqual([])
  const selection = { checks: checks.filter((c) => c.pss?.profile === 'baseline'), clauses: () => [], defaultLevel: 3, fixedLevel: null, parameter: () => 0 } as const
  return audit([snapshot], { now: 0, pssMinor: 34, estate: null, selection }).filter((f) => f.result === 'fail').map((f) => `${f.subject.kind} ${f.check} ${f.path}`)
}

describe('owned pods', () => {
  it('say nothing that their template says already', () => {
    expect(fails(pod)).toEqual([
      'Deployment apparmor-profile-allowed spec.template.metadata.annotations[container.apparmor.security.beta.kubernetes.io/app]',
      'Deployment no-host-namespaces spec.template.spec.hostPID',
    ])
  })

  it('say what only they have', () => {
    expect(fails(pod.replace('hostPID: true', 'hostPID: true, hostNetwork: true'))).toContain('Pod no-host-namespaces spec.hostNetwork')
    expect(fails(pod.replace('nginx }]', 'nginx, securityContext: { privileged: true } }]'))).toContain('Pod no-privileged-container spec.containers[app].securityContext.privileged')
  })
})
