/**
 * The fields of Kubernetes objects that checks and reachability read, as the API writes them (v1.34 reference).
 * Own types, because generated client models rename fields (`from` → `_from`) and drop unknown ones.
 * Every field is optional: the input is somebody's file, not a validated object.
 */

export interface ObjectMeta {
  readonly name?: string
  readonly generateName?: string
  readonly namespace?: string
  readonly uid?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly ownerReferences?: readonly OwnerReference[]
  readonly deletionTimestamp?: string
}

export interface OwnerReference {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly uid: string
  readonly controller?: boolean
}

export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>
  readonly matchExpressions?: readonly LabelSelectorRequirement[]
}

export interface LabelSelectorRequirement {
  readonly key: string
  readonly operator: string
  readonly values?: readonly string[]
}

export interface SecurityContext {
  readonly privileged?: boolean
  readonly allowPrivilegeEscalation?: boolean
  readonly runAsNonRoot?: boolean
  readonly runAsUser?: number
  readonly runAsGroup?: number
  readonly readOnlyRootFilesystem?: boolean
  readonly procMount?: string
  readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] }
  readonly seccompProfile?: { readonly type?: string; readonly localhostProfile?: string }
  readonly appArmorProfile?: { readonly type?: string; readonly localhostProfile?: string }
  readonly seLinuxOptions?: SeLinuxOptions
  readonly windowsOptions?: { readonly hostProcess?: boolean; readonly runAsUserName?: string }
}

export interface PodSecurityContext extends SecurityContext {
  readonly sysctls?: readonly { readonly name?: string; readonly value?: string }[]
  readonly fsGroup?: number
  readonly supplementalGroups?: readonly number[]
}

export interface SeLinuxOptions {
  readonly type?: string
  readonly user?: string
  readonly role?: string
  readonly level?: string
}

export interface HandlerAction {
  readonly httpGet?: { readonly host?: string; readonly path?: string; readonly port?: number | string; readonly scheme?: string }
  readonly tcpSocket?: { readonly host?: string; readonly port?: number | string }
  readonly exec?: { readonly command?: readonly string[] }
  readonly grpc?: { readonly port?: number }
}

export interface Container {
  readonly name?: string
  readonly image?: string
  readonly imagePullPolicy?: string
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly ports?: readonly ContainerPort[]
  readonly env?: readonly EnvVar[]
  readonly envFrom?: readonly { readonly secretRef?: { readonly name?: string }; readonly configMapRef?: { readonly name?: string } }[]
  readonly resources?: ResourceRequirements
  readonly securityContext?: SecurityContext
  readonly livenessProbe?: HandlerAction
  readonly readinessProbe?: HandlerAction
  readonly startupProbe?: HandlerAction
  readonly lifecycle?: { readonly postStart?: HandlerAction; readonly preStop?: HandlerAction }
  readonly volumeMounts?: readonly { readonly name?: string; readonly mountPath?: string; readonly readOnly?: boolean }[]
  readonly restartPolicy?: string
}

export interface ContainerPort {
  readonly name?: string
  readonly containerPort?: number
  readonly hostPort?: number
  readonly hostIP?: string
  readonly protocol?: string
}

export interface EnvVar {
  readonly name?: string
  readonly value?: string
  readonly valueFrom?: { readonly secretKeyRef?: { readonly name?: string; readonly key?: string } }
}

export interface ResourceRequirements {
  readonly requests?: Readonly<Record<string, string | number>>
  readonly limits?: Readonly<Record<string, string | number>>
}

/** A volume names exactly one source; the key tells which. */
export type Volume = { readonly name?: string } & Readonly<Record<string, unknown>>

export interface PodSpec {
  readonly containers?: readonly Container[]
  readonly initContainers?: readonly Container[]
  readonly ephemeralContainers?: readonly Container[]
  readonly volumes?: readonly Volume[]
  readonly securityContext?: PodSecurityContext
  readonly hostNetwork?: boolean
  readonly hostPID?: boolean
  readonly hostIPC?: boolean
  readonly hostUsers?: boolean
  readonly os?: { readonly name?: string }
  readonly serviceAccountName?: string
  readonly serviceAccount?: string
  readonly automountServiceAccountToken?: boolean
  readonly nodeSelector?: Readonly<Record<string, string>>
  readonly nodeName?: string
  readonly affinity?: Affinity
  readonly tolerations?: readonly Toleration[]
  readonly topologySpreadConstraints?: readonly { readonly topologyKey?: string; readonly whenUnsatisfiable?: string; readonly maxSkew?: number; readonly labelSelector?: LabelSelector }[]
  readonly priorityClassName?: string
  readonly restartPolicy?: string
  readonly runtimeClassName?: string
  readonly shareProcessNamespace?: boolean
}

export interface Affinity {
  readonly nodeAffinity?: {
    readonly requiredDuringSchedulingIgnoredDuringExecution?: {
      readonly nodeSelectorTerms?: readonly { readonly matchExpressions?: readonly LabelSelectorRequirement[]; readonly matchFields?: readonly LabelSelectorRequirement[] }[]
    }
  }
  readonly podAntiAffinity?: {
    readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly PodAffinityTerm[]
    readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly { readonly weight?: number; readonly podAffinityTerm?: PodAffinityTerm }[]
  }
}

export interface PodAffinityTerm {
  readonly topologyKey?: string
  readonly labelSelector?: LabelSelector
  readonly namespaces?: readonly string[]
}

export interface Toleration {
  readonly key?: string
  readonly operator?: string
  readonly value?: string
  readonly effect?: string
}

export interface PolicyRule {
  readonly apiGroups?: readonly string[]
  readonly resources?: readonly string[]
  readonly verbs?: readonly string[]
  readonly resourceNames?: readonly string[]
  readonly nonResourceURLs?: readonly string[]
}

export interface RbacSubject {
  readonly kind?: string
  readonly name?: string
  readonly namespace?: string
  readonly apiGroup?: string
}

export interface NetworkPolicyPeer {
  readonly podSelector?: LabelSelector
  readonly namespaceSelector?: LabelSelector
  readonly ipBlock?: { readonly cidr?: string; readonly except?: readonly string[] }
}

export interface NetworkPolicyPort {
  readonly protocol?: string
  readonly port?: number | string
  readonly endPort?: number
}

export interface NetworkPolicySpec {
  readonly podSelector?: LabelSelector
  readonly policyTypes?: readonly string[]
  readonly ingress?: readonly { readonly from?: readonly NetworkPolicyPeer[]; readonly ports?: readonly NetworkPolicyPort[] }[]
  readonly egress?: readonly { readonly to?: readonly NetworkPolicyPeer[]; readonly ports?: readonly NetworkPolicyPort[] }[]
}

export interface ServiceSpec {
  readonly type?: string
  readonly clusterIP?: string
  readonly externalIPs?: readonly string[]
  readonly externalName?: string
  readonly selector?: Readonly<Record<string, string>>
  readonly ipFamilies?: readonly string[]
  readonly ipFamilyPolicy?: string
  readonly ports?: readonly { readonly name?: string; readonly port?: number; readonly targetPort?: number | string; readonly nodePort?: number; readonly protocol?: string }[]
  readonly loadBalancerSourceRanges?: readonly string[]
}
