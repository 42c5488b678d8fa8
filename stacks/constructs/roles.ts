/** Roles of a tenant namespace and who holds them: the delivery group, the people of the parties. */
import { annotations, groups, roleNames } from '../../policies/names.ts'
import type { Grant } from '../access.ts'
import { Construct, RoleBindingV1, RoleV1, declare } from '../engine.ts'
import { deliveryRules, operatorRules, viewerRules, type Rule } from './rules.ts'
import type { NamespaceRef } from './tenant-namespace.ts'

export interface RolesProps {
  readonly namespace: NamespaceRef
  readonly labels: Readonly<Record<string, string>>
  /** Department whose delivery group applies the apps stack. */
  readonly department: string
  /** People and their roles. @default nobody but the delivery group */
  readonly grants?: readonly Grant[]
}

const rbac = 'rbac.authorization.k8s.io'

export class Roles extends Construct {
  constructor(scope: Construct, id: string, props: RolesProps) {
    super(scope, id)
    const { namespace, grants = [] } = props
    const labels = { ...props.labels }
    const after = namespace.after ?? []
    const role = (name: string, rules: readonly Rule[]): void => {
      declare(this, RoleV1, { metadata: { name, namespace: namespace.name, labels }, rule: rules.map(mutable) }, { after })
    }
    const bind = (name: string, roleName: string, subject: { kind: 'Group' | 'User'; name: string }, notes: Record<string, string>): void => {
      declare(this, RoleBindingV1, {
        metadata: { name, namespace: namespace.name, labels, ...(Object.keys(notes).length === 0 ? {} : { annotations: notes }) },
        roleRef: { apiGroup: rbac, kind: 'Role', name: roleName },
        subject: [{ apiGroup: rbac, ...subject }],
      }, { after })
    }
    role(roleNames.delivery, deliveryRules)
    bind(roleNames.delivery, roleNames.delivery, { kind: 'Group', name: groups.delivery(props.department) }, {})
    // A role that nobody holds is not built: it could only be misused.
    for (const [word, rules] of [['viewer', viewerRules], ['operator', operatorRules]] as const) {
      const held = grants.filter((grant) => grant.role === word)
      if (held.length > 0) role(roleNames[word], rules)
      for (const { person, expires, approval } of held) {
        // One binding a person, so that each carries its own end.
        bind(`${roleNames[word]}-${person.name}`, roleNames[word], { kind: 'User', name: person.account }, {
          ...(expires === undefined ? {} : { [annotations.expires]: expires }), ...(approval === undefined ? {} : { [annotations.approval]: approval }),
        })
      }
    }
  }
}

/** The bindings want arrays that they could change. */
export function mutable(rule: Rule): { apiGroups: string[]; resources: string[]; verbs: string[]; resourceNames?: string[] } {
  return {
    apiGroups: [...rule.apiGroups], resources: [...rule.resources], verbs: [...rule.verbs],
    ...(rule.resourceNames === undefined ? {} : { resourceNames: [...rule.resourceNames] }),
  }
}
