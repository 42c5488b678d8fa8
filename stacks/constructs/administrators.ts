/** ClusterRoles of the three administrators, each bound to its own group; the identity provider puts people into the groups. */
import { groups, roleNames } from '../../policies/names.ts'
import { ClusterRoleBindingV1, ClusterRoleV1, Construct, declare } from '../engine.ts'
import { platformLabels } from '../labels.ts'
import { auditAdminRules, securityAdminRules, systemAdminRules } from './administrator-rules.ts'
import { mutable } from './roles.ts'

const rbac = 'rbac.authorization.k8s.io'

const administrators = [
  { name: roleNames.systemAdmin, group: groups.systemAdmin, rules: systemAdminRules },
  { name: roleNames.auditAdmin, group: groups.auditAdmin, rules: auditAdminRules },
  { name: roleNames.securityAdmin, group: groups.securityAdmin, rules: securityAdminRules },
] as const

export class Administrators extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id)
    const labels = platformLabels('platform')
    for (const { name, group, rules } of administrators) {
      const role = declare(this, ClusterRoleV1, { metadata: { name, labels }, rule: rules.map(mutable) })
      declare(this, ClusterRoleBindingV1, {
        metadata: { name, labels },
        roleRef: { apiGroup: rbac, kind: 'ClusterRole', name },
        subject: [{ apiGroup: rbac, kind: 'Group', name: group }],
      }, { after: [role] })
    }
  }
}
