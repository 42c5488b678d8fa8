/**
 * The hardened pod of a declared workload: Pod Security Standards `restricted`, a read-only root, bounded resources, no token
 * unless the workload calls the API, spread over failure domains. Plain data: Deployment and StatefulSet take the same.
 */
import type { Workload } from '../../policies/estate/document.ts'
import { labels as labelNames, priorityClasses } from '../../policies/names.ts'
import { importanceOf, ownershipLabels } from '../labels.ts'
import type { Space } from '../space.ts'
import type { Placement } from './node-placement.ts'
import { serviceAccountName } from './service-accounts.ts'

/** What a Service, a budget and the workload itself select its pods by. Immutable on the server, so it holds the name only. */
export function selectorOf(workload: Workload): Record<string, string> {
  return { [labelNames.appName]: workload.name }
}

/** Labels of the workload and everything that belongs to it. */
export function workloadLabels(space: Space, workload: Workload): Record<string, string> {
  return { ...ownershipLabels(space), ...selectorOf(workload), [labelNames.importance]: importanceOf(space), [labelNames.dataClass]: space.dataClass }
}

/** Share of bandwidth at level 4 (GB/T 22239 9.1.2.1 f), read by the bandwidth plugin of the network. */
const bandwidth = { key: '200M', high: '100M', normal: '50M' } as const

function podAnnotations(space: Space, workload: Workload): Record<string, string> {
  if (space.place.level !== 4) return {}
  const share = bandwidth[importanceOf(space)]
  return {
    'kubernetes.io/ingress-bandwidth': share, 'kubernetes.io/egress-bandwidth': share,
    // The provider has no appArmorProfile field; the API server copies this annotation into it (Kubernetes docs, AppArmor).
    [`container.apparmor.security.beta.kubernetes.io/${workload.name}`]: 'runtime/default',
  }
}

type Port = NonNullable<Workload['ports']>[number]
type DeclaredProbe = NonNullable<NonNullable<Workload['probes']>['readiness']>

interface Probe { httpGet?: { path: string; port: string }; tcpSocket?: { port: string }[] }

/** A path asks over HTTP, else the port must accept a connection. Without a port there is nothing to ask. */
function probe(declared: DeclaredProbe | undefined, ports: readonly Port[]): Probe | undefined {
  const port = declared?.port ?? ports.find((p) => (p.protocol ?? 'TCP') === 'TCP')?.name
  if (port === undefined) return undefined
  return declared?.path === undefined ? { tcpSocket: [{ port: String(port) }] } : { httpGet: { path: declared.path, port: String(port) } }
}

/** Sensitive data leaves no trace on a disk: scratch space is memory unless the estate says otherwise. */
const sensitive = (space: Space): boolean => space.dataClass !== 'general'

/** Volumes and where the container mounts them, in the order of the declaration. */
function volumesOf(space: Space, workload: Workload, claim: (volume: string) => string | null) {
  const secrets = (workload.secretFiles ?? []).map(({ secret, mountPath }, i) => ({
    volume: { name: `secret-${i}`, secret: { secretName: secret, defaultMode: '0440' } }, mount: { name: `secret-${i}`, mountPath, readOnly: true },
  }))
  const scratch = (workload.scratch ?? []).map(({ mountPath, size, memory }, i) => ({
    volume: { name: `scratch-${i}`, emptyDir: { sizeLimit: size, ...((memory ?? sensitive(space)) ? { medium: 'Memory' } : {}) } }, mount: { name: `scratch-${i}`, mountPath },
  }))
  const storage = (workload.storage ?? []).map(({ name, mountPath }) => {
    const claimName = claim(name)
    return { volume: claimName === null ? null : { name, persistentVolumeClaim: { claimName } }, mount: { name, mountPath } }
  })
  return {
    volumes: [...secrets, ...scratch, ...storage].flatMap(({ volume }) => (volume === null ? [] : [volume])),
    mounts: [...secrets, ...scratch, ...storage].map(({ mount }) => mount),
  }
}

/** Group that owns mounted files where the image's user is not declared. */
const fileGroup = 10001

/**
 * @param claim claim behind a declared volume; null where the StatefulSet's own template makes it
 * @returns `template` of a Deployment or StatefulSet in the shape of the provider
 */
export function podTemplate(space: Space, workload: Workload, placement: Placement, claim: (volume: string) => string | null) {
  const { ports = [], resources, env, runAsUser, probes } = workload
  const { volumes, mounts } = volumesOf(space, workload, claim)
  const needsGroup = (workload.secretFiles ?? []).length > 0 || (workload.storage ?? []).length > 0
  const user = runAsUser === undefined ? {} : { runAsUser: String(runAsUser), runAsGroup: String(runAsUser) }
  const readinessProbe = probe(probes?.readiness, ports)
  const livenessProbe = probe(probes?.liveness, ports)
  const startupProbe = probes?.startup === undefined ? undefined : probe(probes.startup, ports)
  const annotations = podAnnotations(space, workload)
  const matchLabels = selectorOf(workload)
  return {
    metadata: { labels: workloadLabels(space, workload), ...(Object.keys(annotations).length === 0 ? {} : { annotations }) },
    spec: {
      serviceAccountName: serviceAccountName(workload.name),
      automountServiceAccountToken: workload.callsApi === true,
      enableServiceLinks: false,
      priorityClassName: priorityClasses[importanceOf(space)],
      ...(Object.keys(placement.nodeSelector).length === 0 ? {} : { nodeSelector: { ...placement.nodeSelector } }),
      ...(placement.tolerations.length === 0 ? {} : { toleration: placement.tolerations.map((t) => ({ ...t })) }),
      securityContext: {
        runAsNonRoot: true, ...user, seccompProfile: { type: 'RuntimeDefault' },
        ...(needsGroup ? { fsGroup: String(runAsUser ?? fileGroup), fsGroupChangePolicy: 'OnRootMismatch' } : {}),
      },
      topologySpreadConstraint: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
        maxSkew: 1, topologyKey, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: [{ matchLabels }],
      })),
      container: [{
        name: workload.name, image: workload.image,
        // By digest: what was pulled once is what is meant.
        imagePullPolicy: 'IfNotPresent',
        ...(ports.length === 0 ? {} : { port: ports.map((p) => ({ name: p.name, containerPort: p.port, protocol: p.protocol ?? 'TCP' })) }),
        ...(env === undefined ? {} : { env: Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => ({ name, value })) }),
        resources: {
          requests: { cpu: resources.cpu, memory: resources.memory },
          // Memory cannot be squeezed: its limit is its request. CPU alike unless declared, which makes the pod Guaranteed.
          limits: { cpu: resources.cpuLimit ?? resources.cpu, memory: resources.memory },
        },
        ...(readinessProbe === undefined ? {} : { readinessProbe }),
        ...(livenessProbe === undefined ? {} : { livenessProbe }),
        ...(startupProbe === undefined ? {} : { startupProbe }),
        ...(mounts.length === 0 ? {} : { volumeMount: mounts }),
        securityContext: {
          allowPrivilegeEscalation: false, privileged: false, readOnlyRootFilesystem: true, runAsNonRoot: true, capabilities: { drop: ['ALL'] },
        },
      }],
      ...(volumes.length === 0 ? {} : { volume: volumes }),
    },
  }
}
