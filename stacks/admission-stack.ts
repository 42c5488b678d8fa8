/** `<cluster>_admission`: the checks, as the API server's own admission policies. Second wave: nothing is built behind an open door. */
import { admissionOf } from '../policies/admission/of-cluster.ts'
import { oldestMinor } from '../policies/admission/compile.ts'
import type { DocumentOf } from '../policies/estate/document.ts'
import type { Estate } from '../policies/estate/estate.ts'
import { stackNames } from '../policies/names.ts'
import { App, Stack, askedBy, declarePlain } from './engine.ts'
import { originOf } from './origin.ts'
import type { NotBuilt } from './report.ts'

export interface AdmissionStackProps {
  readonly estate: Estate
  readonly cluster: DocumentOf<'Cluster'>
}

export class AdmissionStack extends Stack {
  readonly notBuilt: readonly NotBuilt[]

  constructor(app: App, { estate, cluster }: AdmissionStackProps) {
    super(app, stackNames.admission(cluster.name), { cluster: cluster.name, ...(estate.root.backend === undefined ? {} : { backend: estate.root.backend }) })
    askedBy(this, originOf(estate, cluster))
    const { objects, not } = admissionOf(estate, cluster)
    for (const object of objects ?? []) declarePlain(this, object)
    this.notBuilt = [
      ...(objects === null ? [{
        reason: 'no-admission-policies', subject: `Cluster/${cluster.name}`, location: originOf(estate, cluster),
        detail: { zh: `集群版本 ${cluster.version} 没有 ValidatingAdmissionPolicy（需 1.${oldestMinor} 起），准入栈是空的`, en: `version ${cluster.version} has no ValidatingAdmissionPolicy (1.${oldestMinor} and later have): the admission stack is empty` },
      } as const] : []),
      ...not.map(({ waiver, why }): NotBuilt => ({ reason: 'waiver-not-exempted', subject: `Waiver/${waiver.name}`, location: originOf(estate, waiver), detail: why })),
    ]
  }
}
