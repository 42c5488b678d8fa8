/**
 * Pods for the comparison with the API server's own Pod Security admission: single changes of every restricted field on a bare pod and
 * on a pod that meets the restricted profile, then seeded combinations of them.
 */
import fc from 'fast-check'

type Json = Record<string, unknown>

export interface PssCase {
  /** Names of the changes, for the reader of a failure. */
  readonly name: string
  readonly annotations: Readonly<Record<string, string>>
  readonly spec: Json
  /** Ephemeral containers to attach afterwards: the API refuses them at creation. */
  readonly ephemeral: readonly Json[]
}

interface Draft {
  annotations: Record<string, string>
  spec: Json & { securityContext?: Json; hostUsers?: boolean; volumes?: Json[] }
  main: Json & { securityContext?: Json }
  init: Json[]
  ephemeral: Json[]
}

type Change = readonly [name: string, apply: (draft: Draft) => void]

const image = 'registry.example.test/app:1'
const hardened = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } }

const bare = (): Draft => ({ annotations: {}, spec: {}, main: { name: 'main', image }, init: [], ephemeral: [] })
const restricted = (): Draft => ({
  ...bare(), spec: { securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } }, main: { name: 'main', image, securityContext: { ...hardened } },
})

/** A security context of a container beside `main`, which is hardened otherwise so that only the change shows. */
const places: readonly (readonly [where: string, put: (draft: Draft, context: Json) => void])[] = [
  ['main', (d, c) => (d.main.securityContext = { ...d.main.securityContext, ...c })],
  ['init', (d, c) => d.init.push({ name: 'init', image, securityContext: { ...hardened, ...c } })],
  ['ephemeral', (d, c) => d.ephemeral.push({ name: 'debug', image, securityContext: { ...hardened, ...c } })],
]
const ofPod = (name: string, context: Json): Change => [`pod ${name}`, (d) => (d.spec.securityContext = { ...d.spec.securityContext, ...context })]
const everywhere = (name: string, context: Json): readonly Change[] => places.map(([where, put]) => [`${where} ${name}`, (d) => put(d, context)])
const volume = (type: string, source: Json): Change => [`volume ${type}`, (d) => (d.spec.volumes = [...(d.spec.volumes ?? []), { name: `v-${type.toLowerCase()}`, [type]: source }])]
const spec = (name: string, fields: Json): Change => [name, (d) => Object.assign(d.spec, fields)]
const main = (name: string, fields: Json): Change => [name, (d) => Object.assign(d.main, fields)]
const annotation = (key: string, value: string): Change => [`${key}=${value}`, (d) => (d.annotations[key] = value)]

const sysctls = [
  'kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range', 'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports', 'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem', 'net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat', 'kernel.msgmax', 'net.core.somaxconn',
]
const capabilities = ['AUDIT_WRITE', 'CHOWN', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SYS_CHROOT', 'NET_RAW', 'NET_ADMIN', 'SYS_ADMIN', 'SYS_PTRACE', 'ALL', 'CAP_CHOWN']
const host = { host: '10.0.0.1', port: 80 }
const probes = (action: Json): readonly Change[] => [
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((p) => main(`${p} ${Object.keys(action).join()}`, { [p]: action })),
  ...['postStart', 'preStop'].map((h) => main(`${h} ${Object.keys(action).join()}`, { lifecycle: { [h]: action } })),
]

export const changes: readonly Change[] = [
  ['nothing', () => undefined],
  ...everywhere('plain', {}),
  ...everywhere('privileged', { privileged: true, allowPrivilegeEscalation: true }),
  ...everywhere('not privileged', { privileged: false }),
  ...everywhere('escalation', { allowPrivilegeEscalation: true }),
  ...everywhere('root allowed', { runAsNonRoot: false }),
  ...everywhere('non-root', { runAsNonRoot: true }),
  ...everywhere('user 0', { runAsUser: 0 }),
  ...everywhere('user 1000', { runAsUser: 1000 }),
  ...['RuntimeDefault', 'Unconfined'].flatMap((type) => everywhere(`seccomp ${type}`, { seccompProfile: { type } })),
  ...everywhere('seccomp Localhost', { seccompProfile: { type: 'Localhost', localhostProfile: 'app.json' } }),
  ...['RuntimeDefault', 'Unconfined'].flatMap((type) => everywhere(`AppArmor ${type}`, { appArmorProfile: { type } })),
  ...everywhere('AppArmor Localhost', { appArmorProfile: { type: 'Localhost', localhostProfile: 'app' } }),
  ...['container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t', 'spc_t'].flatMap((type) => everywhere(`SELinux ${type}`, { seLinuxOptions: { type } })),
  ...everywhere('SELinux user', { seLinuxOptions: { user: 'sysadm_u' } }),
  ...everywhere('SELinux role', { seLinuxOptions: { role: 'sysadm_r' } }),
  ...everywhere('SELinux level', { seLinuxOptions: { level: 's0:c1,c2' } }),
  ...everywhere('procMount Default', { procMount: 'Default' }),
  ...everywhere('no capabilities', { capabilities: {} }),
  ...everywhere('drop some', { capabilities: { drop: ['NET_RAW'] } }),
  ...capabilities.flatMap((c) => everywhere(`add ${c}`, { capabilities: { drop: ['ALL'], add: [c] } })),
  ofPod('root allowed', { runAsNonRoot: false }), ofPod('non-root', { runAsNonRoot: true }),
  ofPod('user 0', { runAsUser: 0 }), ofPod('user 1000', { runAsUser: 1000 }),
  ofPod('seccomp Unconfined', { seccompProfile: { type: 'Unconfined' } }), ofPod('seccomp RuntimeDefault', { seccompProfile: { type: 'RuntimeDefault' } }),
  ofPod('AppArmor Unconfined', { appArmorProfile: { type: 'Unconfined' } }), ofPod('AppArmor RuntimeDefault', { appArmorProfile: { type: 'RuntimeDefault' } }),
  ofPod('SELinux spc_t', { seLinuxOptions: { type: 'spc_t' } }), ofPod('SELinux user', { seLinuxOptions: { type: 'container_t', user: 'u' } }),
  ...sysctls.map((name) => ofPod(`sysctl ${name}`, { sysctls: [{ name, value: '1' }] })),
  spec('hostNetwork', { hostNetwork: true }), spec('hostPID', { hostPID: true }), spec('hostIPC', { hostIPC: true }),
  spec('no host namespaces', { hostNetwork: false, hostPID: false, hostIPC: false }),
  spec('user namespace', { hostUsers: false }),
  ['user namespace, unmasked', (d) => { d.spec.hostUsers = false; d.main.securityContext = { ...d.main.securityContext, procMount: 'Unmasked' } }],
  ['user namespace, root', (d) => { d.spec.hostUsers = false; d.spec.securityContext = { ...d.spec.securityContext, runAsNonRoot: false, runAsUser: 0 } }],
  ['windows', (d) => { d.spec = { os: { name: 'windows' } }; delete d.main.securityContext; d.init = [] }],
  ['windows, runAsNonRoot', (d) => { d.spec = { os: { name: 'windows' }, securityContext: { runAsNonRoot: true } }; delete d.main.securityContext; d.init = [] }],
  ['windows host process', (d) => {
    d.spec = { os: { name: 'windows' }, hostNetwork: true, securityContext: { runAsNonRoot: true, windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' } } }
    delete d.main.securityContext
    d.init = []
  }],
  spec('os linux', { os: { name: 'linux' } }),
  main('host port', { ports: [{ containerPort: 8080, hostPort: 8080 }] }), main('host port 0', { ports: [{ containerPort: 8080, hostPort: 0 }] }),
  ...probes({ httpGet: { path: '/', ...host } }), ...probes({ tcpSocket: host }), ...probes({ httpGet: { path: '/', port: 80 } }),
  volume('hostPath', { path: '/srv' }), volume('emptyDir', {}), volume('configMap', { name: 'c' }), volume('secret', { secretName: 's' }),
  volume('projected', { sources: [{ configMap: { name: 'c' } }] }), volume('downwardAPI', { items: [] }), volume('persistentVolumeClaim', { claimName: 'p' }),
  volume('csi', { driver: 'csi.example.test' }), volume('nfs', { server: '10.0.0.1', path: '/' }), volume('iscsi', { targetPortal: '10.0.0.1:3260', iqn: 'iqn.2001-04.com.example:a', lun: 0 }),
  volume('ephemeral', { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } } }),
  volume('cephfs', { monitors: ['10.0.0.1'] }), volume('fc', { targetWWNs: ['500a0982991b8dc5'], lun: 0 }), volume('flexVolume', { driver: 'example/flex' }),
  ['volume without a source', (d) => (d.spec.volumes = [{ name: 'scratch' }])],
  annotation('container.apparmor.security.beta.kubernetes.io/main', 'unconfined'), annotation('container.apparmor.security.beta.kubernetes.io/main', 'runtime/default'),
  annotation('seccomp.security.alpha.kubernetes.io/pod', 'unconfined'), annotation('seccomp.security.alpha.kubernetes.io/pod', 'docker/default'),
  annotation('container.seccomp.security.alpha.kubernetes.io/main', 'unconfined'), annotation('container.seccomp.security.alpha.kubernetes.io/other', 'unconfined'),
]

function build(name: string, draft: Draft, picked: readonly Change[]): PssCase {
  for (const [, apply] of picked) apply(draft)
  const { annotations, spec, main, init, ephemeral } = structuredClone(draft)
  return { name, annotations, spec: { ...spec, containers: [main], ...(init.length === 0 ? {} : { initContainers: init.map((c, i) => ({ ...c, name: `init-${i}` })) }) }, ephemeral: ephemeral.map((c, i) => ({ ...c, name: `debug-${i}` })) }
}

/**
 * @param combinations how many seeded combinations of two to four changes follow the single ones
 * @returns every single change on both pods, then the combinations; the same each time
 */
export function pssCases(combinations: number): readonly PssCase[] {
  const single = changes.flatMap((change) => [build(`bare + ${change[0]}`, bare(), [change]), build(`restricted + ${change[0]}`, restricted(), [change])])
  const arbitrary = fc.tuple(fc.boolean(), fc.uniqueArray(fc.nat(changes.length - 1), { minLength: 2, maxLength: 4 }))
  const mixed = fc.sample(arbitrary, { numRuns: combinations, seed: 20_261_121 }).map(([isBare, indices]) => {
    const picked = changes.filter((_, i) => indices.includes(i))
    return build(`${isBare ? 'bare' : 'restricted'} + ${picked.map(([name]) => name).join(' + ')}`, isBare ? bare() : restricted(), picked)
  })
  return [...single, ...mixed]
}
