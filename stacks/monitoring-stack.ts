/** `<cluster>_monitoring`: the namespace that watches, the exporter's identity, rules and dashboards. Nothing that depends on systems. */
import type { DocumentOf } from '../policies/estate/document.ts'
import type { Estate } from '../policies/estate/estate.ts'
import { platformNamespaces, stackNames } from '../policies/names.ts'
import { ConfigFiles } from './constructs/config-files.ts'
import { Exporter } from './constructs/exporter.ts'
import { PlatformNamespace } from './constructs/platform-namespace.ts'
import { App, Stack, askedBy } from './engine.ts'
import { platformLabels } from './labels.ts'
import { monitoringFiles } from './monitoring-files.ts'
import { originOf } from './origin.ts'
import type { NotBuilt } from './report.ts'

export interface MonitoringStackProps {
  readonly estate: Estate
  readonly cluster: DocumentOf<'Cluster'>
  /** Rules and dashboards, path → text. @default ours */
  readonly files?: Readonly<Record<string, string>> | undefined
  /** Image of the exporter by digest. @default its Deployment is not built, which is reported */
  readonly exporterImage?: string | undefined
}

export class MonitoringStack extends Stack {
  readonly notBuilt: readonly NotBuilt[]

  constructor(app: App, { estate, cluster, files = monitoringFiles(), exporterImage }: MonitoringStackProps) {
    super(app, stackNames.monitoring(cluster.name), { cluster: cluster.name, ...(estate.root.backend === undefined ? {} : { backend: estate.root.backend }) })
    const location = originOf(estate, cluster)
    askedBy(this, location)
    const namespace = new PlatformNamespace(this, 'monitoring', {
      name: platformNamespaces.monitoring, component: 'monitoring', kubernetesVersion: cluster.version, dns: estate.root.dns,
    }).ref
    new Exporter(this, 'exporter', { namespace, image: exporterImage, serviceCidrs: cluster.serviceCidrs, apiServer: cluster.apiServer })
    new ConfigFiles(this, 'files', { namespace, labels: platformLabels('monitoring'), prefix: 'ywq', files })
    this.notBuilt = exporterImage === undefined ? [{
      reason: 'no-exporter-image', subject: `Cluster/${cluster.name}`, location,
      detail: { zh: '没有给出采集程序的镜像（YWQ_EXPORTER_IMAGE 或 context exporterImage），只建它的身份和服务', en: 'no image for the exporter (YWQ_EXPORTER_IMAGE or context exporterImage): only its identity and Service are built' },
    }] : []
  }
}
