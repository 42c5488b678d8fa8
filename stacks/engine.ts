/**
 * The only importer of cdktf and of the provider bindings: whoever moves to cdktn, its successor with the same API, changes this file.
 * Bindings come by deep path, since the provider's index loads 80 resources (0.7 s) of which we use twenty.
 */
import { App as CdktfApp, TerraformBackend, TerraformElement, TerraformResource, TerraformStack, TerraformVariable, type TerraformMetaArguments, type TerraformRemoteState } from 'cdktf'
import stackTrace from 'cdktf/lib/tokens/private/stack-trace.js'
import { deepMerge } from 'cdktf/lib/util.js'
import { Construct, type IConstruct } from 'constructs'
import { Manifest } from '@cdktf/provider-kubernetes/lib/manifest/index.js'
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider/index.js'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { provenanceFile } from '../policies/names.ts'
import { backendOf, type Backend } from './backend.ts'
import { logicalId } from './logical-id.ts'
import { literal } from './terraform-text.ts'

export { Construct }
export { ClusterRoleBindingV1 } from '@cdktf/provider-kubernetes/lib/cluster-role-binding-v1/index.js'
export { ClusterRoleV1 } from '@cdktf/provider-kubernetes/lib/cluster-role-v1/index.js'
export { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1/index.js'
export { DefaultServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/default-service-account-v1/index.js'
export { DeploymentV1, type DeploymentV1Config } from '@cdktf/provider-kubernetes/lib/deployment-v1/index.js'
export { HorizontalPodAutoscalerV2 } from '@cdktf/provider-kubernetes/lib/horizontal-pod-autoscaler-v2/index.js'
export { IngressV1 } from '@cdktf/provider-kubernetes/lib/ingress-v1/index.js'
export { LimitRangeV1 } from '@cdktf/provider-kubernetes/lib/limit-range-v1/index.js'
export { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1/index.js'
export { NetworkPolicyV1, type NetworkPolicyV1Spec } from '@cdktf/provider-kubernetes/lib/network-policy-v1/index.js'
export { PersistentVolumeClaimV1 } from '@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1/index.js'
export { PodDisruptionBudgetV1 } from '@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1/index.js'
export { PriorityClassV1 } from '@cdktf/provider-kubernetes/lib/priority-class-v1/index.js'
export { ResourceQuotaV1 } from '@cdktf/provider-kubernetes/lib/resource-quota-v1/index.js'
export { RoleBindingV1 } from '@cdktf/provider-kubernetes/lib/role-binding-v1/index.js'
export { RoleV1 } from '@cdktf/provider-kubernetes/lib/role-v1/index.js'
export { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1/index.js'
export { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1/index.js'
export { StatefulSetV1, type StatefulSetV1Config } from '@cdktf/provider-kubernetes/lib/stateful-set-v1/index.js'

// cdktf captures an unlimited stack trace for every token and reads none of them; callers look the function up at each call.
Object.assign(stackTrace, { captureStackTrace: () => [] })

/** `file:line` of the estate document that asked for an object. */
export type Origin = string

const origins = new WeakMap<IConstruct, Origin>()

/** Says which estate document asked for what is declared in (and under) a construct from now on. Returns the construct. */
export function askedBy<C extends Construct>(construct: C, origin: Origin): C {
  origins.set(construct, origin)
  return construct
}

function originOf(construct: Construct): Origin | undefined {
  for (let at: IConstruct | undefined = construct; at !== undefined; at = at.node.scope) {
    const origin = origins.get(at)
    if (origin !== undefined) return origin
  }
  return undefined
}

/** One App for the whole estate. Writes the provenance sidecar beside each cdk.tf.json. */
export class App extends CdktfApp {
  constructor(outdir?: string) {
    const folder = outdir ?? process.env['CDKTF_OUTDIR'] ?? 'cdktf.out'
    mkdirSync(folder, { recursive: true })
    super({ outdir: folder, stackTraces: false })
  }

  get stacks(): readonly Stack[] {
    return this.node.children.filter((child) => child instanceof Stack)
  }

  override synth(): void {
    super.synth()
    for (const stack of this.stacks) {
      const file = join(this.outdir, 'stacks', stack.node.id, provenanceFile)
      writeFileSync(file, `${JSON.stringify({ format: 'ywq.provenance', version: 1, addresses: stack.provenance }, null, 2)}\n`)
    }
  }
}

class StateBackend extends TerraformBackend {
  readonly #settings: Readonly<Record<string, string>>

  constructor(scope: Construct, backend: Backend) {
    super(scope, 'backend', backend.type)
    this.#settings = backend.settings
  }

  protected override synthesizeAttributes(): Record<string, string> {
    return { ...this.#settings }
  }

  /** Stacks meet by names only; with a reference between two, cdktf refuses to deploy one alone. */
  override getRemoteStateDataSource(): TerraformRemoteState {
    throw new Error('栈之间没有引用，只按约定的名称相会 / stacks hold no references to each other')
  }
}

export interface StackProps {
  readonly cluster: string
  /** Where the state is kept. @default a local file beside the output folder */
  readonly backend?: Parameters<typeof backendOf>[0]
}

/**
 * A stack: one Terraform state, one cluster. Which cluster is reached comes from outside, never from the estate:
 * Terraform variable `context_<cluster>` (hyphens as underscores; TF_VAR_context_…) names the kubeconfig context;
 * unset, the provider's own environment decides (KUBE_CONFIG_PATH, KUBE_CTX, in-cluster).
 */
export class Stack extends TerraformStack {
  readonly cluster: string
  readonly #addresses = new Map<string, Origin | undefined>()
  #provenance: { readonly size: number; readonly map: Readonly<Record<string, Origin>> } | null = null
  readonly #imports: { readonly to: string; readonly id: string }[] = []

  constructor(app: App, name: string, props: StackProps) {
    super(app, name)
    this.cluster = props.cluster
    new StateBackend(this, backendOf(props.backend, name))
    const context = new TerraformVariable(this, contextVariable(props.cluster), {
      type: 'string', nullable: true, description: `kubeconfig 里连接集群 ${props.cluster} 的 context；不设则由 KUBE_CTX 决定`,
    })
    context.addOverride('default', null) // cdktf cannot print a null default by itself
    new KubernetesProvider(this, 'kubernetes', { configContext: `\${var.${contextVariable(props.cluster)}}` })
  }

  /** cdktf resolves every element here to find references between stacks: ours hold none. */
  override prepareStack(): void {
    this.ensureBackendExists()
  }

  /**
   * What cdktf's own method gives (a test compares the two), without resolving tokens three times over: `declare` lets none in.
   * Nine tenths of the time of a large synth went there.
   */
  override toTerraform(): Record<string, unknown> {
    const elements = this.node.findAll().filter((node) => TerraformElement.isTerraformElement(node))
    const version: unknown = this.node.tryGetContext('cdktfVersion')
    const metadata: Record<string, unknown> = { version, stackName: this.node.id }
    const terraform: Record<string, unknown> = { '//': { metadata, outputs: {} } }
    for (const element of elements) {
      deepMerge(metadata, asRecord(element.toMetadata()))
      deepMerge(terraform, asRecord(element.toTerraform()))
    }
    if (this.#imports.length > 0) terraform['import'] = this.#imports
    return terraform
  }

  /** Terraform address → `file:line`, sorted by address. */
  get provenance(): Readonly<Record<string, Origin>> {
    if (this.#provenance !== null && this.#provenance.size === this.#addresses.size) return this.#provenance.map
    const sorted = [...this.#addresses].sort(([a], [b]) => (a < b ? -1 : 1))
    const map = Object.fromEntries(sorted.flatMap(([address, origin]) => (origin === undefined ? [] : [[address, origin]])))
    this.#provenance = { size: this.#addresses.size, map }
    return map
  }

  /** Addresses of everything that the stack declares. */
  get addresses(): readonly string[] {
    return [...this.#addresses.keys()]
  }

  /** Takes an address. @throws Error where another object has it already: cdktf would merge the two silently */
  claim(address: string, origin: Origin | undefined): void {
    if (this.#addresses.has(address)) {
      throw new Error(`栈 ${this.node.id} 里有两个对象都叫 ${address}（${this.#addresses.get(address) ?? '?'}、${origin ?? '?'}）：改其中一个的名字 / two objects share one address: rename one`)
    }
    this.#addresses.set(address, origin)
  }

  /**
   * An `import` block: the object exists already and is taken over instead of created.
   * Not cdktf's importFrom(), which starts the terraform program for each resource to ask its version.
   */
  adopt(address: string, id: string): void {
    this.#imports.push({ to: address, id: literal(id) })
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** Name of the Terraform variable that holds a cluster's kubeconfig context. */
function contextVariable(cluster: string): string {
  return `context_${cluster.replaceAll('-', '_')}`
}

interface ObjectConfig extends TerraformMetaArguments {
  readonly metadata: { readonly name?: string; readonly namespace?: string }
}

/** What of a declared object others may need: its address, to depend on it. */
export interface Declared {
  readonly address: string
}

export interface DeclareOptions {
  /** Objects that must exist first (the Namespace). @default none */
  readonly after?: readonly Declared[]
  /** The object exists already: take it over. @default false */
  readonly adopt?: boolean
  /** Refuse to destroy or replace the object while it is declared. @default false */
  readonly preventDestroy?: boolean
  /** Attributes that others write (an autoscaler): not reset. @default none */
  readonly ignoreChanges?: readonly string[]
}

type Binding<C> = { readonly tfResourceType: string } & (new (scope: Construct, id: string, config: C) => TerraformResource)

/**
 * Declares one Kubernetes object by a typed resource, under an address made of its kind, namespace and name.
 * @param config plain data; its strings are taken literally
 */
export function declare<C extends ObjectConfig>(scope: Construct, type: Binding<C>, config: C, options: DeclareOptions = {}): Declared {
  const { name = '', namespace = '' } = config.metadata
  const id = logicalId(namespace, name)
  const address = `${type.tfResourceType}.${id}`
  const stack = TerraformStack.of(scope)
  if (!(stack instanceof Stack)) throw new Error(`${address} stands in no stack of ours`)
  stack.claim(address, originOf(scope))
  const resource = new type(scope, `${type.tfResourceType}.${id}`, literal(config))
  resource.overrideLogicalId(id)
  if (options.after !== undefined && options.after.length > 0) resource.dependsOn = options.after.map((d) => d.address)
  const { preventDestroy, ignoreChanges } = options
  if (preventDestroy === true || ignoreChanges !== undefined) {
    resource.lifecycle = { ...(preventDestroy === true ? { preventDestroy } : {}), ...(ignoreChanges === undefined ? {} : { ignoreChanges: [...ignoreChanges] }) }
  }
  if (options.adopt === true) stack.adopt(address, namespace === '' ? name : `${namespace}/${name}`)
  return { address }
}

/** A Kubernetes object in the API's own words, for kinds that the provider has no typed resource for. */
export interface PlainObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> }
  readonly spec: Readonly<Record<string, unknown>>
}

/**
 * Declares one cluster-scoped object by `kubernetes_manifest`, under an address made of its kind and name. Its plan asks the API server for
 * the kind's schema, so it may stand only in stacks of its own, which are not planned before the cluster is there.
 */
export function declarePlain(scope: Construct, object: PlainObject): Declared {
  const id = logicalId(object.kind.toLowerCase(), object.metadata.name)
  const address = `kubernetes_manifest.${id}`
  const stack = TerraformStack.of(scope)
  if (!(stack instanceof Stack)) throw new Error(`${address} stands in no stack of ours`)
  stack.claim(address, originOf(scope))
  // The provider may not change an object that another field manager took over: whoever changes a policy by hand is overruled.
  new Manifest(scope, address, { manifest: literal({ ...object }), fieldManager: { name: 'ywq', forceConflicts: true } }).overrideLogicalId(id)
  return { address }
}
