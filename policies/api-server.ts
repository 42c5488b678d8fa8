/** How the API server is configured, as an input shows it: flags of its static Pod (kubeadm and kin mirror it into kube-system), its files. */
import type { Container } from './kubernetes.ts'
import type { Subject } from './subject.ts'

export interface Authentication {
  readonly jwt?: readonly {
    readonly issuer?: { readonly url?: string }
    readonly claimMappings?: { readonly username?: { readonly claim?: string; readonly prefix?: string; readonly expression?: string } }
    readonly claimValidationRules?: readonly { readonly claim?: string; readonly requiredValue?: string; readonly expression?: string }[]
  }[]
  readonly anonymous?: { readonly enabled?: boolean; readonly conditions?: readonly { readonly path?: string }[] }
}

export const isAuthentication = (subject: Subject): boolean => subject.group === 'apiserver.config.k8s.io' && subject.kind === 'AuthenticationConfiguration'
export const authenticationOf = (subject: Subject): Authentication => subject.object

/** Flags of a kube-apiserver Pod, last one wins; null for every other Pod. A flag without a value is `true`. */
export function apiServerFlags(pod: Subject): ReadonlyMap<string, string> | null {
  if (pod.namespace !== 'kube-system') return null
  const { containers } = (pod.object['spec'] ?? {}) as { readonly containers?: readonly Container[] }
  const server = (containers ?? []).find((c) => /(^|\/)kube-apiserver$/.test(c.command?.[0] ?? ''))
  if (server === undefined) return null
  const words = [...(server.command ?? []).slice(1), ...(server.args ?? [])]
  return new Map(words.flatMap((word): (readonly [string, string])[] => {
    const [, name, value] = /^--([a-z0-9-]+)(?:=(.*))?$/.exec(word) ?? []
    return name === undefined ? [] : [[name, value ?? 'true']]
  }))
}
