/**
 * Judged objects: bindings of every principal that is neither the control plane's nor declared for its role.
 * Allowed values: no way, step by step through service accounts (rbac/takeover.ts), to power over the whole cluster. A binding that is that power
 * itself is for cluster-admin-limited and no-escalation-verbs.
 */
import { objectCheck } from '../check.ts'
import { bindingKinds, isControlPlane, principalKey, principalsOf, roleRefOf } from '../rbac/bindings.ts'
import { administrators, isDeclaredHolder } from '../rbac/declared-roles.ts'
import { stepOfBinding, takeoverGraph } from '../rbac/takeover.ts'

export const noPathToClusterAdmin = objectCheck({
  id: 'no-path-to-cluster-admin',
  severity: 'critical',
  title: { zh: '没有通向集群管理员的路径', en: 'No path leads to cluster-admin' },
  why: {
    zh: '能在命名空间里建 Pod 的人，就能借用那里的服务账户；那个账户若权力大，一步一步就到了集群管理员。',
    en: 'Whoever may create pods in a namespace acts as its service accounts; where one of those is strong, step by step he is cluster-admin.',
  },
  remedy: { zh: '收窄路径末端服务账户的授权，或把强权的服务账户移到租户和开发者碰不到的命名空间。', en: 'Narrow the grants of the service account at the end of the path, or move strong accounts to a namespace that tenants and developers cannot reach.' },
  snippet: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: robot, namespace: data-bureau--portal--web }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ kind: ServiceAccount, name: robot, namespace: data-bureau--portal--web }]
`,
  reasons: { path: { zh: '主体可以一步一步成为集群管理员', en: 'the subject can become cluster-admin step by step' } },
  target: { kinds: bindingKinds },
  *evaluate(binding, context) {
    const step = stepOfBinding(binding, context)
    if (step === null) return
    const way = takeoverGraph(context).wayFrom(step.namespace)
    if (way === null) return
    const role = roleRefOf(binding)
    for (const principal of principalsOf(binding)) {
      const administrator = administrators.some((a) => a.roleName === role.name) && isDeclaredHolder(role.name, principal, binding, context)
      // An account that is itself on the way is told where its own grant stands.
      if (isControlPlane(principal) || administrator || way.some((w) => w.startsWith(`${principalKey(principal)} `) || w === principalKey(principal))) continue
      yield { reason: 'path', path: `subjects[${principalKey(principal)}]`, found: [`${step.how} (${step.namespace})`, ...way].join(' → ') }
    }
  },
})
