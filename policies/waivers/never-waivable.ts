/**
 * What nobody may waive, per level, as data. Our own choice, not a sentence of the standard: duties of law that no bureau can lift,
 * what a waiver itself rests on (who decides, who keeps the log), and faults that undo the isolation of everybody else.
 */
import type { Level } from '../audit.ts'
import type { Text } from '../text.ts'

interface Row {
  /** Lowest level at which it may not be waived; it stays so above. */
  readonly from: Level
  readonly why: Text
  readonly checks: readonly string[]
}

const rows: readonly Row[] = [
  {
    from: 2,
    why: { zh: '这是法定义务，任何批准都不能免除', en: 'a duty of law that no approval lifts' },
    checks: ['audit-log-retained', 'level-and-filing-declared', 'data-location-known', 'infrastructure-region-allowed'],
  },
  {
    from: 2,
    why: { zh: '豁免和整改的管理不能用豁免来绕过', en: 'what waivers and rectifications rest on is not waived' },
    checks: [
      'waiver-not-expired', 'waiver-effective', 'waiver-in-use', 'waiver-narrow', 'waiver-renewals-limited', 'approval-signed', 'rectification-not-overdue',
      'record-author-not-judge', 'evidence-digest-matches', 'three-admin-roles-separated', 'audit-admin-read-only', 'policy-changes-by-authorised-only',
    ],
  },
  {
    from: 2,
    why: { zh: '它使任何人都能进来，或把密钥公开', en: 'it lets anybody in, or lays secrets open' },
    checks: ['no-anonymous-binding', 'no-secret-in-config'],
  },
  {
    from: 3,
    why: { zh: '三级以上，它会破坏其他单位的隔离', en: 'from level 3 on it would undo the isolation of others' },
    checks: ['no-privileged-container', 'no-cross-tenant-volume', 'cluster-admin-limited', 'no-escalation-verbs', 'default-deny-ingress'],
  },
  {
    from: 3,
    why: { zh: '三级以上，审计记录必须不可更改', en: 'from level 3 on audit records must be beyond alteration' },
    checks: ['audit-log-immutable', 'secrets-encrypted-at-rest'],
  },
  {
    from: 4,
    why: { zh: '四级要求强制访问控制和专用资源', en: 'level 4 rests on mandatory access control and dedicated resources' },
    checks: ['mandatory-access-profile-set', 'dedicated-pool-for-level-four', 'default-deny-egress', 'no-host-path', 'no-host-namespaces'],
  },
]

const byCheck = new Map(rows.flatMap((row) => row.checks.map((check) => [check, row] as const)))

/** @returns why a finding of the check may not be waived at the level; null where it may */
export function neverWaivable(check: string, level: Level): Text | null {
  const row = byCheck.get(check)
  return row !== undefined && level >= row.from ? row.why : null
}

/** Ids of the checks that may not be waived at the level, sorted. */
export function neverWaivableAt(level: Level): readonly string[] {
  return [...byCheck].filter(([, row]) => level >= row.from).map(([check]) => check).sort()
}
