/** `<cluster>_platform`: what every department stands on, and nothing that depends on the estate's systems. First wave. */
import type { DocumentOf } from '../policies/estate/document.ts'
import type { Estate } from '../policies/estate/estate.ts'
import { platformNamespaces, stackNames } from '../policies/names.ts'
import { Administrators } from './constructs/administrators.ts'
import { PlatformNamespace } from './constructs/platform-namespace.ts'
import { PriorityClasses } from './constructs/priority-classes.ts'
import { App, Stack, askedBy } from './engine.ts'
import { originOf } from './origin.ts'

export interface PlatformStackProps {
  readonly estate: Estate
  readonly cluster: DocumentOf<'Cluster'>
}

export class PlatformStack extends Stack {
  constructor(app: App, { estate, cluster }: PlatformStackProps) {
    super(app, stackNames.platform(cluster.name), { cluster: cluster.name, ...(estate.root.backend === undefined ? {} : { backend: estate.root.backend }) })
    askedBy(this, originOf(estate, cluster))
    new PlatformNamespace(this, 'system', { name: platformNamespaces.platform, component: 'platform', kubernetesVersion: cluster.version, dns: estate.root.dns })
    new PriorityClasses(this, 'priorities')
    new Administrators(this, 'administrators')
  }
}
