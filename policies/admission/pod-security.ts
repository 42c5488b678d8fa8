/** Admission forms of the Pod Security Standards' controls, baseline and restricted; one entry a check, beside which its own file is the text. */
import { apparmorAnnotation } from '../checks/apparmor-profile-allowed.ts'
import { defaultCapabilities } from '../checks/capabilities-within-default.ts'
import { allowedSelinuxTypes } from '../checks/selinux-options-allowed.ts'
import { safeSysctls } from '../checks/sysctls-safe.ts'
import { allowedVolumeTypes } from '../checks/volume-types-restricted.ts'
import { all, and, at, everyContainer, everyContext, or, text, texts, valueAt, type Cel } from './cel.ts'
import type { AdmissionForm, FormOf } from './form.ts'

const ofContainer = (...path: readonly string[]): readonly string[] => ['securityContext', ...path]
const notWindows: Cel = `${valueAt('variables.spec', ['os', 'name'], "''")} != 'windows'`
const inUserNamespace: Cel = `!${valueAt('variables.spec', ['hostUsers'], 'true')}`
const profiles = texts(['RuntimeDefault', 'Localhost'])
const volumes = valueAt('variables.spec', ['volumes'], '[]')

const pod = (check: string, admits: AdmissionForm['admits'], when?: Cel): AdmissionForm => ({ check, on: 'pod', admits, ...(when === undefined ? {} : { when }) })
/** From 1.35 what a pod in a user namespace does as root stays in it. */
const orUserNamespace = (pssMinor: number, condition: Cel): Cel => (pssMinor >= 35 ? or(inUserNamespace, condition) : condition)

const probes = [['livenessProbe'], ['readinessProbe'], ['startupProbe'], ['lifecycle', 'postStart'], ['lifecycle', 'preStop']]

const baseline: readonly FormOf[] = [
  () => pod('apparmor-profile-allowed', {
    type: everyContext(`!has(s.appArmorProfile) || ${valueAt('s.appArmorProfile', ['type'], "''")} in ${profiles}`),
    annotation: all('variables.annotations', 'k', or(
      `!k.startsWith(${text(apparmorAnnotation)})`, `variables.annotations[k] in ${texts(['', 'runtime/default'])}`, `variables.annotations[k].startsWith('localhost/')`,
    )),
  }),
  () => pod('capabilities-within-default', {
    'beyond-default': everyContainer(all(valueAt('c', ofContainer('capabilities', 'add'), '[]'), 'a', `a in ${texts(defaultCapabilities)}`)),
  }),
  () => pod('no-host-namespaces', { 'host-namespace': and(...['hostNetwork', 'hostPID', 'hostIPC'].map((field) => `!${valueAt('variables.spec', [field], 'false')}`)) }),
  () => pod('no-host-path', { 'host-path': all(volumes, 'v', '!has(v.hostPath)') }),
  () => pod('no-host-port', { 'host-port': everyContainer(all(valueAt('c', ['ports'], '[]'), 'p', `${valueAt('p', ['hostPort'], '0')} == 0`)) }),
  () => pod('no-host-process', { 'host-process': everyContext(`!${valueAt('s', ['windowsOptions', 'hostProcess'], 'false')}`) }),
  () => pod('no-privileged-container', { privileged: everyContainer(`!${valueAt('c', ofContainer('privileged'), 'false')}`) }),
  ({ pssMinor }) => (pssMinor < 34 ? null : pod('no-probe-host', {
    'other-host': everyContainer(and(...probes.flatMap((probe) => ['httpGet', 'tcpSocket'].map((action) => `${valueAt('c', [...probe, action, 'host'], "''")} == ''`)))),
  })),
  ({ pssMinor }) => pod('proc-mount-default', { 'proc-mount': orUserNamespace(pssMinor, everyContainer(`${valueAt('c', ofContainer('procMount'), "'Default'")} == 'Default'`)) }),
  () => ({
    ...pod('seccomp-not-unconfined', { type: everyContext(`!has(s.seccompProfile) || ${valueAt('s.seccompProfile', ['type'], "''")} in ${profiles}`) }),
    leaves: { annotation: { zh: '只有 1.18 及以前的标准看注解，那时还没有准入策略', en: 'read until version 1.18 only, when there were no admission policies' } },
  }),
  ({ pssMinor }) => pod('selinux-options-allowed', {
    type: everyContext(`${valueAt('s', ['seLinuxOptions', 'type'], "''")} in ${texts(['', ...allowedSelinuxTypes(pssMinor)])}`),
    user: everyContext(`${valueAt('s', ['seLinuxOptions', 'user'], "''")} == ''`),
    role: everyContext(`${valueAt('s', ['seLinuxOptions', 'role'], "''")} == ''`),
  }),
  ({ pssMinor }) => pod('sysctls-safe', { unsafe: all(valueAt('variables.spec', ['securityContext', 'sysctls'], '[]'), 's', `s.name in ${texts(safeSysctls(pssMinor))}`) }),
]

const podNonRoot = at('variables.spec', 'securityContext', 'runAsNonRoot')
const nonRoot = at('c', ...ofContainer('runAsNonRoot'))
const escalation = at('c', ...ofContainer('allowPrivilegeEscalation'))
const hasPodProfile: Cel = `${at('variables.spec', 'securityContext', 'seccompProfile')}.hasValue()`

const restricted: readonly FormOf[] = [
  () => pod('drop-all-capabilities', { 'not-dropped': everyContainer(`'ALL' in ${valueAt('c', ofContainer('capabilities', 'drop'), '[]')}`) }, notWindows),
  () => pod('no-added-capabilities', { added: everyContainer(all(valueAt('c', ofContainer('capabilities', 'add'), '[]'), 'a', "a == 'NET_BIND_SERVICE'")) }, notWindows),
  () => pod('no-privilege-escalation', { allowed: everyContainer(`!${escalation}.orValue(false)`), unset: everyContainer(`${escalation}.hasValue()`) }, notWindows),
  ({ pssMinor }) => pod('no-root-user', { root: orUserNamespace(pssMinor, everyContext(`${valueAt('s', ['runAsUser'], '1')} != 0`)) }),
  ({ pssMinor }) => (pssMinor < 35 ? null : pod('proc-mount-masked', { 'proc-mount': everyContainer(`${valueAt('c', ofContainer('procMount'), "'Default'")} == 'Default'`) })),
  ({ pssMinor }) => pod('run-as-non-root', {
    'not-required': orUserNamespace(pssMinor, or(`${podNonRoot}.hasValue()`, everyContainer(`${nonRoot}.hasValue()`))),
    false: orUserNamespace(pssMinor, and(`${podNonRoot}.orValue(true)`, everyContainer(`${nonRoot}.orValue(true)`))),
  }),
  () => pod('seccomp-profile-set', {
    unset: or(hasPodProfile, everyContainer(`${at('c', ...ofContainer('seccompProfile'))}.hasValue()`)),
    type: everyContext(`!has(s.seccompProfile) || ${valueAt('s.seccompProfile', ['type'], "''")} in ${profiles}`),
  }, notWindows),
  () => pod('volume-types-restricted', { 'volume-type': all(volumes, 'v', or(...allowedVolumeTypes.map((type) => `has(v.${type})`))) }),
]

/** Every control of the Pod Security Standards that the checks know. */
export const podSecurityForms: readonly FormOf[] = [...baseline, ...restricted]
