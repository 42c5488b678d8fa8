/**
 * Objects with nothing in them but a name, and estate documents with nothing in them but what the schema demands. An input is somebody's file:
 * whatever a check thinks of such objects, it must not break on them.
 */
import type { Finding } from '../../policies/finding.ts'
import type { Check } from '../../policies/check.ts'
import type { EstateDocument } from '../../policies/estate/document.ts'
import { kinds } from '../../policies/kinds.ts'
import { bearsPod } from '../../policies/pod-target.ts'
import { baseEstate, judgePrepared, prepare, type Prepared } from './fixture.ts'

/** Kinds outside our table that checks look at, by API version. */
const others = [
  ['audit.k8s.io/v1', 'Policy'], ['apiserver.config.k8s.io/v1', 'AuthenticationConfiguration'], ['aquasecurity.github.io/v1alpha1', 'VulnerabilityReport'],
  ['security.istio.io/v1', 'PeerAuthentication'], ['cert-manager.io/v1', 'Certificate'], ['policy.sigstore.dev/v1beta1', 'ClusterImagePolicy'],
] as const

const namespace = 'data-bureau--portal--web'

function objects(): readonly string[] {
  const all = [...kinds.map((k) => ({ group: k.group, apiVersion: k.group === '' ? k.version : `${k.group}/${k.version}`, kind: k.kind })), ...others.map(([apiVersion, kind]) => ({ group: apiVersion.split('/')[0] ?? '', apiVersion, kind }))]
  return all.flatMap(({ group, apiVersion, kind }) => {
    const with_ = (name: string, more: object): string => JSON.stringify({ apiVersion, kind, metadata: { name, namespace }, ...more })
    const pod = { metadata: {}, spec: { containers: [{}], initContainers: [{ securityContext: {} }], volumes: [{}] } }
    const template = kind === 'Pod' ? { spec: pod.spec } : kind === 'CronJob' ? { spec: { jobTemplate: { spec: { template: pod } } } } : kind === 'PodTemplate' ? { template: pod } : { spec: { template: pod } }
    return [with_('none', {}), with_('empty', { spec: {}, status: {} }), ...(bearsPod({ group, kind }) ? [with_('containers', template)] : [])]
  })
}

/** Every document of the base estate without the keys that its schema lets go. */
function documents(): readonly string[] {
  return baseEstate().documents.filter((d) => ['Cluster', 'System', 'GradingObject', 'Person', 'Zone', 'Department', 'Flow'].includes(d.kind)).map(stripped)
}

function stripped(document: EstateDocument): string {
  let kept: Readonly<Record<string, unknown>> = { ...document }
  for (const key of Object.keys(kept)) {
    const without = Object.fromEntries(Object.entries(kept).filter(([k]) => k !== key))
    if (key !== 'kind' && key !== 'name' && read(JSON.stringify(without)).problems.length === 0) kept = without
  }
  return JSON.stringify(kept)
}

const read = (text: string): Prepared => prepare({ check: '', path: '_bare', wants: 'pass', breaks: [], text: `${text}\n` })

/** Read once: the bare objects together, and the estate once for each bare document. */
export function bare(): readonly Prepared[] {
  return [read(objects().join('\n---\n')), ...documents().map(read)]
}

/** Where a check breaks on them: `Kind/name: message`. */
export function breakdowns(prepared: readonly Prepared[], check: Check): readonly string[] {
  const broken = (findings: readonly Finding[]): readonly string[] => findings.filter((f) => f.result === 'error').map((f) => `${f.subject.kind}/${f.subject.name}: ${f.detail.en}`)
  return prepared.flatMap((one) => (['given', 'whole', 'alone'] as const).flatMap((reading) => broken(judgePrepared(one, [check], reading))))
}
