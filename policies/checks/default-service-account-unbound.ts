/**
 * Restricted fields: ServiceAccount subjects named default (also through system:serviceaccounts groups) of bindings;
 * automountServiceAccountToken of ServiceAccounts named default.
 * Allowed values: not bound; automountServiceAccountToken false. The server's own namespaces are not judged.
 */
import { objectCheck } from '../check.ts'
import { bindingKinds, principalKey, principalsOf, roleRefOf, serviceAccountGroup } from '../rbac/bindings.ts'
import { serverNamespaces } from '../server-objects.ts'

const unjudged = ['default', ...serverNamespaces]

export const defaultServiceAccountUnbound = objectCheck({
  id: 'default-service-account-unbound',
  severity: 'medium',
  title: { zh: '默认服务账户没有绑定', en: 'Default service account is unbound' },
  aliases: { checkov: ['CKV_K8S_42'], cis: ['5.1.5'] },
  why: { zh: '没写账户的容器组都用 default；给它权限或令牌，就是给了命名空间里的每一个容器。', en: 'Pods that name no account run as default: a right or token given to it is given to every container of the namespace.' },
  remedy: { zh: '为工作负载建专用服务账户并绑定它；default 设 automountServiceAccountToken: false。', en: 'Give the workload its own service account and bind that; set automountServiceAccountToken: false on default.' },
  snippet: `apiVersion: v1
kind: ServiceAccount
metadata: { name: default, namespace: data-bureau--portal--web }
automountServiceAccountToken: false
`,
  reasons: {
    'default-bound': { zh: '绑定了 default 服务账户', en: 'a default service account is bound' },
    'default-bound-by-group': { zh: '绑定的组包含 default 服务账户', en: 'the bound group holds default service accounts' },
    'default-automounts': { zh: 'default 服务账户会自动挂载令牌', en: 'the default service account automounts its token' },
  },
  target: { kinds: ['ServiceAccount', ...bindingKinds] },
  scopes: ['tenant', 'platform', 'server'],
  applies: (subject) => (subject.kind === 'ServiceAccount' ? subject.name === 'default' && !unjudged.includes(subject.namespace) : subject.scope !== 'server'),
  *evaluate(subject) {
    if (subject.kind === 'ServiceAccount') {
      const automount = subject.object['automountServiceAccountToken']
      if (automount !== false) yield { reason: 'default-automounts', path: 'automountServiceAccountToken', found: automount === true ? 'true' : 'unset' }
      return
    }
    for (const principal of principalsOf(subject)) {
      const path = `subjects[${principalKey(principal)}]`
      const found = roleRefOf(subject).name
      if (principal.kind === 'ServiceAccount' && principal.name === 'default') yield { reason: 'default-bound', path, found }
      else if (principal.kind === 'Group') {
        const accounts = serviceAccountGroup(principal.name)
        if (accounts !== null && !serverNamespaces.includes(accounts)) yield { reason: 'default-bound-by-group', path, found }
      }
    }
  },
})
