/**
 * What the API server and its controllers write into objects by themselves: bookkeeping, and defaults of fields that nobody set
 * (Kubernetes API reference v1.34, pkg/apis/<group>/v1/defaults.go). A field with another value than its default is somebody's change.
 */
import { isDictionary, type Dictionary } from '../sources/kubernetes-object.ts'
import type { Step } from './fields.ts'

/** Bookkeeping: never declared, never compared. */
const servers: ReadonlySet<string> = new Set([
  'status', 'apiVersion', 'kind', 'metadata.uid', 'metadata.resourceVersion', 'metadata.generation', 'metadata.creationTimestamp', 'metadata.managedFields', 'metadata.selfLink',
  'metadata.generateName', 'metadata.deletionTimestamp', 'metadata.deletionGracePeriodSeconds', 'metadata.namespace', 'metadata.name', 'metadata.ownerReferences', 'metadata.finalizers',
  'metadata.labels.kubernetes.io/metadata.name', 'metadata.annotations.deployment.kubernetes.io/revision', 'metadata.annotations.kubectl.kubernetes.io/last-applied-configuration',
  'spec.template.metadata.creationTimestamp', 'spec.template.metadata.name', 'spec.jobTemplate.metadata.creationTimestamp', 'spec.jobTemplate.spec.template.metadata.creationTimestamp',
  'spec.volumeClaimTemplates.apiVersion', 'spec.volumeClaimTemplates.kind', 'spec.volumeClaimTemplates.status', 'spec.volumeClaimTemplates.metadata.creationTimestamp',
  'spec.clusterIP', 'spec.clusterIPs', 'spec.volumeName',
])

/** Written by the API server as zero in non-pointer fields (`omitempty`): declared false or 0 is the same as absent. */
const omittedWhenZero: ReadonlySet<string> = new Set([
  'hostNetwork', 'hostPID', 'hostIPC', 'stdin', 'stdinOnce', 'tty', 'readOnly', 'paused', 'publishNotReadyAddresses', 'minReadySeconds', 'globalDefault', 'defaultBackend',
])

/** Empty objects that mean nothing; others (selectors, emptyDir, a rule of a NetworkPolicy) mean something. */
const emptyMeansNothing: ReadonlySet<string> = new Set(['metadata', 'labels', 'annotations', 'securityContext', 'resources', 'strategy', 'limits', 'requests', 'nodeSelector', 'matchLabels', 'affinity', 'data', 'status', 'spec', 'hard'])

/** Field name → values that the server puts there where nobody set it. */
const defaults: Readonly<Record<string, readonly unknown[]>> = {
  // Pods and their templates
  terminationGracePeriodSeconds: [30], dnsPolicy: ['ClusterFirst'], restartPolicy: ['Always'], schedulerName: ['default-scheduler'], enableServiceLinks: [true], preemptionPolicy: ['PreemptLowerPriority'],
  terminationMessagePath: ['/dev/termination-log'], terminationMessagePolicy: ['File'], imagePullPolicy: ['IfNotPresent', 'Always'], protocol: ['TCP'], defaultMode: [420], hostPathType: [''],
  timeoutSeconds: [1, 10], periodSeconds: [10], successThreshold: [1], failureThreshold: [3], scheme: ['HTTP'], nodeAffinityPolicy: ['Honor'], nodeTaintsPolicy: ['Ignore'], procMount: ['Default'],
  apiVersion: ['v1'], fieldPath: [], expirationSeconds: [3600],
  // Controllers of pods
  replicas: [1], progressDeadlineSeconds: [600], revisionHistoryLimit: [10], podManagementPolicy: ['OrderedReady'], maxSurge: ['25%'], maxUnavailable: ['25%'], partition: [0],
  whenDeleted: ['Retain'], whenScaled: ['Retain'], volumeMode: ['Filesystem'],
  completions: [1], parallelism: [1], backoffLimit: [6], completionMode: ['NonIndexed'], suspend: [false], podReplacementPolicy: ['TerminatingOrFailed', 'Failed'], manualSelector: [false],
  concurrencyPolicy: ['Allow'], successfulJobsHistoryLimit: [3], failedJobsHistoryLimit: [1],
  // Services, volumes, policies, admission
  ipFamilyPolicy: ['SingleStack'], internalTrafficPolicy: ['Cluster'], externalTrafficPolicy: ['Cluster'], sessionAffinity: ['None'], type: ['ClusterIP', 'RollingUpdate'], allocateLoadBalancerNodePorts: [true],
  reclaimPolicy: ['Delete'], volumeBindingMode: ['Immediate'], apiGroup: ['rbac.authorization.k8s.io', ''], matchPolicy: ['Equivalent'], failurePolicy: ['Fail'], scope: ['*'], reinvocationPolicy: ['Never'],
  parameterNotFoundAction: ['Deny'], pathType: ['ImplementationSpecific'], finalizers: [['kubernetes']], minReplicas: [1], allowVolumeExpansion: [false], globalDefault: [false], value: [0],
}

/** Fields that the server derives from others of the same object. */
const derived: ReadonlySet<string> = new Set(['ipFamilies', 'nodePort', 'healthCheckNodePort', 'storageClassName', 'behavior'])

/** Fields that the server copies from a neighbour. */
const copies: Readonly<Record<string, string>> = { serviceAccount: 'serviceAccountName', targetPort: 'port' }

/** Objects made of defaults alone. */
const defaultObjects: ReadonlySet<string> = new Set(['updateStrategy', 'strategy', 'rollingUpdate', 'persistentVolumeClaimRetentionPolicy', 'metadata'])

/** Selectors that admission fills with "everything". Elsewhere an empty selector is a change that matters. */
const admissionSelectors: ReadonlySet<string> = new Set(['namespaceSelector', 'objectSelector'])

export function isServersField(steps: readonly Step[]): boolean {
  return servers.has(steps.filter((s) => typeof s === 'string').join('.'))
}

/** True where a declared value is the zero that the server leaves out. */
export function zeroIsAbsent(key: string, declared: unknown): boolean {
  return ((declared === false || declared === 0) && omittedWhenZero.has(key)) || (isEmptyObject(declared) && emptyMeansNothing.has(key))
}

/**
 * @param steps of a field that is live and not declared
 * @param holder the live object that the field is in
 */
export function isServerDefault(steps: readonly Step[], value: unknown, holder: Dictionary): boolean {
  const key = steps.at(-1)
  if (typeof key !== 'string') return false
  if (isEmptyObject(value)) return emptyMeansNothing.has(key) || (admissionSelectors.has(key) && steps.some((s) => s === 'webhooks' || s === 'matchConstraints' || s === 'matchResources'))
  if (key === 'policyTypes') return isDefaultPolicyTypes(value, holder)
  if (steps.includes('limits') && (key === 'default' || key === 'defaultRequest')) return isDefaultLimit(key, value, holder)
  if (derived.has(key)) return true
  const original = copies[key]
  if (original !== undefined) return holder[original] === value
  if (steps[0] === 'metadata') return false
  if (defaultObjects.has(key) && isDictionary(value)) return Object.entries(value).every(([k, v]) => isServerDefault([...steps, k], v, value))
  return (defaults[key] ?? []).some((d) => JSON.stringify(d) === JSON.stringify(value))
}

/** Ingress always, Egress where the policy has egress rules (API reference, NetworkPolicySpec.policyTypes). */
function isDefaultPolicyTypes(value: unknown, spec: Dictionary): boolean {
  const wanted = Array.isArray(spec['egress']) && spec['egress'].length > 0 ? ['Ingress', 'Egress'] : ['Ingress']
  return JSON.stringify(value) === JSON.stringify(wanted)
}

/** LimitRanger fills `default` from `max` and `defaultRequest` from `default` or `min`. */
function isDefaultLimit(key: string, value: unknown, limit: Dictionary): boolean {
  const sources = key === 'default' ? ['max'] : ['default', 'min', 'max']
  return sources.some((s) => JSON.stringify(limit[s]) === JSON.stringify(value))
}

const isEmptyObject = (value: unknown): boolean => isDictionary(value) && Object.keys(value).length === 0
