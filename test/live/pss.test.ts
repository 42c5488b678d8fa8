// Our pss:baseline and pss:restricted say of a pod what the API server's own Pod Security admission says, at every version at which
// the standard changed, and name the same controls. Pods that the API refuses for another reason (422) are left out and counted.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { audit, type Selection } from '../../policies/audit.ts'
import { checks } from '../../policies/checks/index.ts'
import type { Snapshot } from '../../policies/subject.ts'
import { describeLive, messageOf, startControlPlane, type ControlPlane } from './control-plane.ts'
import { pssCases, type PssCase } from './pss-cases.ts'

const profiles = ['baseline', 'restricted'] as const
type Profile = (typeof profiles)[number]
/** The minor versions around each change of the standard; the server under test is 1.34 and knows none after that. */
const minors = [0, 7, 8, 18, 19, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 34] as const
const newest = 34
/** Older versions that each case is compared at, taken in turn, beside the newest. */
const olderPerCase = 2

/** Group of the server's reason, where several reasons (or several of our checks) speak of one control. */
const groupOfReason: ReadonlyMap<string, string> = new Map([
  ['hostProcess', 'host-process'], ['host namespaces', 'host-namespaces'], ['privileged', 'privileged'], ['hostPort', 'host-port'],
  ['probe or lifecycle host', 'probe-host'], ['forbidden AppArmor profile', 'apparmor'], ['forbidden AppArmor profiles', 'apparmor'], ['seLinuxOptions', 'selinux'],
  ['procMount', 'proc-mount'], ['seccompProfile', 'seccomp'], ['forbidden sysctls', 'sysctls'], ['hostPath volumes', 'volumes'], ['restricted volume types', 'volumes'],
  ['non-default capabilities', 'capabilities'], ['unrestricted capabilities', 'capabilities'], ['allowPrivilegeEscalation != false', 'escalation'],
  ['runAsNonRoot != true', 'non-root'], ['runAsUser=0', 'user-0'],
])
const groupOfCheck: ReadonlyMap<string, string> = new Map([
  ['no-host-process', 'host-process'], ['no-host-namespaces', 'host-namespaces'], ['no-privileged-container', 'privileged'], ['no-host-port', 'host-port'],
  ['no-probe-host', 'probe-host'], ['apparmor-profile-allowed', 'apparmor'], ['selinux-options-allowed', 'selinux'], ['proc-mount-default', 'proc-mount'],
  ['proc-mount-masked', 'proc-mount'], ['seccomp-not-unconfined', 'seccomp'], ['seccomp-profile-set', 'seccomp'], ['sysctls-safe', 'sysctls'], ['no-host-path', 'volumes'],
  ['volume-types-restricted', 'volumes'], ['capabilities-within-default', 'capabilities'], ['drop-all-capabilities', 'capabilities'], ['no-added-capabilities', 'capabilities'],
  ['no-privilege-escalation', 'escalation'], ['run-as-non-root', 'non-root'], ['no-root-user', 'user-0'],
])

const namespaceOf = (profile: Profile, minor: number): string => `${profile}-${minor}`

/** Groups of controls that our checks find broken. */
function ours(pod: PssCase, profile: Profile, minor: number): readonly string[] {
  const selection: Selection = {
    checks: checks.filter((c) => c.pss !== undefined && (profile === 'restricted' || c.pss.profile === 'baseline')),
    clauses: () => [], defaultLevel: 3, fixedLevel: null, parameter: () => 0,
  }
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'n', annotations: pod.annotations }, spec: { ...pod.spec, ephemeralContainers: pod.ephemeral } }
  const snapshot: Snapshot = {
    cluster: '', source: 'manifests', readAt: '', complete: { has: () => false }, unreadable: [],
    subjects: [{ group: '', kind: 'Pod', namespace: 'n', name: 'p', object, source: 'manifests', cluster: '', location: 'p:1', scope: 'tenant' }],
  }
  const findings = audit([snapshot], { now: 0, pssMinor: minor, estate: null, selection }).filter((f) => f.result !== 'pass')
  return [...new Set(findings.map((f) => (f.result === 'fail' ? (groupOfCheck.get(f.check) ?? f.check) : `${f.check}: ${f.detail.en}`)))].sort()
}

/** Groups of controls that the server names, or null where it refuses the pod for another reason than Pod Security. */
async function servers(plane: ControlPlane, pod: PssCase, profile: Profile, minor: number): Promise<readonly string[] | null> {
  const namespace = namespaceOf(profile, minor)
  const metadata = { name: 'p', namespace, annotations: pod.annotations }
  const query = { dryRun: 'All', fieldValidation: 'Strict' }
  const { status, body } =
    pod.ephemeral.length === 0
      ? await plane.client.request('POST', `/api/v1/namespaces/${namespace}/pods`, { query, body: { apiVersion: 'v1', kind: 'Pod', metadata, spec: pod.spec } })
      : await plane.client.request('PATCH', `/api/v1/namespaces/${namespace}/pods/base/ephemeralcontainers`, {
          query, contentType: 'application/strategic-merge-patch+json', body: { spec: { ephemeralContainers: pod.ephemeral } },
        })
  if (status === 200 || status === 201) return []
  const message = messageOf(body)
  if (status !== 403 || !message.includes('violates PodSecurity')) return null
  const groups = [...groupOfReason].filter(([reason]) => message.includes(`: ${reason} (`) || message.includes(`, ${reason} (`)).map(([, group]) => group)
  return [...new Set(groups)].sort()
}

describeLive('Pod Security Standards as the API server enforces them', () => {
  let plane: ControlPlane
  beforeAll(async () => {
    plane = await startControlPlane({ nodes: 0 })
    const namespaces = profiles.flatMap((profile) => minors.map((minor) => ({ profile, minor })))
    const post = async (path: string, body: unknown): Promise<void> => {
      const { status, body: answer } = await plane.client.request('POST', path, { body })
      if (status !== 201) throw new Error(`${path}: ${status} ${messageOf(answer)}`)
    }
    await Promise.all(namespaces.map(async ({ profile, minor }) => {
      const name = namespaceOf(profile, minor)
      const labels = { 'pod-security.kubernetes.io/enforce': profile, 'pod-security.kubernetes.io/enforce-version': `v1.${minor}` }
      await post('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } })
      for (let i = 0; (await plane.client.get(`/api/v1/namespaces/${name}/serviceaccounts/default`)).status !== 200; i++) {
        if (i > 300) throw new Error(`no default ServiceAccount in ${name}`)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      // Meets every profile and version; debug containers are attached to it.
      const base = pssCases(0).find((c) => c.name === 'restricted + nothing')
      await post(`/api/v1/namespaces/${name}/pods`, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'base', namespace: name }, spec: base?.spec })
    }))
  }, 180_000)
  afterAll(() => plane.stop())

  test('agrees on every pod, profile and version, control by control', async () => {
    const base = pssCases(0).find((c) => c.name === 'restricted + nothing')
    // Debug containers join the base pod, whatever else the case changes.
    const cases = pssCases(250).map((c) => (c.ephemeral.length === 0 || base === undefined ? c : { ...c, name: `${c.name} (debug containers on the base pod)`, spec: base.spec, annotations: {} }))
    const older = minors.filter((minor) => minor !== newest)
    const questions = cases.flatMap((pod, i) =>
      profiles.flatMap((profile) => [newest, ...Array.from({ length: olderPerCase }, (_, k) => older[(i * olderPerCase + k) % older.length] ?? newest)].map((minor) => ({ pod, profile, minor }))),
    )
    const disagreements: string[] = []
    const count = { admitted: 0, denied: 0, invalid: 0 }
    const queue = questions.values()
    await Promise.all(Array.from({ length: 16 }, async () => {
      for (const { pod, profile, minor } of queue) {
        const server = await servers(plane, pod, profile, minor)
        if (server === null) count.invalid++
        else {
          if (server.length === 0) count.admitted++
          else count.denied++
          const own = ours(pod, profile, minor)
          if (own.join() !== server.join()) disagreements.push(`${profile} v1.${minor}: ${pod.name}: server [${server.join(', ')}], ours [${own.join(', ')}]`)
        }
      }
    }))
    console.log(`${cases.length} pods, ${questions.length} questions: ${JSON.stringify(count)}`)
    expect(disagreements).toEqual([])
    expect(count.admitted).toBeGreaterThan(300)
    expect(count.denied).toBeGreaterThan(300)
  }, 300_000)
})
