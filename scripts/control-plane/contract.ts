/** What startControlPlane takes and gives. */
import type { TokenUser } from './access.ts'
import type { KubeClient, KubeConnection } from './kube-client.ts'
import type { Leftover } from './leftovers.ts'
import type { NodeSpec } from './nodes.ts'
import type { Ended } from './supervisor.ts'

export interface ControlPlaneOptions {
  /** How many plain nodes, or one specification each. @default 2 */
  readonly nodes?: number | readonly NodeSpec[]
  /** Write an audit log; a string is the audit policy's YAML. @default no log; `true` logs metadata of every request */
  readonly auditLog?: boolean | string
  /** Users besides the administrator. The server reads them once, so name every persona here. */
  readonly extraTokens?: readonly TokenUser[]
  /** Further kube-apiserver flags; they win over the built-in ones. */
  readonly serverFlags?: readonly string[]
  /** Milliseconds for each readiness step. @default 60000 */
  readonly timeout?: number
  /** Whether SIGINT, SIGTERM, SIGHUP end the control plane and this process. @default true */
  readonly handleSignals?: boolean
  /** Where running control planes are recorded. @default the user's cache folder */
  readonly stateFolder?: string
  /** Told when each step begins, and what a crashed starter had left. */
  readonly onProgress?: (step: { readonly zh: string; readonly en: string }) => void
}

/** A running control plane. It is itself a KubeConnection of the administrator. */
export interface ControlPlane extends KubeConnection {
  readonly directory: string
  /** Path of the administrator's kubeconfig. */
  readonly kubeconfig: string
  readonly caFile: string
  /** Path of the audit log (JSON lines, audit.k8s.io/v1 Event); undefined without one. */
  readonly auditLogFile: string | undefined
  readonly logFolder: string
  readonly pids: Readonly<Record<string, number>>
  readonly swept: readonly Leftover[]
  /** The administrator's client. */
  readonly client: KubeClient
  /** A kubeconfig for a user named in extraTokens, or for system:serviceaccount:NAMESPACE:NAME that exists. */
  readonly kubeconfigFor: (user: string, groups?: readonly string[]) => Promise<string>
  /** The same as a connection for kubeClient and applyObjects. */
  readonly connectionFor: (user: string, groups?: readonly string[]) => Promise<KubeConnection>
  /** Settles when one of the programs ends by itself. */
  readonly failed: Promise<Ended>
  /** Ends every program and removes the folder. Idempotent. */
  readonly stop: () => Promise<void>
}
