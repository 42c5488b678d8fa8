/**
 * Restricted fields: annotation enable-access-log of Ingresses; disable-access-log and log-format-upstream of the controller's ConfigMap (ingress-nginx).
 * Allowed values: log on; a format of one's own holds time, client address, request and status. Whether the log reaches the centre is for
 * audit-log-shipped-to-center.
 */
import { objectCheck } from '../check.ts'
import { settingsOf } from '../ingress-settings.ts'

/** What a record must say, and the variables that say it (nginx core and log modules). */
const fields = [
  ['time', /\$(time_iso8601|time_local|msec)\b/],
  ['client', /\$(remote_addr|http_x_forwarded_for|proxy_protocol_addr|realip_remote_addr)\b/],
  ['request', /\$(request|request_uri|uri)\b/],
  ['status', /\$(status|upstream_status)\b/],
] as const

export const ingressAccessLogEnabled = objectCheck({
  id: 'ingress-access-log-enabled',
  severity: 'medium',
  title: { zh: '入口访问日志开启', en: 'Ingress access logs are on' },
  why: { zh: '入口是边界；不记谁何时来要了什么，边界上的事就没有记录。', en: 'The entry is the border: without its log nobody knows who asked for what and when.' },
  remedy: { zh: '删去关闭访问日志的设置；自定日志格式要有时间、来源地址、请求和状态。', en: 'Remove what turns the access log off; a format of your own needs time, client address, request and status.' },
  snippet: 'metadata:\n  annotations: { nginx.ingress.kubernetes.io/enable-access-log: "true" }\n',
  reasons: {
    off: { zh: '入口的访问日志关着', en: 'the access log of the entry is off' },
    'field-missing': { zh: '日志格式缺少必要的内容', en: 'the log format lacks what a record must say' },
  },
  target: { kinds: ['Ingress'] },
  *evaluate(ingress, context) {
    const { annotation, global } = settingsOf(ingress, context)
    const own = annotation('enable-access-log')
    if (own === 'false') yield { reason: 'off', path: 'metadata.annotations[enable-access-log]', found: 'false' }
    else if (own === undefined && (global('disable-access-log') === 'true' || global('disable-http-access-log') === 'true')) yield { reason: 'off', path: 'ConfigMap[disable-access-log]', found: 'true' }
    const format = global('log-format-upstream')
    if (format !== undefined) for (const [field, variable] of fields) if (!variable.test(format)) yield { reason: 'field-missing', path: `ConfigMap[log-format-upstream][${field}]`, found: field }
  },
})
