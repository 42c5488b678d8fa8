/** The list of checks: one import and one entry a check, sorted by id. */
import type { Check } from '../check.ts'
import { accessCoversAreas } from './access-covers-areas.ts'
import { addressPlanAggregated } from './address-plan-aggregated.ts'
import { admissionPolicyEnforced } from './admission-policy-enforced.ts'
import { apparmorProfileAllowed } from './apparmor-profile-allowed.ts'
import { approvalSigned } from './approval-signed.ts'
import { assessmentCurrent } from './assessment-current.ts'
import { auditAdminReadOnly } from './audit-admin-read-only.ts'
import { auditLogImmutable } from './audit-log-immutable.ts'
import { auditLogRetained } from './audit-log-retained.ts'
import { auditLogShippedToCenter } from './audit-log-shipped-to-center.ts'
import { auditReviewRecorded } from './audit-review-recorded.ts'
import { backupCentrePresent } from './backup-centre-present.ts'
import { bandwidthAllottedByImportance } from './bandwidth-allotted-by-importance.ts'
import { bandwidthFloorMet } from './bandwidth-floor-met.ts'
import { businessKpisDeclared } from './business-kpis-declared.ts'
import { capabilitiesWithinDefault } from './capabilities-within-default.ts'
import { catalogueNumberDeclared } from './catalogue-number-declared.ts'
import { ciiDutiesRecorded } from './cii-duties-recorded.ts'
import { clockSourceDeclared } from './clock-source-declared.ts'
import { clusterAdminLimited } from './cluster-admin-limited.ts'
import { clusterDualStack } from './cluster-dual-stack.ts'
import { cryptoAssessmentCurrent } from './crypto-assessment-current.ts'
import { cryptoProductsDeclared } from './crypto-products-declared.ts'
import { dataClassDeclared } from './data-class-declared.ts'
import { dataClassificationLabelled } from './data-classification-labelled.ts'
import { dataLocationKnown } from './data-location-known.ts'
import { dedicatedPoolForLevelFour } from './dedicated-pool-for-level-four.ts'
import { dedicatedServiceAccount } from './dedicated-service-account.ts'
import { defaultDenyEgress } from './default-deny-egress.ts'
import { defaultDenyIngress } from './default-deny-ingress.ts'
import { defaultNamespaceEmpty } from './default-namespace-empty.ts'
import { defaultServiceAccountUnbound } from './default-service-account-unbound.ts'
import { departedSubjectsUnbound } from './departed-subjects-unbound.ts'
import { disruptionBudgetPresent } from './disruption-budget-present.ts'
import { drTopologyConsistent } from './dr-topology-consistent.ts'
import { dropAllCapabilities } from './drop-all-capabilities.ts'
import { dutyPersonDeclared } from './duty-person-declared.ts'
import { emergencyDrillRecent } from './emergency-drill-recent.ts'
import { emergencyPlanCurrent } from './emergency-plan-current.ts'
import { evidenceDigestMatches } from './evidence-digest-matches.ts'
import { evidenceRecordCurrent } from './evidence-record-current.ts'
import { execAttachLimited } from './exec-attach-limited.ts'
import { exposureOnlyThroughGatewayZone } from './exposure-only-through-gateway-zone.ts'
import { externalEgressDeclared } from './external-egress-declared.ts'
import { fiveSensingMeansDeclared } from './five-sensing-means-declared.ts'
import { flowApproved } from './flow-approved.ts'
import { flowDataFitsZone } from './flow-data-fits-zone.ts'
import { flowEndNotWholeZone } from './flow-end-not-whole-zone.ts'
import { flowEnvironmentSeparated } from './flow-environment-separated.ts'
import { flowNotExpired } from './flow-not-expired.ts'
import { flowNotOpenWorld } from './flow-not-open-world.ts'
import { flowPortSpanLimited } from './flow-port-span-limited.ts'
import { imageFromAllowedRegistry } from './image-from-allowed-registry.ts'
import { imagePinnedByDigest } from './image-pinned-by-digest.ts'
import { infrastructureRegionAllowed } from './infrastructure-region-allowed.ts'
import { ingressHostCoveredByTls } from './ingress-host-covered-by-tls.ts'
import { ingressTlsMinimumVersion } from './ingress-tls-minimum-version.ts'
import { ingressTlsRequired } from './ingress-tls-required.ts'
import { inheritedAssessmentCurrent } from './inherited-assessment-current.ts'
import { legacyAssetNotOverdue } from './legacy-asset-not-overdue.ts'
import { levelAndFilingDeclared } from './level-and-filing-declared.ts'
import { mandatoryAccessProfileSet } from './mandatory-access-profile-set.ts'
import { namespaceOwnershipLabels } from './namespace-ownership-labels.ts'
import { networkDualStack } from './network-dual-stack.ts'
import { networkNodeJoined } from './network-node-joined.ts'
import { networkPolicyEngineReady } from './network-policy-engine-ready.ts'
import { networkPolicyImplementsApprovedFlow } from './network-policy-implements-approved-flow.ts'
import { noAddedCapabilities } from './no-added-capabilities.ts'
import { noAnonymousBinding } from './no-anonymous-binding.ts'
import { noCrossTenantVolume } from './no-cross-tenant-volume.ts'
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
import { noRedundantRule } from './no-redundant-rule.ts'
import { noRootUser } from './no-root-user.ts'
import { noSecretInConfig } from './no-secret-in-config.ts'
import { noStaleBinding } from './no-stale-binding.ts'
import { noStandingDebugContainer } from './no-standing-debug-container.ts'
import { noStaticServiceAccountToken } from './no-static-service-account-token.ts'
import { noUndeclaredNamespace } from './no-undeclared-namespace.ts'
import { noWildcardRbac } from './no-wildcard-rbac.ts'
import { nodeAndMetadataEndpointsUnreachable } from './node-and-metadata-endpoints-unreachable.ts'
import { offsiteCopyWithinRpo } from './offsite-copy-within-rpo.ts'
import { operatorCoverageContinuous } from './operator-coverage-continuous.ts'
import { phaseDue } from './phase-due.ts'
import { planeSeparated } from './plane-separated.ts'
import { platformAgreementCurrent } from './platform-agreement-current.ts'
import { platformBackupScheduled } from './platform-backup-scheduled.ts'
import { platformLevelNotBelowWorkload } from './platform-level-not-below-workload.ts'
import { podCreationLimited } from './pod-creation-limited.ts'
import { podSecurityRestrictedEnforced } from './pod-security-restricted-enforced.ts'
import { policyChangesByAuthorisedOnly } from './policy-changes-by-authorised-only.ts'
import { priorityClassByImportance } from './priority-class-by-importance.ts'
import { privateNetworkNotIsolated } from './private-network-not-isolated.ts'
import { probesSet } from './probes-set.ts'
import { procMountDefault } from './proc-mount-default.ts'
import { procMountMasked } from './proc-mount-masked.ts'
import { readOnlyRootFilesystem } from './read-only-root-filesystem.ts'
import { recordAuthorNotJudge } from './record-author-not-judge.ts'
import { rectificationNotOverdue } from './rectification-not-overdue.ts'
import { replicasAtLeastTwo } from './replicas-at-least-two.ts'
import { resourceLimitsSet } from './resource-limits-set.ts'
import { resourceQuotaPresent } from './resource-quota-present.ts'
import { responsiblePeopleInOffice } from './responsible-people-in-office.ts'
import { restoreTestRecent } from './restore-test-recent.ts'
import { retiredTenantLeavesNothing } from './retired-tenant-leaves-nothing.ts'
import { rollbackHistoryKept } from './rollback-history-kept.ts'
import { rulesSpecifyPeerPortProtocol } from './rules-specify-peer-port-protocol.ts'
import { rulesUseSelectorsNotPodAddresses } from './rules-use-selectors-not-pod-addresses.ts'
import { runAsNonRoot } from './run-as-non-root.ts'
import { runbookDeclared } from './runbook-declared.ts'
import { seccompNotUnconfined } from './seccomp-not-unconfined.ts'
import { seccompProfileSet } from './seccomp-profile-set.ts'
import { secretsEncryptedAtRest } from './secrets-encrypted-at-rest.ts'
import { secretsNotInConfigmap } from './secrets-not-in-configmap.ts'
import { secretsReadLimited } from './secrets-read-limited.ts'
import { selinuxOptionsAllowed } from './selinux-options-allowed.ts'
import { sensitiveEmptydirInMemory } from './sensitive-emptydir-in-memory.ts'
import { serviceAccountTokenNotAutomounted } from './service-account-token-not-automounted.ts'
import { serviceAgreementCurrent } from './service-agreement-current.ts'
import { serviceDualStack } from './service-dual-stack.ts'
import { shareBasisDeclared } from './share-basis-declared.ts'
import { snapshotAccessLimited } from './snapshot-access-limited.ts'
import { spreadAcrossFailureDomains } from './spread-across-failure-domains.ts'
import { storageClassEncrypted } from './storage-class-encrypted.ts'
import { storageReplicated } from './storage-replicated.ts'
import { storageWipedOnRelease } from './storage-wiped-on-release.ts'
import { subjectsInAccountRegister } from './subjects-in-account-register.ts'
import { sysctlsSafe } from './sysctls-safe.ts'
import { systemGraded } from './system-graded.ts'
import { temporaryAccessTimeBound } from './temporary-access-time-bound.ts'
import { tenantKeyPerTenant } from './tenant-key-per-tenant.ts'
import { tenantManagesOwnNetworkPolicy } from './tenant-manages-own-network-policy.ts'
import { tenantSubjectsConfined } from './tenant-subjects-confined.ts'
import { threeAdminRolesSeparated } from './three-admin-roles-separated.ts'
import { threeSynchronisationsDeclared } from './three-synchronisations-declared.ts'
import { volumeBackupScheduled } from './volume-backup-scheduled.ts'
import { volumeReclaimPolicyDelete } from './volume-reclaim-policy-delete.ts'
import { volumeTypesRestricted } from './volume-types-restricted.ts'
import { waiverEffective } from './waiver-effective.ts'
import { waiverInUse } from './waiver-in-use.ts'
import { waiverNarrow } from './waiver-narrow.ts'
import { waiverNotExpired } from './waiver-not-expired.ts'
import { waiverRenewalsLimited } from './waiver-renewals-limited.ts'
import { workloadOnXinchuangPool } from './workload-on-xinchuang-pool.ts'
import { xinchuangNotOverdue } from './xinchuang-not-overdue.ts'
import { zoneAddressPlanDisjoint } from './zone-address-plan-disjoint.ts'
import { zoneDualStack } from './zone-dual-stack.ts'

export const checks: readonly Check[] = [
  accessCoversAreas,
  addressPlanAggregated,
  admissionPolicyEnforced,
  apparmorProfileAllowed,
  approvalSigned,
  assessmentCurrent,
  auditAdminReadOnly,
  auditLogImmutable,
  auditLogRetained,
  auditLogShippedToCenter,
  auditReviewRecorded,
  backupCentrePresent,
  bandwidthAllottedByImportance,
  bandwidthFloorMet,
  businessKpisDeclared,
  capabilitiesWithinDefault,
  catalogueNumberDeclared,
  ciiDutiesRecorded,
  clockSourceDeclared,
  clusterAdminLimited,
  clusterDualStack,
  cryptoAssessmentCurrent,
  cryptoProductsDeclared,
  dataClassDeclared,
  dataClassificationLabelled,
  dataLocationKnown,
  dedicatedPoolForLevelFour,
  dedicatedServiceAccount,
  defaultDenyEgress,
  defaultDenyIngress,
  defaultNamespaceEmpty,
  defaultServiceAccountUnbound,
  departedSubjectsUnbound,
  disruptionBudgetPresent,
  drTopologyConsistent,
  dropAllCapabilities,
  dutyPersonDeclared,
  emergencyDrillRecent,
  emergencyPlanCurrent,
  evidenceDigestMatches,
  evidenceRecordCurrent,
  execAttachLimited,
  exposureOnlyThroughGatewayZone,
  externalEgressDeclared,
  fiveSensingMeansDeclared,
  flowApproved,
  flowDataFitsZone,
  flowEndNotWholeZone,
  flowEnvironmentSeparated,
  flowNotExpired,
  flowNotOpenWorld,
  flowPortSpanLimited,
  imageFromAllowedRegistry,
  imagePinnedByDigest,
  infrastructureRegionAllowed,
  ingressHostCoveredByTls,
  ingressTlsMinimumVersion,
  ingressTlsRequired,
  inheritedAssessmentCurrent,
  legacyAssetNotOverdue,
  levelAndFilingDeclared,
  mandatoryAccessProfileSet,
  namespaceOwnershipLabels,
  networkDualStack,
  networkNodeJoined,
  networkPolicyEngineReady,
  networkPolicyImplementsApprovedFlow,
  noAddedCapabilities,
  noAnonymousBinding,
  noCrossTenantVolume,
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
  noRedundantRule,
  noRootUser,
  noSecretInConfig,
  noStaleBinding,
  noStandingDebugContainer,
  noStaticServiceAccountToken,
  noUndeclaredNamespace,
  noWildcardRbac,
  nodeAndMetadataEndpointsUnreachable,
  offsiteCopyWithinRpo,
  operatorCoverageContinuous,
  phaseDue,
  planeSeparated,
  platformAgreementCurrent,
  platformBackupScheduled,
  platformLevelNotBelowWorkload,
  podCreationLimited,
  podSecurityRestrictedEnforced,
  policyChangesByAuthorisedOnly,
  priorityClassByImportance,
  privateNetworkNotIsolated,
  probesSet,
  procMountDefault,
  procMountMasked,
  readOnlyRootFilesystem,
  recordAuthorNotJudge,
  rectificationNotOverdue,
  replicasAtLeastTwo,
  resourceLimitsSet,
  resourceQuotaPresent,
  responsiblePeopleInOffice,
  restoreTestRecent,
  retiredTenantLeavesNothing,
  rollbackHistoryKept,
  rulesSpecifyPeerPortProtocol,
  rulesUseSelectorsNotPodAddresses,
  runAsNonRoot,
  runbookDeclared,
  seccompNotUnconfined,
  seccompProfileSet,
  secretsEncryptedAtRest,
  secretsNotInConfigmap,
  secretsReadLimited,
  selinuxOptionsAllowed,
  sensitiveEmptydirInMemory,
  serviceAccountTokenNotAutomounted,
  serviceAgreementCurrent,
  serviceDualStack,
  shareBasisDeclared,
  snapshotAccessLimited,
  spreadAcrossFailureDomains,
  storageClassEncrypted,
  storageReplicated,
  storageWipedOnRelease,
  subjectsInAccountRegister,
  sysctlsSafe,
  systemGraded,
  temporaryAccessTimeBound,
  tenantKeyPerTenant,
  tenantManagesOwnNetworkPolicy,
  tenantSubjectsConfined,
  threeAdminRolesSeparated,
  threeSynchronisationsDeclared,
  volumeBackupScheduled,
  volumeReclaimPolicyDelete,
  volumeTypesRestricted,
  waiverEffective,
  waiverInUse,
  waiverNarrow,
  waiverNotExpired,
  waiverRenewalsLimited,
  workloadOnXinchuangPool,
  xinchuangNotOverdue,
  zoneAddressPlanDisjoint,
  zoneDualStack,
]
