/**
 * Restricted fields: the source of PersistentVolumes (CSI handle, NFS path, disk …) together with spec.claimRef.
 * Allowed values: one source serves claims of one department only. Without an estate the namespaces' department labels tell.
 */
import { objectCheck, type CheckContext } from '../check.ts'
import { labels } from '../names.ts'
import { metadataOf } from '../placed.ts'
import { placeOfNamespace } from '../rbac/tenancy.ts'
import type { Subject } from '../subject.ts'

interface VolumeSpec {
  readonly claimRef?: { readonly namespace?: string; readonly name?: string }
  readonly csi?: { readonly driver?: string; readonly volumeHandle?: string }
  readonly nfs?: { readonly server?: string; readonly path?: string }
  readonly iscsi?: { readonly targetPortal?: string; readonly iqn?: string; readonly lun?: number }
  readonly fc?: { readonly targetWWNs?: readonly string[]; readonly lun?: number }
}

export const noCrossTenantVolume = objectCheck({
  id: 'no-cross-tenant-volume',
  severity: 'critical',
  title: { zh: '卷不跨租户复用', en: 'No volume crosses tenants' },
  why: { zh: '两个部门的卷指向同一份存储，彼此就能读写对方的数据。', en: 'Two departments whose volumes are one piece of storage read and write each other’s data.' },
  remedy: { zh: '每个部门用自己的卷；共享数据走共性服务。', en: 'Give each department volumes of its own; share data through a shared service.' },
  snippet: `spec:
  csi: { driver: rbd.csi.ceph.com, volumeHandle: portal-uploads-1 }
  claimRef: { namespace: data-bureau--portal--web, name: uploads }
`,
  reasons: { 'shared-source': { zh: '同一份存储还被别的部门的卷使用', en: 'a volume of another department uses the same storage' } },
  target: { kinds: ['PersistentVolume'] },
  applies: (subject) => sourceOf(subject) !== null && specOf(subject).claimRef?.namespace !== undefined,
  *evaluate(subject, context) {
    const source = sourceOf(subject)
    const own = specOf(subject).claimRef?.namespace ?? ''
    for (const other of context.known('PersistentVolume', '')) {
      const namespace = specOf(other).claimRef?.namespace
      if (other.name === subject.name || namespace === undefined || namespace === own || sourceOf(other) !== source) continue
      if (departmentOf(own, subject, context) !== departmentOf(namespace, other, context)) {
        yield { reason: 'shared-source', path: `PersistentVolume/${other.name}`, found: `${source ?? ''} (${own}, ${namespace})` }
      }
    }
  },
})

function specOf(volume: Subject): VolumeSpec {
  return volume.object['spec'] ?? {}
}

/** Identity of the storage behind a volume, or null for sources that we do not know how to compare. */
function sourceOf(volume: Subject): string | null {
  const { csi, nfs, iscsi, fc } = specOf(volume)
  if (csi?.volumeHandle !== undefined) return `csi ${csi.driver ?? ''} ${csi.volumeHandle}`
  if (nfs?.path !== undefined) return `nfs ${nfs.server ?? ''}:${nfs.path.replace(/(?<=.)\/+$/, '')}`
  if (iscsi?.iqn !== undefined) return `iscsi ${iscsi.targetPortal ?? ''} ${iscsi.iqn} ${iscsi.lun ?? 0}`
  return fc === undefined ? null : `fc ${(fc.targetWWNs ?? []).join(',')} ${fc.lun ?? 0}`
}

/** @throws Skip where neither the estate nor a label says whose the namespace is */
function departmentOf(namespace: string, volume: Subject, context: CheckContext): string {
  const place = placeOfNamespace(namespace, volume, context)
  if (place !== undefined) return place.department
  const object = context.find('Namespace', '', namespace)
  const label = object === undefined ? undefined : metadataOf(object).labels?.[labels.department]
  if (context.estate === null && label !== undefined) return label
  context.requireEstate()
  // Declared to nobody: its own tenant.
  return `namespace ${namespace}`
}
