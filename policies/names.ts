/**
 * Names by convention: what stacks build, checks look for and a person types. Written once, here.
 * Stacks hold no references to each other; they meet only through these names (design: order of stacks).
 */

/** Prefix of every label and annotation of ours. */
const labelPrefix = 'ywq.io/'

/** Labels on namespaces (protected: only the bureau's space stack and the platform write them) and on what we build in them. */
export const labels = {
  managedBy: 'app.kubernetes.io/managed-by',
  appName: 'app.kubernetes.io/name',
  appInstance: 'app.kubernetes.io/instance',
  department: `${labelPrefix}department`,
  system: `${labelPrefix}system`,
  tier: `${labelPrefix}tier`,
  zone: `${labelPrefix}zone`,
  level: `${labelPrefix}level`,
  environment: `${labelPrefix}environment`,
  importance: `${labelPrefix}importance`,
  dataClass: `${labelPrefix}data-class`,
  /** Name of the Person who answers for the department. */
  owner: `${labelPrefix}owner`,
  /** On ConfigMaps: `estate-slice` or `rules`; how the exporter and Prometheus find them. */
  content: `${labelPrefix}content`,
  /** On NetworkPolicies: name of the Flow (its egress or ingress half). */
  flow: `${labelPrefix}flow`,
  /** On what the platform builds for itself: `platform`, `monitoring` or `admission`. */
  component: `${labelPrefix}component`,
  /** On admission policies and bindings: severity of the check that they are compiled from. */
  severity: `${labelPrefix}severity`,
} as const

export const annotations = {
  titleZh: `${labelPrefix}title-zh`,
  titleEn: `${labelPrefix}title-en`,
  purpose: `${labelPrefix}purpose`,
  expires: `${labelPrefix}expires`,
  approval: `${labelPrefix}approval`,
} as const

export const managedBy = 'ywq'

/** `<department>--<system>--<tier>`, never truncated: 16 + 2 + 24 + 2 + 10 = 54 of 63 characters. */
export function namespaceName(department: string, system: string, tier: { readonly name: string; readonly namespace?: string }): string {
  return tier.namespace ?? `${department}--${system}--${tier.name}`
}

/** Namespaces of the platform itself. */
export const platformNamespaces = { platform: 'ywq-system', monitoring: 'ywq-monitoring' } as const

export const stackNames = {
  platform: (cluster: string) => `${cluster}_platform`,
  admission: (cluster: string) => `${cluster}_admission`,
  monitoring: (cluster: string) => `${cluster}_monitoring`,
  space: (cluster: string, department: string) => `${cluster}_space_${department}`,
  apps: (cluster: string, department: string) => `${cluster}_apps_${department}`,
} as const

/** Groups that the identity provider puts people and pipelines into. */
export const groups = {
  /** Applies a department's apps stack. */
  delivery: (department: string) => `ywq:delivery:${department}`,
  /** Applies platform, admission, monitoring and space stacks. */
  bureau: 'ywq:bureau',
  /** The three administrators (GB/T 22239 x.1.5.1–3). */
  systemAdmin: 'ywq:system-admin',
  auditAdmin: 'ywq:audit-admin',
  securityAdmin: 'ywq:security-admin',
} as const

/** ClusterRoles that the platform stack builds, and Roles of the space stack. */
export const roleNames = {
  systemAdmin: 'ywq-system-admin',
  auditAdmin: 'ywq-audit-admin',
  securityAdmin: 'ywq-security-admin',
  exporter: 'ywq-exporter',
  /** In each tenant namespace: workloads, Services, Ingress, PDB, and the tenant's own NetworkPolicies. */
  delivery: 'ywq-delivery',
  /** In each tenant namespace: read without Secrets, for owner and operators. */
  viewer: 'ywq-viewer',
  operator: 'ywq-operator',
} as const

/** PriorityClass by importance. */
export const priorityClasses = { key: 'ywq-key', high: 'ywq-high', normal: 'ywq-normal' } as const

/**
 * Names of the NetworkPolicies that the space stack builds besides the halves of Flows: the first two in every tenant namespace,
 * `gateway` where a declared workload has an Ingress, `api` where one calls the Kubernetes API.
 * `tenant` is the one name that a department's delivery identity may update and delete; the space never builds it.
 */
export const policyNames = {
  denyAll: 'ywq-default-deny', dns: 'ywq-allow-dns', gateway: 'ywq-allow-gateway', api: 'ywq-allow-api', tenant: 'tenant-policy',
} as const

/** Sidecar beside cdk.tf.json: Terraform address → `file:line` of the estate document that asked for it. */
export const provenanceFile = 'ywq.provenance.json'
