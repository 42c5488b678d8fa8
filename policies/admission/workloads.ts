/** Admission forms of the checks on workloads beyond the Pod Security Standards: images, file system, resources, account, namespace. */
import { podBearingKinds } from '../pod-target.ts'
import { all, and, everyContainer, or, requestNamespace, texts, valueAt, type Cel } from './cel.ts'
import type { FormOf } from './form.ts'

const images: Cel = "variables.containers.map(c, c.?image.orValue('')) + variables.spec.?volumes.orValue([]).filter(v, has(v.image)).map(v, v.image.?reference.orValue(''))"

/** Reference without its digest. */
const tagged: Cel = "i.split('@')[0]"
/** What stands before the first slash, where that is a registry (image-reference.ts: parseImage). */
const first: Cel = `${tagged}.split('/')[0]`
const hasRegistry: Cel = and(`${tagged}.contains('/')`, or(`${first}.contains('.')`, `${first}.contains(':')`, `${first} == 'localhost'`))

/** The repository is the prefix itself, with or without a tag, or lies under it. */
function isUnderAny(prefixes: readonly string[]): Cel {
  const bare = prefixes.map((p) => (p.endsWith('/') ? p.slice(0, -1) : p))
  const isTag = "!i.split('@')[0].substring(size(p) + 1).contains('/')"
  return `${texts(bare)}.exists(p, ${or(`${tagged} == p`, `${tagged}.startsWith(p + '/')`, and(`${tagged}.startsWith(p + ':')`, isTag))})`
}

const resources = ['cpu', 'memory'] as const
const limit = (name: string): Cel => `c.?resources.?limits[?'${name}']`
const account: Cel = valueAt('variables.spec', ['serviceAccountName'], valueAt('variables.spec', ['serviceAccount'], "''"))

export const workloadForms: readonly FormOf[] = [
  () => ({ check: 'image-pinned-by-digest', on: 'pod', variables: { images }, admits: { 'no-digest': all('variables.images', 'i', "i.matches('@sha256:[0-9a-f]{64}$')") } }),
  ({ registries }) => (registries.length === 0 ? null : {
    check: 'image-from-allowed-registry', on: 'pod', variables: { images },
    admits: { public: all('variables.images', 'i', hasRegistry), 'other-registry': all('variables.images', 'i', or(`!(${hasRegistry})`, isUnderAny(registries))) },
  }),
  () => ({
    check: 'read-only-root-filesystem', on: 'pod', when: `${valueAt('variables.spec', ['os', 'name'], "''")} != 'windows'`,
    admits: { writable: everyContainer(valueAt('c', ['securityContext', 'readOnlyRootFilesystem'], 'false')) },
  }),
  () => ({
    check: 'resource-limits-set', on: 'pod', variables: { resourced: "variables.spec.containers + variables.spec.?initContainers.orValue([])" },
    admits: {
      'no-limit': all('variables.resourced', 'c', and(...resources.map((name) => `quantity(string(${limit(name)}.orValue('0'))).compareTo(quantity('0')) != 0`))),
      'no-request': all('variables.resourced', 'c', and(...resources.map((name) => or(`${limit(name)}.hasValue()`, `c.?resources.?requests[?'${name}'].hasValue()`)))),
    },
  }),
  () => ({
    check: 'dedicated-service-account', on: 'pod', admits: { default: `!(${account} in ['', 'default'])` },
    leaves: { missing: { zh: '服务账户是另一个对象；容器组引用不存在的账户，服务端自己会拒绝', en: 'the account is another object; the server itself refuses a pod whose account does not exist' } },
  }),
  () => ({ check: 'default-namespace-empty', looksAt: [], on: [...podBearingKinds, 'Service', 'Secret', 'PersistentVolumeClaim'], admits: { 'in-default': `${requestNamespace} != 'default'` } }),
]
