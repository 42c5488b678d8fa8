/** Part of the verb table: `ywq kpi`. */
import type { OptionSpec, Verb } from './command.ts'
import { estate } from './options.ts'

/** How to read events, and what a running pipeline needs; `ywq serve` takes them too. */
export const kpiOptions = {
  'log-format': { type: 'string', among: ['combined', 'json'], help: { zh: '日志格式（缺省 combined：nginx、Apache）', en: 'format of the log (default combined: nginx, Apache)' } },
  'system-from': { type: 'string', value: 'WHERE', help: { zh: '系统名在哪里：path:N、host、field:NAME（缺省 path:1；json 为 field:system）', en: 'where the system stands: path:N, host, field:NAME (default path:1; field:system for json)' } },
  'user-from': { type: 'string', value: 'WHERE', help: { zh: '用户在哪里：remote_user、field:NAME（缺省 remote_user；json 为 field:user）', en: 'where the user stands: remote_user, field:NAME (default remote_user; field:user for json)' } },
  'business-from': { type: 'string', value: 'WHERE', help: { zh: '事项在哪里：path:N、query:NAME、field:NAME（缺省不分事项）', en: 'where the business stands: path:N, query:NAME, field:NAME (default: none)' } },
  'failed-when': { type: 'string', value: 'CONDITION', help: { zh: '何时算失败，逗号表示任一即可（缺省 status>=500），如 status>=500,field:code!=0', en: 'what counts as failed, a comma means any (default status>=500), such as status>=500,field:code!=0' } },
  follow: { type: 'string', multiple: true, value: 'FILE', help: { zh: 'serve：跟随的访问日志（可轮转）', en: 'serve: access log to follow (rotation is fine)' } },
  'kpi-key': { type: 'string', value: 'FILE', help: { zh: 'serve：用户标识的密钥文件（ywq kpi key FILE 生成）', en: 'serve: key file for user ids (made by ywq kpi key FILE)' } },
  'kpi-state': { type: 'string', value: 'DIR', help: { zh: 'serve：状态目录（缺省不留状态，重启后从头）', en: 'serve: folder of the state (default: none, a restart begins anew)' } },
  redis: { type: 'string', value: 'URL', help: { zh: 'serve：多个采集进程共用的 Redis，如 redis://127.0.0.1:6379、unix:/run/redis.sock', en: 'serve: Redis shared by several ingesters, such as redis://127.0.0.1:6379, unix:/run/redis.sock' } },
  ingester: { type: 'string', value: 'NAME', help: { zh: 'serve：本采集进程在 Redis 里的名字，重启后不变（缺省主机名）', en: 'serve: name of this ingester in Redis, lasting over restarts (default the host name)' } },
} as const satisfies Readonly<Record<string, OptionSpec>>

export const kpiVerb = {
  summary: { zh: '从访问日志统计业务量、失败、活跃用户、受影响用户', en: 'transactions, failures, active and affected users from access logs' },
  usage: 'report FILE… | serve [--follow FILE…] --kpi-key FILE | key FILE [options]',
  options: {
    estate,
    format: { type: 'string', among: ['table', 'json'], help: { zh: '输出格式（缺省 table）', en: 'format (default table)' } },
    output: { type: 'string', value: 'FILE', help: { zh: '写到文件（缺省标准输出）', en: 'write to a file (default standard output)' } },
    listen: { type: 'string', value: 'HOST:PORT', help: { zh: 'serve：监听地址，只限本机（缺省 127.0.0.1:4318，OTLP/HTTP 的端口）', en: 'serve: address, loopback only (default 127.0.0.1:4318, the port of OTLP/HTTP)' } },
    ...kpiOptions,
  },
  examples: ['ywq kpi report access.log --format json', 'zcat access.log.*.gz | ywq kpi report - --estate estate', 'ywq kpi report app.jsonl --log-format json --failed-when "status>=500,field:code!=0"', 'ywq kpi key kpi.key && ywq kpi serve --kpi-key kpi.key --kpi-state state --follow /var/log/nginx/access.log'],
  load: () => import('./verbs/kpi.ts'),
} as const satisfies Verb
