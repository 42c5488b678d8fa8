/**
 * Restricted fields: write verbs on volumesnapshots and volumesnapshotcontents (snapshot.storage.k8s.io) in rules of Roles and ClusterRoles.
 * Allowed values: the delivery role (the tenant's own) and the system administrators' role. That restores across namespaces are refused
 * is not visible in RBAC objects and not judged here.
 */
import { objectCheck } from '../check.ts'
import { roleNames } from '../names.ts'
import { bindingKinds, roleKinds } from '../rbac/bindings.ts'
import { forbiddenGrants, grantReasons, type GrantLimit } from '../rbac/grants.ts'

export const snapshotLimit: GrantLimit = {
  roles: [roleNames.delivery, roleNames.systemAdmin],
  rights: ['volumesnapshots', 'volumesnapshotcontents'].map((resource) => ({
    group: 'snapshot.storage.k8s.io', resource, verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
  })),
}

export const snapshotAccessLimited = objectCheck({
  id: 'snapshot-access-limited',
  severity: 'high',
  title: { zh: '快照访问受限', en: 'Snapshot access is limited' },
  why: { zh: '能做快照的主体可以把整卷数据复制出来，在别处恢复。', en: 'Whoever takes snapshots copies a whole volume and restores it elsewhere.' },
  remedy: { zh: '快照只授予交付角色和系统管理员角色。', en: 'Grant snapshots to the delivery role and the system administrators only.' },
  snippet: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: snapshot-reader, namespace: data-bureau--portal--web }
rules:
  - { apiGroups: [snapshot.storage.k8s.io], resources: [volumesnapshots], verbs: [get, list] }
`,
  reasons: grantReasons({ zh: '操作卷快照的权限', en: 'the right to handle volume snapshots' }),
  target: { kinds: [...roleKinds, ...bindingKinds] },
  evaluate: (subject, context) => forbiddenGrants(subject, snapshotLimit, context),
})
