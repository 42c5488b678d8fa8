// Checks and their admission forms say the same, asked of a real API server: every fixture of every check, and generated objects. First each
// policy warns, so that one request shows the answer of all of them, reason by reason; then they are bound as the stack binds them.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compileAdmission, message, oldestMinor, policyName, type AdmissionObject, type CompileOptions } from '../../policies/admission/compile.ts'
import { admissionForms } from '../../policies/admission/forms.ts'
import { audit } from '../../policies/audit.ts'
import { theCatalogue } from '../../policies/catalogue/catalogue.ts'
import { kindByName } from '../../policies/kinds.ts'
import { bearsPod } from '../../policies/pod-target.ts'
import { parseManifests } from '../../policies/sources/manifests.ts'
import type { Subject } from '../../policies/subject.ts'
import { baseEstate, defaultNow, fixtures, pssMinorOf } from '../checks/fixture.ts'
import { admissionCases, type Case, type Submitted } from './admission-cases.ts'
import { applyObjects, describeLive, messageOf, startControlPlane, type ControlPlane, type KubeResponse } from './control-plane.ts'

const estate = baseEstate()
const inputAt = (pssMinor: number): CompileOptions => ({ pssMinor, registries: estate.root.registries, breakGlass: [], importantZones: [], exemptions: [] })
/** Versions of the Pod Security Standards that fixtures ask for and that servers with admission policies have. */
const minors = [...new Set([34, ...fixtures().map(pssMinorOf)])].filter((minor) => minor >= oldestMinor).sort((a, b) => a - b)
const formsAt = new Map(minors.map((minor) => [minor, admissionForms(inputAt(minor))]))
const forms = formsAt.get(34) ?? []

/**
 * Policies of a version by check, with the reason code alone as message: warnings of one answer are cut at 4 KB. What does not differ
 * from 1.34 is there once.
 */
function terse(minor: number): ReadonlyMap<string, AdmissionObject> {
  const byName = new Map(compileAdmission(inputAt(minor)).filter((o) => o.kind === 'ValidatingAdmissionPolicy').map((o) => [o.metadata.name, o]))
  return new Map((formsAt.get(minor) ?? []).flatMap(({ check, form }) => {
    const policy = byName.get(policyName(check.id))
    if (policy === undefined) throw new Error(`no policy for ${check.id}`)
    const reasons = new Map(Object.keys(form.admits).map((reason) => [message(check, reason), reason]))
    const validations = policy.spec['validations'] as readonly { readonly message: string }[]
    return [[check.id, { ...policy, spec: { ...policy.spec, validations: validations.map((v) => ({ ...v, message: reasons.get(v.message) ?? '' })) } }]]
  }))
}
const base = terse(34)
/** Policy name on the test server → check, and the versions it speaks for. */
const policies = new Map<string, { readonly check: string; readonly minors: number[]; readonly object: AdmissionObject }>()
for (const minor of [34, ...minors]) {
  for (const [check, policy] of terse(minor)) {
    const same = JSON.stringify(policy.spec) === JSON.stringify(base.get(check)?.spec)
    const name = same ? policy.metadata.name : `${policy.metadata.name}-v${minor}`
    const known = policies.get(name)
    if (known === undefined) policies.set(name, { check, minors: [minor], object: { ...policy, metadata: { ...policy.metadata, name } } })
    else known.minors.push(minor)
  }
}
const deployed = [...policies.values()].map((p) => p.object)
const warnings = deployed.map((p): AdmissionObject => ({ ...p, kind: 'ValidatingAdmissionPolicyBinding', spec: { policyName: p.metadata.name, validationActions: ['Warn'] } }))

/** What only a running cluster writes: statuses, owners, debug containers, the node. */
function asSubmitted(subject: Subject): Case {
  const object = structuredClone(subject.object) as Record<string, unknown> & { metadata: Record<string, unknown>; spec?: Record<string, unknown> }
  delete object['status']
  delete object.metadata['ownerReferences']
  delete object.metadata['uid']
  if (bearsPod(subject) && object.spec !== undefined) {
    delete object.spec['ephemeralContainers']
    delete object.spec['nodeName']
  }
  return { ...object, apiVersion: String(object['apiVersion']), kind: subject.kind, metadata: { ...object.metadata, name: subject.name, ...(subject.namespace === '' ? {} : { namespace: subject.namespace }) } }
}

interface TestCase {
  readonly path: string
  readonly minor: number
  readonly object: Case
}

/** `check reason` of everything that our checks hold against an object and that the forms can show. */
function ours(object: Submitted, minor: number): readonly string[] {
  const known = formsAt.get(minor) ?? []
  const snapshot = parseManifests(JSON.stringify(object), 'case.json', { readAt: defaultNow, estate })
  const findings = audit([snapshot], {
    now: Date.parse(defaultNow), pssMinor: minor, estate,
    selection: { checks: known.map((f) => f.check), clauses: () => [], defaultLevel: 3, fixedLevel: null, parameter: (name, level) => theCatalogue().parameter(name, level) },
  })
  const shown = new Set(known.flatMap(({ check, form }) => Object.keys(form.admits).map((reason) => `${check.id} ${reason}`)))
  return [...new Set(findings.filter((f) => f.result === 'fail').map((f) => `${f.check} ${f.reason}`))].filter((o) => shown.has(o)).sort()
}

function pathOf({ kind, metadata }: Submitted): string {
  const known = kindByName.get(kind)
  if (known === undefined) throw new Error(kind)
  return `${known.group === '' ? '/api/' : `/apis/${known.group}/`}${known.version}${known.namespaced ? `/namespaces/${metadata.namespace ?? 'default'}` : ''}/${known.resource}`
}

describeLive('admission forms beside their checks, on a real API server', () => {
  let plane: ControlPlane
  beforeAll(async () => {
    // Image volumes are off by default in 1.34; without the gate the server drops the field before anybody sees it.
    plane = await startControlPlane({ nodes: 0, serverFlags: ['--feature-gates=ImageVolume=true'] })
  }, 180_000)
  afterAll(() => plane.stop())

  const create = (object: Submitted): Promise<KubeResponse> => plane.client.request('POST', pathOf(object), { body: object, query: { dryRun: 'All' } })
  const inParallel = async <T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> => {
    const queue = [...items]
    await Promise.all(Array.from({ length: 8 }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
    }))
  }
  const warned = (answer: KubeResponse, minor: number): readonly string[] => {
    const total = answer.warnings.reduce((sum, w) => sum + w.length, 0)
    if (total > 3900) throw new Error(`warnings of ${total} characters may have been cut`)
    return answer.warnings.flatMap((w) => {
      const [, name = '', reason = ''] = /^Validation failed for ValidatingAdmissionPolicy '([^']+)' with binding '[^']+': (.*)$/.exec(w) ?? []
      const policy = policies.get(name)
      return policy?.minors.includes(minor) === true ? [`${policy.check} ${reason}`] : []
    }).sort()
  }

  const fixtureCases = (): readonly TestCase[] => fixtures().filter((f) => minors.includes(pssMinorOf(f))).flatMap((fixture) => {
    const manifests = fixture.text.split(/^---.*\n/m).filter((piece) => /^apiVersion:/m.test(piece)).join('---\n')
    return parseManifests(manifests, fixture.path, { readAt: defaultNow }).subjects.flatMap((subject) =>
      kindByName.get(subject.kind)?.group === subject.group && !/^(policy\.networking|gateway)\./.test(subject.group) ? [{ path: fixture.path, minor: pssMinorOf(fixture), object: asSubmitted(subject) }] : [])
  })
  const generated = (): readonly TestCase[] => admissionCases(800, 100).map((object, i) => ({ path: `generated ${i}`, minor: 34, object }))

  const applied = async (objects: readonly Submitted[]): Promise<void> => {
    expect((await applyObjects(plane, objects, { force: true })).filter((r) => !r.ok).map((r) => `${r.object.kind} ${r.object.metadata.name}: ${r.message}`)).toEqual([])
  }

  test('every reason of a check that has a form is in the form, or said to be left to what', () => {
    for (const { check, form } of forms) expect([...Object.keys(form.admits), ...Object.keys(form.leaves ?? {})].sort(), check.id).toEqual(Object.keys(check.reasons).sort())
    expect(forms.length).toBeGreaterThan(35)
  })

  test('warnings: every fixture and every generated object, reason by reason', async () => {
    const cases = [...fixtureCases(), ...generated()]
    const namespaces = [...new Set(cases.map(({ object }) => object.metadata.namespace ?? ''))].filter((n) => n !== '' && n !== 'default' && !n.startsWith('kube-'))
    await applied(namespaces.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })))
    await applied(namespaces.flatMap((namespace) => ['portal', 'default'].map((name) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } }))))
    await applied([
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'portal', namespace: 'default' } },
      ...['ywq-key', 'ywq-high', 'ywq-normal'].map((name, i) => ({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value: 1000 - i })),
    ])
    await applied([...deployed, ...warnings])
    const typed = (await Promise.all(deployed.map(({ metadata }) => settled(plane, metadata.name)))).flat()
    expect(typed).toEqual([])

    const disagreements: string[] = []
    const count = { objects: 0, refusedByTheApi: 0, admitted: 0, warned: 0, offences: 0 }
    const seen = new Set<string>()
    await inParallel(cases, async ({ path, minor, object }) => {
      const answer = await create(object)
      if (![200, 201, 409].includes(answer.status)) {
        count.refusedByTheApi++
        if (answer.status === 422 || answer.status === 400) return
        // Other refusals (a missing priority class, a foreign account) come before our policies and would hide them.
        if (!path.startsWith('generated')) disagreements.push(`${path} ${object.kind}: ${answer.status} ${messageOf(answer.body)}`)
        return
      }
      const offences = ours(object, minor)
      // The server itself writes the field from the annotation that it replaced: then it tells both reasons of the one check.
      const theirs = warned(answer, minor).filter((o) => o !== 'apparmor-profile-allowed type' || !offences.includes('apparmor-profile-allowed annotation') || offences.includes(o))
      count.objects++
      if (offences.length === 0) count.admitted++
      else count.warned++
      count.offences += offences.length
      for (const offence of offences) seen.add(offence)
      if (theirs.join() !== offences.join()) disagreements.push(`${path} ${object.kind}/${object.metadata.name}: server only [${theirs.filter((t) => !offences.includes(t)).join(', ')}], check only [${offences.filter((o) => !theirs.includes(o)).join(', ')}]`)
    })
    console.log(`${cases.length} objects (${fixtureCases().length} of fixtures): ${JSON.stringify(count)}; ${seen.size} reasons offended`)
    expect(disagreements.slice(0, 40)).toEqual([])
    expect(count.objects).toBeGreaterThan(2900)
    expect(count.warned).toBeGreaterThan(1000)
    // Every reason that a form shows was really offended by some object.
    const reasons = forms.flatMap(({ check, form }) => Object.keys(form.admits).map((reason) => `${check.id} ${reason}`))
    expect(reasons.filter((r) => !seen.has(r))).toEqual([])
  }, 400_000)
})

/** Waits until the server has type-checked a policy. @returns its warnings */
async function settled(plane: ControlPlane, name: string): Promise<readonly string[]> {
  for (let i = 0; i < 200; i++) {
    const { body } = await plane.client.get(`/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/${name}`)
    const { metadata, status } = body as { readonly metadata: { readonly generation: number }; readonly status?: { readonly observedGeneration?: number; readonly typeChecking?: { readonly expressionWarnings?: readonly { readonly fieldRef: string; readonly warning: string }[] } } }
    if (status?.observedGeneration === metadata.generation) return (status.typeChecking?.expressionWarnings ?? []).map((w) => `${name} ${w.fieldRef}: ${w.warning}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${name}: not type-checked in 20 s`)
}
