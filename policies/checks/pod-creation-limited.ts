/**
 * Restricted fields: create on pods and workload kinds in rules of Roles and ClusterRoles, and bindings to built-in roles that give it.
 * Allowed values: the delivery role, held by the department's delivery group. Namespaces of environment test are not judged.
 */
import { objectCheck } from '../check.ts'
import { roleNames } from '../names.ts'
import { bindingKinds, roleKinds } from '../rbac/bindings.ts'
import { forbiddenGrants, grantReasons, type GrantLimit } from '../rbac/grants.ts'

export const podCreationLimit: GrantLimit = {
  roles: [roleNames.delivery],
  rights: [
    ...['pods', 'replicationcontrollers'].map((resource) => ({ group: '', resource, verbs: ['create'] })),
    ...['deployments', 'replicasets', 'statefulsets', 'daemonsets'].map((resource) => ({ group: 'apps', resource, verbs: ['create'] })),
    ...['jobs', 'cronjobs'].map((resource) => ({ group: 'batch', resource, verbs: ['create'] })),
  ],
}

export const podCreationLimited = objectCheck({
  id: 'pod-creation-limited',
  severity: 'medium',
  title: { zh: '限制创建容器组', en: 'Creating pods is limited' },
  aliases: { 'kube-linter': ['access-to-create-pods'], cis: ['5.1.4'] },
  why: {
    zh: '能创建容器组的人可以运行任意镜像、挂载本命名空间的任何密钥和服务账户。',
    en: 'Whoever creates pods runs any image and mounts any Secret and service account of the namespace.',
  },
  remedy: { zh: '工作负载只由交付身份（ywq:delivery:部门）创建；人员改授只读角色。', en: 'Only the delivery identity (ywq:delivery:<department>) creates workloads; people get a reading role.' },
  snippet: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: ywq-delivery, namespace: data-bureau--portal--web }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: ywq-delivery }
subjects:
  - { apiGroup: rbac.authorization.k8s.io, kind: Group, name: "ywq:delivery:data-bureau" }
`,
  reasons: grantReasons({ zh: '创建容器组的权限', en: 'the right to create pods' }),
  target: { kinds: [...roleKinds, ...bindingKinds] },
  applies: (subject) => subject.place?.environment !== 'test',
  evaluate: (subject, context) => forbiddenGrants(subject, podCreationLimit, context),
})
