/** Files as ConfigMaps that readers find by the label `ywq.io/content`, one file a ConfigMap: a ConfigMap holds at most 1 MiB (Kubernetes API). */
import { labels as labelNames } from '../../policies/names.ts'
import { ConfigMapV1, Construct, declare } from '../engine.ts'
import type { NamespaceRef } from './tenant-namespace.ts'

export interface ConfigFilesProps {
  readonly namespace: NamespaceRef
  readonly labels: Readonly<Record<string, string>>
  /** First part of the ConfigMaps' names. */
  readonly prefix: string
  /** Path → text. The first folder says what the file is (`rules/kpi.yaml` → rules); a file without one is `rules`. */
  readonly files: Readonly<Record<string, string>>
}

/** The label by which Grafana's sidecar finds dashboards (Grafana Helm chart, sidecar.dashboards.label). */
const sidecar = { grafana_dashboard: '1' }

/** Bytes that fit one ConfigMap beside its metadata. */
const limit = 1024 * 1024 - 16 * 1024

export class ConfigFiles extends Construct {
  constructor(scope: Construct, id: string, props: ConfigFilesProps) {
    super(scope, id)
    for (const [path, text] of Object.entries(props.files).sort(([a], [b]) => (a < b ? -1 : 1))) {
      const size = Buffer.byteLength(text)
      if (size > limit) throw new Error(`${path} 有 ${size} 字节，超过一个 ConfigMap 的上限 ${limit}：拆成几个文件 / ${path} has ${size} bytes, a ConfigMap holds ${limit}: split it`)
      const slash = path.indexOf('/')
      const content = slash < 0 ? 'rules' : path.slice(0, slash)
      const file = path.slice(path.lastIndexOf('/') + 1)
      declare(this, ConfigMapV1, {
        metadata: { name: nameOf(props.prefix, path), namespace: props.namespace.name, labels: { ...props.labels, [labelNames.content]: content, ...(content === 'dashboards' ? sidecar : {}) } },
        data: { [file]: text },
      }, { after: props.namespace.after ?? [] })
    }
  }
}

/** A DNS-1123 subdomain: other characters become hyphens. Two paths that meet in one name are refused by the stack. */
function nameOf(prefix: string, path: string): string {
  return `${prefix}-${path.toLowerCase().replace(/\.(ya?ml|json)$/, '').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '')}`
}
