/**
 * Restricted fields: reclaimPolicy of StorageClasses (unset = Delete) and persistentVolumeReclaimPolicy of PersistentVolumes
 * (unset = Retain, by API defaulting).
 * Allowed values: Delete. A dated exception is a Waiver.
 */
import { objectCheck } from '../check.ts'

export const volumeReclaimPolicyDelete = objectCheck({
  id: 'volume-reclaim-policy-delete',
  severity: 'medium',
  title: { zh: '卷回收策略为删除', en: 'Reclaim policy is Delete' },
  why: { zh: '保留下来的卷在租户退出后仍存有数据，可能被别人挂载。', en: 'A volume that is kept still holds the data of a tenant who has left, and may be mounted by another.' },
  remedy: { zh: '回收策略设为 Delete；需要留存的走备份。', en: 'Set the reclaim policy to Delete; keep what must be kept in backups.' },
  snippet: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: encrypted }
provisioner: rbd.csi.ceph.com
reclaimPolicy: Delete
parameters: { encrypted: "true" }
`,
  reasons: { 'not-deleted': { zh: '卷释放后不删除', en: 'the volume is not deleted when it is released' } },
  target: { kinds: ['StorageClass', 'PersistentVolume'] },
  *evaluate(subject) {
    const spec = (subject.object['spec'] ?? {}) as { readonly persistentVolumeReclaimPolicy?: string }
    const [path, policy] = subject.kind === 'StorageClass'
      ? ['reclaimPolicy', (subject.object['reclaimPolicy'] as string | undefined) ?? 'Delete']
      : ['spec.persistentVolumeReclaimPolicy', spec.persistentVolumeReclaimPolicy ?? 'Retain']
    if (policy !== 'Delete') yield { reason: 'not-deleted', path, found: policy }
  },
})
