/**
 * Restricted fields: env[*].valueFrom.secretKeyRef, env[*].value and envFrom[*].secretRef of every container, init and ephemeral container.
 * Allowed values: no Secret as environment, no literal that looks like a credential; secrets reach containers as mounted files.
 */
import { podCheck } from '../check.ts'
import { credentialKind } from '../credential.ts'

export const noSecretInConfig = podCheck({
  id: 'no-secret-in-config',
  severity: 'high',
  title: { zh: '敏感值不进环境变量', en: 'No secrets in environment variables' },
  why: {
    zh: '环境变量会进崩溃转储、日志和子进程，写死的口令还会进代码库。',
    en: 'Environment variables end in dumps, logs and child processes; literal passwords end in the repository too.',
  },
  remedy: { zh: '把密钥放进 Secret，以文件方式挂载；程序从文件读取。', en: 'Keep it in a Secret, mount that as a file and let the program read the file.' },
  snippet: 'volumes:\n  - name: db-password\n    secret: { secretName: db-password, defaultMode: 0400 }\n',
  reasons: {
    'secret-key': { zh: '环境变量取自 Secret', en: 'an environment variable is taken from a Secret' },
    'secret-all': { zh: '把整个 Secret 导入环境变量', en: 'a whole Secret is imported into the environment' },
    literal: { zh: '环境变量里写了像口令、密钥或令牌的值', en: 'an environment variable holds what looks like a password, key or token' },
  },
  aliases: {
    'kube-linter': ['env-var-secret', 'read-secret-from-env-var'], polaris: ['sensitiveContainerEnvVar'], checkov: ['CKV_K8S_35'],
    kyverno: ['disallow-secrets-from-env-vars'], cis: ['5.4.1'],
  },
  *evaluate(pod) {
    for (const { container, path } of pod.containers) {
      for (const [i, variable] of (container.env ?? []).entries()) {
        const name = variable.name ?? String(i)
        const key = variable.valueFrom?.secretKeyRef
        if (key != null) yield { reason: 'secret-key', path: `${path}.env[${name}].valueFrom.secretKeyRef`, found: `${key.name ?? ''}/${key.key ?? ''}` }
        const kind = typeof variable.value === 'string' ? credentialKind(name, variable.value) : null
        if (kind !== null) yield { reason: 'literal', path: `${path}.env[${name}].value`, found: `(${kind})` }
      }
      for (const [i, source] of (container.envFrom ?? []).entries()) {
        if (source.secretRef != null) yield { reason: 'secret-all', path: `${path}.envFrom[${source.secretRef.name ?? i}].secretRef`, found: source.secretRef.name ?? '' }
      }
    }
  },
})
