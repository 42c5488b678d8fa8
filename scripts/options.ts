/** Options that many verbs have, told once. */
import type { OptionSpec } from './command.ts'

export const estate: OptionSpec = { type: 'string', value: 'DIR', help: { zh: '声明所在目录', en: 'folder of the estate' } }
export const now: OptionSpec = { type: 'string', value: 'T', help: { zh: '按此刻判定：RFC 3339 或日期（缺省：Estate.asOf，否则现在）', en: 'judge at this instant: RFC 3339 or a date (default: Estate.asOf, else the clock)' } }
export const approvals: OptionSpec = { type: 'string', among: ['git', 'signature', 'none'], help: { zh: '如何核验批准人（缺省 none：报告注明审批未核验）', en: 'how approvers are verified (default none: reports say so)' } }
export const department: OptionSpec = { type: 'string', multiple: true, value: 'NAME', help: { zh: '只处理这些部门', en: 'these departments only' } }
export const context: OptionSpec = { type: 'string', multiple: true, value: 'CLUSTER=CONTEXT', help: { zh: '集群用哪个 kubeconfig 上下文', en: 'kubeconfig context of a cluster' } }
export const kubeconfig: OptionSpec = { type: 'string', value: 'FILE', help: { zh: 'kubeconfig 文件（缺省 KUBECONFIG 或 ~/.kube/config）', en: 'kubeconfig file (default KUBECONFIG or ~/.kube/config)' } }
