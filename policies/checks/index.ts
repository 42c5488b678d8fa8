/** The list of checks: one import and one entry a check, sorted by id. */
import type { Check } from '../check.ts'
import { apparmorProfileAllowed } from './apparmor-profile-allowed.ts'
import { bandwidthAllottedByImportance } from './bandwidth-allotted-by-importance.ts'
import { capabilitiesWithinDefault } from './capabilities-within-default.ts'
import { dataClassificationLabelled } from './data-classification-labelled.ts'
import { dedicatedPoolForLevelFour } from './dedicated-pool-for-level-four.ts'
import { dedicatedServiceAccount } from './dedicated-service-account.ts'
import { disruptionBudgetPresent } from './disruption-budget-present.ts'
import { dropAllCapabilities } from './drop-all-capabilities.ts'
import { imageFromAllowedRegistry } from './image-from-allowed-registry.ts'
import { imagePinnedByDigest } from './image-pinned-by-digest.ts'
import { mandatoryAccessProfileSet } from './mandatory-access-profile-set.ts'
import { noAddedCapabilities } from './no-added-capabilities.ts'
import { noHostNamespaces } from './no-host-namespaces.ts'
import { noHostPath } from './no-host-path.ts'
import { noHostPort } from './no-host-port.ts'
import { noHostProcess } from './no-host-process.ts'
import { noPrivilegeEscalation } from './no-privilege-escalation.ts'
import { noPrivilegedContainer } from './no-privileged-container.ts'
import { noProbeHost } from './no-probe-host.ts'
import { noRootUser } from './no-root-user.ts'
import { noSecretInConfig } from './no-secret-in-config.ts'
import { noStandingDebugContainer } from './no-standing-debug-container.ts'
import { priorityClassByImportance } from './priority-class-by-importance.ts'
import { probesSet } from './probes-set.ts'
import { procMountDefault } from './proc-mount-default.ts'
import { procMountMasked } from './proc-mount-masked.ts'
import { readOnlyRootFilesystem } from './read-only-root-filesystem.ts'
import { replicasAtLeastTwo } from './replicas-at-least-two.ts'
import { resourceLimitsSet } from './resource-limits-set.ts'
import { rollbackHistoryKept } from './rollback-history-kept.ts'
import { runAsNonRoot } from './run-as-non-root.ts'
import { seccompNotUnconfined } from './seccomp-not-unconfined.ts'
import { seccompProfileSet } from './seccomp-profile-set.ts'
import { selinuxOptionsAllowed } from './selinux-options-allowed.ts'
import { sensitiveEmptydirInMemory } from './sensitive-emptydir-in-memory.ts'
import { serviceAccountTokenNotAutomounted } from './service-account-token-not-automounted.ts'
import { spreadAcrossFailureDomains } from './spread-across-failure-domains.ts'
import { sysctlsSafe } from './sysctls-safe.ts'
import { volumeTypesRestricted } from './volume-types-restricted.ts'
import { workloadOnXinchuangPool } from './workload-on-xinchuang-pool.ts'

export const checks: readonly Check[] = [
  apparmorProfileAllowed,
  bandwidthAllottedByImportance,
  capabilitiesWithinDefault,
  dataClassificationLabelled,
  dedicatedPoolForLevelFour,
  dedicatedServiceAccount,
  disruptionBudgetPresent,
  dropAllCapabilities,
  imageFromAllowedRegistry,
  imagePinnedByDigest,
  mandatoryAccessProfileSet,
  noAddedCapabilities,
  noHostNamespaces,
  noHostPath,
  noHostPort,
  noHostProcess,
  noPrivilegeEscalation,
  noPrivilegedContainer,
  noProbeHost,
  noRootUser,
  noSecretInConfig,
  noStandingDebugContainer,
  priorityClassByImportance,
  probesSet,
  procMountDefault,
  procMountMasked,
  readOnlyRootFilesystem,
  replicasAtLeastTwo,
  resourceLimitsSet,
  rollbackHistoryKept,
  runAsNonRoot,
  seccompNotUnconfined,
  seccompProfileSet,
  selinuxOptionsAllowed,
  sensitiveEmptydirInMemory,
  serviceAccountTokenNotAutomounted,
  spreadAcrossFailureDomains,
  sysctlsSafe,
  volumeTypesRestricted,
  workloadOnXinchuangPool,
]
