/**
 * Restricted fields: resources.requests and resources.limits (cpu, memory) of every container and init container.
 * Allowed values: all four set; a request left out equals its limit (API server default), a limit of 0 bounds nothing.
 * Ephemeral containers cannot have resources (core/v1 EphemeralContainer).
 */
import { podCheck } from '../check.ts'
import { parseQuantity } from '../quantity.ts'

const names = ['cpu', 'memory'] as const

export const resourceLimitsSet = podCheck({
  id: 'resource-limits-set',
  severity: 'medium',
  title: { zh: '设置资源请求和上限', en: 'Requests and limits are set' },
  why: {
    zh: '没有上限的容器可耗尽节点，拖垮同节点的其他系统；没有请求则调度无从预留。',
    en: "A container without limits can starve its node and every system on it; without requests nothing is reserved for it.",
  },
  remedy: { zh: '每个容器写 cpu、memory 的 requests 与 limits。', en: 'Set requests and limits of cpu and memory in every container.' },
  snippet: 'resources:\n  requests: { cpu: 250m, memory: 512Mi }\n  limits: { cpu: "1", memory: 512Mi }\n',
  reasons: {
    'no-limit': { zh: '没有上限（或为 0，即不限）', en: 'no limit (or 0, which is none)' },
    'no-request': { zh: '没有请求', en: 'no request' },
  },
  aliases: {
    'kube-linter': ['unset-cpu-requirements', 'unset-memory-requirements'], polaris: ['cpuLimitsMissing', 'cpuRequestsMissing', 'memoryLimitsMissing', 'memoryRequestsMissing'],
    checkov: ['CKV_K8S_10', 'CKV_K8S_11', 'CKV_K8S_12', 'CKV_K8S_13'], kyverno: ['require-pod-requests-limits'],
  },
  *evaluate(pod) {
    for (const { container, path, type } of pod.containers) {
      if (type === 'ephemeral') continue
      for (const name of names) {
        const limit = container.resources?.limits?.[name]
        const bounded = limit != null && parseQuantity(limit) !== 0n
        if (!bounded) yield { reason: 'no-limit', path: `${path}.resources.limits.${name}`, ...(limit == null ? {} : { found: String(limit) }) }
        if (limit == null && container.resources?.requests?.[name] == null) yield { reason: 'no-request', path: `${path}.resources.requests.${name}` }
      }
    }
  },
})
