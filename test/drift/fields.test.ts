/** Field comparison, from the API reference v1.34: what the server fills in is no change, everything else is one. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldChanges, pathText } from '../../policies/drift/fields.ts'
import type { Dictionary } from '../../policies/sources/kubernetes-object.ts'

const brief = (declared: Dictionary, live: Dictionary): readonly string[] => fieldChanges(declared, live).map((c) => `${c.change} ${pathText(c.steps)}`)

const container = { name: 'web', image: 'r/web@sha256:1', ports: [{ name: 'http', containerPort: 8080 }], resources: { requests: { cpu: '1000m', memory: '1Gi' } }, securityContext: { allowPrivilegeEscalation: false } }
const deployment = (spec: Dictionary = {}, c: Dictionary = container, more: Dictionary = {}): Dictionary => ({ spec: { replicas: 2, template: { spec: { hostNetwork: false, containers: [c], ...more } }, ...spec } })
const asServed = deployment(
  { revisionHistoryLimit: 10, progressDeadlineSeconds: 600, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } } },
  { ...container, ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }], resources: { requests: { cpu: 1, memory: '1024Mi' } }, imagePullPolicy: 'IfNotPresent', terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' },
  { dnsPolicy: 'ClusterFirst', restartPolicy: 'Always', schedulerName: 'default-scheduler', securityContext: {}, terminationGracePeriodSeconds: 30, hostNetwork: undefined },
)

describe('fields', () => {
  it('of the server and its defaults are no drift; equal quantities and ports are equal', () => {
    expect(brief(deployment(), { ...asServed, status: { replicas: 2 }, metadata: { uid: 'u', resourceVersion: '1', annotations: { 'deployment.kubernetes.io/revision': '1' } } })).toEqual([])
  })

  const spec = (change: Dictionary): Dictionary => deployment({}, { ...container, ...change })
  it.each<readonly [string, Dictionary, Dictionary, readonly string[]]>([
    ['an image', deployment(), spec({ image: 'other' }), ['changed spec.template.spec.containers[name=web].image']],
    ['a hardening field taken away', deployment(), spec({ securityContext: {} }), ['removed spec.template.spec.containers[name=web].securityContext.allowPrivilegeEscalation']],
    ['a container more', deployment(), deployment({}, container, { containers: [container, { name: 'spy', image: 'x' }] }), ['added spec.template.spec.containers[name=spy]']],
    ['a container gone', deployment({}, container, { containers: [container, { name: 'log', image: 'x' }] }), deployment(), ['removed spec.template.spec.containers[name=log]']],
    ['a default with another value', deployment(), deployment({}, container, { dnsPolicy: 'None' }), ['added spec.template.spec.dnsPolicy']],
    ['the host network', deployment(), deployment({}, container, { hostNetwork: true }), ['changed spec.template.spec.hostNetwork']],
    ['a label', { metadata: { labels: { a: '1' } } }, { metadata: { labels: { a: '1', b: '2' } } }, ['added metadata.labels.b']],
    ['a rule that allows all, where none was declared', { spec: { podSelector: {}, policyTypes: ['Ingress'] } }, { spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] } }, ['added spec.ingress']],
    ['an empty selector in a peer: it selects everything', { spec: { ingress: [{ from: [{ podSelector: { matchLabels: { a: 'b' } } }] }] } }, { spec: { ingress: [{ from: [{ podSelector: { matchLabels: { a: 'b' } }, namespaceSelector: {} }] }] } }, ['added spec.ingress[0].from[0].namespaceSelector']],
    ['a verb more', { rules: [{ verbs: ['get'], resources: ['pods'] }] }, { rules: [{ verbs: ['get', 'delete'], resources: ['pods'] }] }, ['changed rules[0].verbs']],
    ['a rule more', { rules: [{ verbs: ['get'] }] }, { rules: [{ verbs: ['get'] }, { verbs: ['*'] }] }, ['changed rules']],
    ['the order of arguments', deployment({}, { ...container, args: ['a', 'b'] }), deployment({}, { ...container, args: ['b', 'a'] }), ['changed spec.template.spec.containers[name=web].args']],
    ['a policy of fewer types', { spec: { podSelector: {} } }, { spec: { podSelector: {}, policyTypes: ['Egress'] } }, ['added spec.policyTypes']],
    ['the target of a Service', { spec: { ports: [{ name: 'a', port: 80, targetPort: 8080 }] } }, { spec: { ports: [{ name: 'a', port: 80, targetPort: 9090, protocol: 'TCP' }] } }, ['changed spec.ports[port=80,protocol=TCP].targetPort']],
  ])('%s is drift', (_what, declared, live, changes) => expect(brief(declared, live)).toEqual(changes))

  it.each<readonly [string, Dictionary, Dictionary]>([
    ['the order of verbs', { rules: [{ verbs: ['get', 'list'] }] }, { rules: [{ verbs: ['list', 'get'] }] }],
    ['the order of containers', { spec: { containers: [{ name: 'a' }, { name: 'b' }] } }, { spec: { containers: [{ name: 'b' }, { name: 'a' }] } }],
    ['an empty list', { spec: { ingress: [] } }, { spec: {} }],
    ['policyTypes that follow from the rules', { spec: { podSelector: {} } }, { spec: { podSelector: {}, policyTypes: ['Ingress'] } }],
    ['a default of a limit range', { spec: { limits: [{ type: 'Container', max: { cpu: '2' } }] } }, { spec: { limits: [{ type: 'Container', max: { cpu: '2' }, default: { cpu: '2' }, defaultRequest: { cpu: '2' } }] } }],
    ['a targetPort that is the port', { spec: { ports: [{ name: 'a', port: 80 }] } }, { spec: { ports: [{ name: 'a', port: 80, targetPort: 80, protocol: 'TCP' }] } }],
  ])('%s is none', (_what, declared, live) => expect(brief(declared, live)).toEqual([]))

  const json = fc.jsonValue({ maxDepth: 4 }).filter((v): v is { readonly [k: string]: never } => typeof v === 'object' && v !== null && !Array.isArray(v))
  it('never differ from themselves, and always from an object with one scalar changed', () => {
    fc.assert(fc.property(json, (object) => {
      expect(brief({ spec: object }, { spec: structuredClone(object) })).toEqual([])
    }))
    fc.assert(fc.property(json, fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (object, a, b) => {
      fc.pre(a !== b && Number.isNaN(Number(a)) && Number.isNaN(Number(b)) && !/^[\d.]/.test(a))
      expect(brief({ spec: { ...object, mark: a } }, { spec: { ...structuredClone(object), mark: b } })).toEqual(['changed spec.mark'])
    }))
  })
})
