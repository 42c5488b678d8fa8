/**
 * The same object by four ways in (cdk.tf.json, plan, manifest, live list) is the same subject with the same findings; what a synth
 * has beyond its author's words is what the provider's table says that it sends.
 */
import fc from 'fast-check'
import { dump } from 'js-yaml'
import { expect, test } from 'vitest'

import { audit } from '../../policies/audit.ts'
import { theCatalogue } from '../../policies/catalogue/catalogue.ts'
import { checks } from '../../policies/checks/index.ts'
import { parseProfile, select } from '../../policies/profile.ts'
import type { Connection } from '../../policies/sources/live/connection.ts'
import { readLive } from '../../policies/sources/live.ts'
import { parseManifests } from '../../policies/sources/manifests.ts'
import { readPlan } from '../../policies/sources/plan.ts'
import { readStackFile } from '../../policies/sources/synth.ts'
import { resourceTypes, type Block } from '../../policies/sources/terraform/table.ts'
import type { Snapshot } from '../../policies/subject.ts'

const options = { readAt: '2026-11-21T00:00:00Z' }

/** One thing said twice: as a Terraform resource and as the author of a manifest would say it. */
interface Said {
  readonly type: string
  readonly config: Record<string, unknown>
  readonly object: Record<string, unknown>
}

const word = fc.constantFrom('app', 'web', 'db', 'x1')
const labels = fc.dictionary(fc.constantFrom('app', 'tier', 'Example_Key'), fc.constantFrom('a', 'b', 'yes', '0644', '1e3', ''), { maxKeys: 2 })
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined })
const bool = optional(fc.boolean())

function given(object: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, v]) => v !== undefined))
}

/** A map with nothing in it is nothing: neither Terraform nor the API keeps it. */
const map = (value: Record<string, string>): unknown => (Object.keys(value).length === 0 ? undefined : value)

const securityContext = fc.record({ privileged: bool, escalation: bool, readOnly: bool, nonRoot: fc.boolean(), user: optional(fc.constantFrom(0, 1000)), drop: optional(fc.constant(['ALL'])), seccomp: optional(fc.constantFrom('RuntimeDefault', 'Unconfined')) }).map((c) => ({
  terraform: given({ privileged: c.privileged, allow_privilege_escalation: c.escalation, read_only_root_filesystem: c.readOnly, run_as_non_root: c.nonRoot, run_as_user: c.user === undefined ? undefined : String(c.user), capabilities: c.drop && { drop: c.drop }, seccomp_profile: c.seccomp && { type: c.seccomp } }),
  manifest: given({ privileged: c.privileged, allowPrivilegeEscalation: c.escalation, readOnlyRootFilesystem: c.readOnly, runAsNonRoot: c.nonRoot, runAsUser: c.user, capabilities: c.drop && { drop: c.drop }, seccompProfile: c.seccomp && { type: c.seccomp } }),
}))

const container = fc.record({ name: word, image: fc.constantFrom('nginx', 'r.test/a:1', `r.test/a@sha256:${'0'.repeat(64)}`), context: optional(securityContext), port: optional(fc.constantFrom(80, 8080)), env: optional(fc.constantFrom('x', 'on', '010')), limits: optional(fc.constant({ cpu: '1', memory: '64Mi' })) }).map((c) => ({
  terraform: given({ name: c.name, image: c.image, security_context: c.context?.terraform, port: c.port && [{ container_port: c.port }], env: c.env && [{ name: 'E', value: c.env }], resources: c.limits && { limits: c.limits } }),
  manifest: given({ name: c.name, image: c.image, securityContext: c.context?.manifest, ports: c.port && [{ containerPort: c.port }], env: c.env && [{ name: 'E', value: c.env }], resources: c.limits && { limits: c.limits } }),
}))

const pod = fc.record({ containers: fc.array(container, { minLength: 1, maxLength: 2 }), hostNetwork: bool, token: bool, account: optional(word), hostPath: fc.boolean(), empty: fc.boolean(), nonRoot: optional(fc.constant(true)) }).map((p) => ({
  terraform: given({ container: p.containers.map((c) => c.terraform), host_network: p.hostNetwork, automount_service_account_token: p.token, service_account_name: p.account, security_context: p.nonRoot && { run_as_non_root: true }, volume: p.hostPath || p.empty ? [...(p.hostPath ? [{ name: 'h', host_path: { path: '/x' } }] : []), ...(p.empty ? [{ name: 'e', empty_dir: {} }] : [])] : undefined }),
  manifest: given({ containers: p.containers.map((c) => c.manifest), hostNetwork: p.hostNetwork, automountServiceAccountToken: p.token, serviceAccountName: p.account, securityContext: p.nonRoot && { runAsNonRoot: true }, volumes: p.hostPath || p.empty ? [...(p.hostPath ? [{ name: 'h', hostPath: { path: '/x' } }] : []), ...(p.empty ? [{ name: 'e', emptyDir: {} }] : [])] : undefined }),
}))

const deployment = fc.record({ name: word, labels, pod, replicas: optional(fc.integer({ min: 0, max: 5 })) }).map(({ name, labels: l, pod: p, replicas }): Said => ({
  type: 'kubernetes_deployment_v1',
  config: { metadata: given({ name, namespace: 'ns', labels: map(l) }), wait_for_rollout: false, spec: given({ replicas: replicas === undefined ? undefined : String(replicas), selector: { match_labels: { app: 'a' } }, template: { metadata: { labels: { app: 'a' } }, spec: p.terraform } }) },
  object: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: given({ name, namespace: 'ns', labels: map(l) }), spec: given({ replicas, selector: { matchLabels: { app: 'a' } }, template: { metadata: { labels: { app: 'a' } }, spec: p.manifest } }) },
}))

const namespace = fc.record({ labels, level: optional(fc.constantFrom('restricted', 'baseline', 'privileged')) }).map(({ labels: l, level }): Said => {
  const all = { ...l, ...(level === undefined ? {} : { 'pod-security.kubernetes.io/enforce': level }) }
  return { type: 'kubernetes_namespace_v1', config: { metadata: given({ name: 'ns', labels: map(all) }) }, object: { apiVersion: 'v1', kind: 'Namespace', metadata: given({ name: 'ns', labels: map(all) }) } }
})

const peer = fc.constantFrom(
  { terraform: { pod_selector: {} }, manifest: { podSelector: {} } },
  { terraform: { namespace_selector: { match_labels: { a: 'b' } } }, manifest: { namespaceSelector: { matchLabels: { a: 'b' } } } },
  { terraform: { ip_block: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }, manifest: { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } } },
)
const policy = fc.record({ name: word, peers: fc.array(peer, { maxLength: 2 }), port: optional(fc.constantFrom(80, 'http')), rules: fc.boolean(), types: fc.subarray(['Ingress', 'Egress'], { minLength: 1 }) }).map(({ name, peers, port, rules, types }): Said => ({
  type: 'kubernetes_network_policy_v1',
  config: { metadata: { name, namespace: 'ns' }, spec: given({ pod_selector: {}, policy_types: types, ingress: rules ? [given({ from: peers.length === 0 ? undefined : peers.map((p) => p.terraform), ports: port === undefined ? undefined : [{ port: String(port), protocol: 'TCP' }] })] : undefined }) },
  object: { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace: 'ns' }, spec: given({ podSelector: {}, policyTypes: types, ingress: rules ? [given({ from: peers.length === 0 ? undefined : peers.map((p) => p.manifest), ports: port === undefined ? undefined : [{ port, protocol: 'TCP' }] })] : undefined }) },
}))

const everything = fc.tuple(namespace, fc.array(deployment, { maxLength: 2 }), fc.array(policy, { maxLength: 2 })).map(([n, ds, ps]): readonly Said[] =>
  [n, ...new Map([...ds, ...ps].map((s) => [`${s.type}/${(s.object['metadata'] as { name: string }).name}`, s])).values()])

/** As a plan holds it: every attribute there, null where unset; every block a list. */
function planned(block: Block, config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries([...block.fields].map(([name, field]) => {
    const value = config[name]
    if ('is' in field) return [name, value ?? field.default ?? null]
    const items = value === undefined ? [] : Array.isArray(value) ? (value as Record<string, unknown>[]) : [value as Record<string, unknown>]
    return [name, items.map((item) => planned(field.block, item))]
  }))
}

function asSynth(said: readonly Said[]): Snapshot {
  const resource: Record<string, Record<string, unknown>> = {}
  said.forEach(({ type, config }, i) => { (resource[type] ??= {})[`r${i}`] = config })
  const [snapshot] = readStackFile('x/cdk.tf.json', options, { resource })
  if (snapshot === undefined) throw new Error('no snapshot')
  return snapshot
}

function asPlan(said: readonly Said[]): Snapshot {
  const resources = said.map(({ type, config }, i) => {
    const known = resourceTypes().get(type)
    if (known === undefined) throw new Error(type)
    return { address: `${type}.r${i}`, mode: 'managed', type, values: planned(known.block, config) }
  })
  return readPlan({ format_version: '1.2', terraform_version: '1.11.0', planned_values: { root_module: { resources } } }, 'plan.json', options)
}

async function asLive(objects: readonly Readonly<Record<string, unknown>>[]): Promise<Snapshot> {
  const lists: Readonly<Record<string, string>> = { '/api/v1/namespaces': 'Namespace', '/apis/apps/v1/deployments': 'Deployment', '/apis/networking.k8s.io/v1/networkpolicies': 'NetworkPolicy' }
  const connection: Connection = {
    server: 'https://test', context: 'test', close: () => undefined,
    post: () => Promise.resolve({ status: 404, body: {} }),
    get: (path) => {
      if (path === '/apis') return Promise.resolve({ status: 200, body: { groups: ['apps', 'networking.k8s.io'].map((name) => ({ name, versions: [{ version: 'v1' }], preferredVersion: { version: 'v1' } })) } })
      const kind = lists[path]
      if (kind === undefined) return Promise.resolve({ status: 404, body: {} })
      return Promise.resolve({ status: 200, body: { metadata: {}, items: objects.filter((o) => o['kind'] === kind) } })
    },
  }
  return readLive(connection, options)
}

/** Every check there is, whatever hangs on it. */
const selection = { ...select({ checks, catalogue: theCatalogue(), profile: parseProfile('gbt-22239:3'), only: [] }), checks, clauses: () => [] }

/** What is found, without where it came from. */
function findings(snapshot: Snapshot): readonly string[] {
  return audit([snapshot], { now: Date.parse(options.readAt), pssMinor: 34, estate: null, selection })
    .map((f) => [f.check, f.result, f.subject.kind, f.subject.namespace, f.subject.name, f.reason, f.path].join(' ')).sort()
}

const byName = (snapshot: Snapshot): Readonly<Record<string, unknown>> => Object.fromEntries(snapshot.subjects.map((s) => [`${s.kind}/${s.name}`, plain(s.object)]))
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** Paths in `whole` that `part` does not have; throws where both have one and they differ. */
function beyond(whole: unknown, part: unknown, path: string): readonly string[] {
  if (typeof whole !== 'object' || whole === null || typeof part !== 'object' || part === null) {
    expect(whole, path).toEqual(part)
    return []
  }
  const [w, p] = [whole as Record<string, unknown>, part as Record<string, unknown>]
  for (const key of Object.keys(p)) expect(w, path).toHaveProperty([key])
  return Object.keys(w).flatMap((key) => (key in p ? beyond(w[key], p[key], `${path}.${key}`) : [key]))
}

/** Names of fields that the provider's table fills in. */
const filledIn: ReadonlySet<string> = new Set([...resourceTypes().values()].flatMap((t) => defaultsOf(t.block)))
function defaultsOf(block: Block): readonly string[] {
  return [...block.fields.values()].flatMap((f) => ('is' in f ? ('default' in f ? [f.as] : []) : defaultsOf(f.block)))
}

test('one object, four ways in', async () => {
  await fc.assert(fc.asyncProperty(everything, async (said) => {
    const synth = asSynth(said)
    expect(synth.unreadable).toEqual([])
    const objects = byName(synth)
    // What the author said is there; what is there besides is what the provider is known to send.
    for (const { object } of said) {
      const { kind, metadata } = object as { kind: string; metadata: { name: string } }
      for (const name of beyond(objects[`${kind}/${metadata.name}`], object, kind)) expect(filledIn).toContain(name)
    }
    expect(byName(asPlan(said))).toEqual(objects)
    const list = Object.values(objects) as Record<string, unknown>[]
    const manifests = parseManifests(list.map((o) => dump(o)).join('---\n'), 'f.yaml', options)
    expect(manifests.unreadable).toEqual([])
    expect(byName(manifests)).toEqual(objects)
    const live = await asLive(list)
    expect(byName(live)).toEqual(objects)
    const expected = findings(manifests)
    expect(expected.length).toBeGreaterThan(0)
    for (const other of [synth, asPlan(said), live]) expect(findings({ ...other, complete: manifests.complete })).toEqual(expected)
  }), { numRuns: 150, seed: 20261121 })
}, 120_000)
