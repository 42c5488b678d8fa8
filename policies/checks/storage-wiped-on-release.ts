/**
 * Restricted fields: storage class of the volumes that a System declares for tiers with important, core or personal data.
 * Allowed values: a class of the Cluster with wipesOnRelease true.
 */
import { estateCheck } from '../check.ts'
import { declaredVolumes } from '../declared-storage.ts'
import { isAlive } from '../system-phase.ts'

export const storageWipedOnRelease = estateCheck({
  id: 'storage-wiped-on-release',
  severity: 'high',
  title: { zh: '卷释放时擦除', en: 'Volumes are wiped on release' },
  why: { zh: '没有擦除就释放的卷，下一个租户可能读到上一个租户的数据。', en: 'A volume released without wiping may show the next tenant what the last one wrote.' },
  remedy: { zh: '敏感数据用释放时擦除或销毁密钥的存储类，并在 Cluster.storageClasses 写 wipesOnRelease: true。', en: 'Use a class that wipes or destroys the key on release, declared wipesOnRelease: true in Cluster.storageClasses.' },
  snippet: 'storageClasses: [{ name: encrypted, encrypted: true, wipesOnRelease: true }]\n',
  reasons: { 'not-wiped': { zh: '存储类没有声明释放时擦除', en: 'the storage class is not declared to wipe on release' } },
  target: { estate: 'System' },
  applies: (system, context) => isAlive(system) && declaredVolumes(system, context).some((volume) => volume.sensitive),
  *evaluate(system, context) {
    for (const volume of declaredVolumes(system, context).filter((v) => v.sensitive)) {
      if (volume.storageClass.wipesOnRelease !== true) yield { reason: 'not-wiped', path: volume.path, found: volume.className }
    }
  },
})
