/**
 * Kinds of volume (PSS restricted, control Volume Types).
 * Restricted field: spec.volumes[*]: the source.
 * Allowed values: configMap, csi, downwardAPI, emptyDir, ephemeral, image, persistentVolumeClaim, projected, secret.
 */
import { podCheck } from '../check.ts'

export const allowedVolumeTypes: readonly string[] = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret']

export const volumeTypesRestricted = podCheck({
  id: 'volume-types-restricted',
  severity: 'medium',
  title: { zh: '只用允许的卷类型', en: 'Only allowed kinds of volume' },
  why: {
    zh: '直接写 NFS、iSCSI 等存储会绕过存储类的加密、配额和访问控制。',
    en: 'Volumes that name NFS, iSCSI and the like directly bypass the encryption, quota and access control of storage classes.',
  },
  remedy: { zh: `改用 ${allowedVolumeTypes.join('、')}；持久数据用 persistentVolumeClaim。`, en: `Use ${allowedVolumeTypes.join(', ')}; persistentVolumeClaim for data that lasts.` },
  snippet: 'volumes:\n  - name: data\n    persistentVolumeClaim: { claimName: data }\n',
  reasons: { 'volume-type': { zh: `卷类型只可为 ${allowedVolumeTypes.join('、')}`, en: `the kind of volume must be one of ${allowedVolumeTypes.join(', ')}` } },
  aliases: { pss: ['Volume Types'], kyverno: ['restrict-volume-types'] },
  pss: { profile: 'restricted', control: 'Volume Types' },
  *evaluate(pod) {
    for (const [i, volume] of (pod.spec.volumes ?? []).entries()) {
      const sources = Object.keys(volume).filter((key) => key !== 'name' && volume[key] != null)
      // A volume without a source is an emptyDir: the API server's default (core/v1 SetDefaults_Volume).
      if (sources.length === 0 || sources.some((key) => allowedVolumeTypes.includes(key))) continue
      const [source = ''] = sources
      yield { reason: 'volume-type', path: `${pod.path}.volumes[${volume.name ?? i}].${source}`, found: source }
    }
  },
})
