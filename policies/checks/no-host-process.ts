/**
 * Windows HostProcess containers run on the node itself (PSS baseline, control HostProcess).
 * Restricted fields: spec.securityContext.windowsOptions.hostProcess and the same of every container, init and ephemeral container.
 * Allowed values: undefined, null, false.
 */
import { podCheck } from '../check.ts'
import { securityContexts } from '../security-contexts.ts'

export const noHostProcess = podCheck({
  id: 'no-host-process',
  severity: 'critical',
  title: { zh: '不运行 Windows HostProcess 容器', en: 'No Windows HostProcess containers' },
  why: {
    zh: 'HostProcess 容器直接以宿主机身份运行，等于把 Windows 节点交给了租户。',
    en: 'A HostProcess container runs as the node itself: whoever controls it controls the Windows node.',
  },
  remedy: { zh: '删除 windowsOptions.hostProcess，或写成 false。', en: 'Remove windowsOptions.hostProcess or set it to false.' },
  snippet: 'spec:\n  securityContext:\n    windowsOptions:\n      hostProcess: false\n',
  reasons: { 'host-process': { zh: 'hostProcess 只能不写或为 false', en: 'hostProcess must be unset or false' } },
  aliases: { pss: ['HostProcess'], polaris: ['hostProcess'], kyverno: ['disallow-host-process'], cis: ['5.2.11'] },
  pss: { profile: 'baseline', control: 'HostProcess' },
  *evaluate(pod) {
    for (const { context, path } of securityContexts(pod)) {
      if (context.windowsOptions?.hostProcess) yield { reason: 'host-process', path: `${path}.windowsOptions.hostProcess`, found: 'true' }
    }
  },
})
