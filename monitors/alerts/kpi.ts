/** Alerts over business figures: who is hit, who has gone quiet, what of a system runs out. The department comes from what the estate says of the system. */
import type { Alert } from './alert.ts'

/** Joins the owner to a series of (cluster, system). */
const owned = '* on (cluster, system) group_left (department) ywq_system_info'

/** Fewer people than this say nothing about a share. */
const fewestPeople = 20
/** A system that had fewer transactions in the same half hour a week ago is a quiet one. */
const usualTransactions = 30

export const kpiAlerts: readonly Alert[] = [
  {
    alert: 'YwqAffectedUsers',
    expr: `(ywq_affected_users{window="1h"} / on (cluster, system) ywq_active_users{window="1h"} > 0.05 and on (cluster, system) ywq_affected_users{window="1h"} >= ${fewestPeople}) ${owned}`,
    for: '5m',
    severity: 'high',
    summary: { zh: '{{ $labels.system }}：一小时内 {{ $value | humanizePercentage }} 的用户遇到失败', en: '{{ $labels.system }}: {{ $value | humanizePercentage }} of the users of this hour met a failure' },
    description: { zh: `超过 5%，且不少于 ${fewestPeople} 人。`, en: `More than 5 %, and at least ${fewestPeople} people.` },
  },
  {
    alert: 'YwqSystemQuiet',
    expr: `(sum by (cluster, system) (increase(ywq_business_transactions_total[30m])) == 0 and sum by (cluster, system) (increase(ywq_business_transactions_total[30m] offset 1w)) >= ${usualTransactions}) + on (cluster, system) group_left (department) 0 * ywq_system_info`,
    for: '10m',
    severity: 'high',
    summary: { zh: `{{ $labels.system }}：半小时没有一笔业务，上周此时不少于 ${usualTransactions} 笔`, en: `{{ $labels.system }}: no transaction for half an hour; at least ${usualTransactions} at this time last week` },
    description: { zh: '没有失败也可能是没有人进得来：查入口、解析、统一身份认证。', en: 'No failures may mean that nobody gets in: look at the entrance, DNS, the common login.' },
  },
  {
    alert: 'YwqCertificateExpiring',
    expr: 'min by (cluster, department, system) (ywq_certificate_expiry_timestamp_seconds - time()) / 86400 < 30',
    for: '1h',
    severity: 'medium',
    summary: { zh: '{{ $labels.system }}：密码产品证书将在 {{ $value | humanize }} 天内到期', en: '{{ $labels.system }}: the certificate of a crypto product expires in {{ $value | humanize }} days' },
    description: { zh: '按声明里 crypto.products 最早的到期日；为负即已过期。', en: 'By the earliest date among crypto.products of the declaration; negative once it has passed.' },
  },
]
