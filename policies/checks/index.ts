/** The list of checks: one import and one entry a check, sorted by id. */
import type { Check } from '../check.ts'
import { apparmorProfileAllowed } from './apparmor-profile-allowed.ts'
import { auditAdminReadOnly } from './audit-admin-read-only.ts'
import { bandwidthAllottedByImportance } from './bandwidth-allotted-by-importance.ts'
import { capabilitiesWithinDefault } from './capabilities-within-default.ts'
import { clusterAdminLimited } from './cluster-admin-limited.ts'
import { dataClassificationLabelled } from './data-classification-labelled.ts'
import { dedicatedPoolForLevelFour } from './dedicated-pool-for-level-four.ts'
import { dedicatedServiceAccount } from './dedicated-service-account.ts'
import { defaultDenyEgress } from './default-deny-egress.ts'
import { defaultDenyIngress } from './default-deny-ingress.ts'
import { defaultServiceAccountUnbound } from './default-service-account-unbound.ts'
import { departedSubjectsUnbound } from './departed-subjects-unbound.ts'
import { disruptionBudgetPresent } from './disruption-budget-present.ts'
import { dropAllCapabilities } from './drop-all-capabilities.ts'
import { execAttachLimited } from './exec-attach-limited.ts'
import { exposureOnlyThroughGatewayZone } from './exposure-only-through-gateway-zone.ts'
import { externalEgressDeclared } from './external-egress-declared.ts'
import { imageFromAllowedRegistry } from './image-from-allowed-registry.ts'
import { imagePinnedByDigest } from './image-pinned-by-digest.ts'
import { mandatoryAccessProfileSet } from './mandatory-access-profile-set.ts'
import { networkPolicyImplementsApprovedFlow } from './network-policy-implements-approved-flow.ts'
import { noAddedCapabilities } from './no-added-capabilities.ts'
import { noAnonymousBinding } from './no-anonymous-binding.ts'
import { noDanglingPolicy } from './no-dangling-policy.ts'
import { noEscalationVerbs } from './no-escalation-verbs.ts'
import { noExternalIps } from './no-external-ips.ts'
import { noExternalSubjectInKeySystem } from './no-external-subject-in-key-system.ts'
import { noHostNamespaces } from './no-host-namespaces.ts'
import { noHostPath } from './no-host-path.ts'
import { noHostPort } from './no-host-port.ts'
import { noHostProcess } from './no-host-process.ts'
import { noNodePort } from './no-node-port.ts'
import { noOpenWorldCidr } from './no-open-world-cidr.ts'
import { noPrivilegeEscalation } from './no-privilege-escalation.ts'
import { noPrivilegedContainer } from './no-privileged-container.ts'
import { noProbeHost } from './no-probe-host.ts'
import { noRootUser } from './no-root-user.ts'
import { noSecretInConfig } from './no-secret-in-config.ts'
import { noStaleBinding } from './no-stale-binding.ts'
import { noStandingDebugContainer } from './no-standing-debug-container.ts'
import { noStaticServiceAccountToken } from './no-static-service-account-token.ts'
import { noWildcardRbac } from './no-wildcard-rbac.ts'
import { nodeAndMetadataEndpointsUnreachable } from './node-and-metadata-endpoints-unreachable.ts'
import { podCreationLimited } from './pod-creation-limited.ts'
import { policyChangesByAuthorisedOnly } from './policy-changes-by-authorised-only.ts'
import { priorityClassByImportance } from './priority-class-by-importance.ts'
import { probesSet } from './probes-set.ts'
import { procMountDefault } from './proc-mount-default.ts'
import { procMountMasked } from './proc-mount-masked.ts'
import { readOnlyRootFilesystem } from './read-only-root-filesystem.ts'
import { replicasAtLeastTwo } from './replicas-at-least-two.ts'
import { resourceLimitsSet } from './resource-limits-set.ts'
import { rollbackHistoryKept } from './rollback-history-kept.ts'
import { rulesSpecifyPeerPortProtocol } from './rules-specify-peer-port-protocol.ts'
import { rulesUseSelectorsNotPodAddresses } from './rules-use-selectors-not-pod-addresses.ts'
import { runAsNonRoot } from './run-as-non-root.ts'
import { seccompNotUnconfined } from './seccomp-not-unconfined.ts'
import { seccompProfileSet } from './seccomp-profile-set.ts'
import { secretsReadLimited } from './secrets-read-limited.ts'
import { selinuxOptionsAllowed } from './selinux-options-allowed.ts'
import { sensitiveEmptydirInMemory } from './sensitive-emptydir-in-memory.ts'
import { serviceAccountTokenNotAutomounted } from './service-account-token-not-automounted.ts'
import { serviceDualStack } from './service-dual-stack.ts'
import { snapshotAccessLimited } from './snapshot-access-limited.ts'
import { spreadAcrossFailureDomains } from './spread-across-failure-domains.ts'
import { subjectsInAccountRegister } from './subjects-in-account-register.ts'
import { sysctlsSafe } from './sysctls-safe.ts'
import { temporaryAccessTimeBound } from './temporary-access-time-bound.ts'
import { tenantManagesOwnNetworkPolicy } from './tenant-manages-own-network-policy.ts'
import { tenantSubjectsConfined } from './tenant-subjects-confined.ts'
import { threeAdminRolesSeparated } from './three-admin-roles-separated.ts'
import { volumeTypesRestricted } from './volume-types-restricted.ts'
import { workloadOnXinchuangPool } from './workload-on-xinchuang-pool.ts'

export const checks: readonly Check[] = [
  apparmorProfileAllowed,
  auditAdminReadOnly,
  bandwidthAllottedByImportance,
  capabilitiesWithinDefault,
  clusterAdminLimited,
  dataClassificationLabelled,
  dedicatedPoolForLevelFour,
  dedicatedServiceAccount,
  defaultDenyEgress,
  defaultDenyIngress,
  defaultServiceAccountUnbound,
  departedSubjectsUnbound,
  disruptionBudgetPresent,
  dropAllCapabilities,
  execAttachLimited,
  exposureOnlyThroughGatewayZone,
  externalEgressDeclared,
  imageFromAllowedRegistry,
  imagePinnedByDigest,
  mandatoryAccessProfileSet,
  networkPolicyImplementsApprovedFlow,
  noAddedCapabilities,
  noAnonymousBinding,
  noDanglingPolicy,
  noEscalationVerbs,
  noExternalIps,
  noExternalSubjectInKeySystem,
  noHostNamespaces,
  noHostPath,
  noHostPort,
  noHostProcess,
  noNodePort,
  noOpenWorldCidr,
  noPrivilegeEscalation,
  noPrivilegedContainer,
  noProbeHost,
  noRootUser,
  noSecretInConfig,
  noStaleBinding,
  noStandingDebugContainer,
  noStaticServiceAccountToken,
  noWildcardRbac,
  nodeAndMetadataEndpointsUnreachable,
  podCreationLimited,
  policyChangesByAuthorisedOnly,
  priorityClassByImportance,
  probesSet,
  procMountDefault,
  procMountMasked,
  readOnlyRootFilesystem,
  replicasAtLeastTwo,
  resourceLimitsSet,
  rollbackHistoryKept,
  rulesSpecifyPeerPortProtocol,
  rulesUseSelectorsNotPodAddresses,
  runAsNonRoot,
  seccompNotUnconfined,
  seccompProfileSet,
  secretsReadLimited,
  selinuxOptionsAllowed,
  sensitiveEmptydirInMemory,
  serviceAccountTokenNotAutomounted,
  serviceDualStack,
  snapshotAccessLimited,
  spreadAcrossFailureDomains,
  subjectsInAccountRegister,
  sysctlsSafe,
  temporaryAccessTimeBound,
  tenantManagesOwnNetworkPolicy,
  tenantSubjectsConfined,
  threeAdminRolesSeparated,
  volumeTypesRestricted,
  workloadOnXinchuangPool,
]
