/**
 * Restricted fields: storage class of the volumes that a System of level 3 or above declares.
 * Allowed values: a class of the Cluster with at least the replicas of the clause. Whether live volumes have them is read live.
 */
import { estateCheck } from '../check.ts'
import { declaredVolumes } from '../declared-storage.ts'
import { isAlive } from '../system-phase.ts'

export const storageReplicated = estateCheck({
  id: 'storage-replicated',
  severity: 'medium',
  title: { zh: '存储多副本', en: 'Storage keeps replicas' },
  why: { zh: '只有一份的数据，一块盘坏了就没了。', en: 'Data kept once is lost with one disk.' },
  remedy: { zh: '用多副本的存储类，在 Cluster.storageClasses 写明 replicas。', en: 'Use a class that keeps replicas and state replicas in Cluster.storageClasses.' },
  snippet: 'storageClasses: [{ name: encrypted, encrypted: true, replicas: 3 }]\n',
  reasons: {
    'not-declared': { zh: '存储类没有写明副本数', en: 'the storage class does not state its replicas' },
    'too-few': { zh: '副本数不足', en: 'too few replicas' },
  },
  parameters: ['storage-replicas'],
  target: { estate: 'System' },
  applies: (system, context) => context.level >= 3 && isAlive(system) && declaredVolumes(system, context).length > 0,
  *evaluate(system, context) {
    const least = context.parameter('storage-replicas')
    for (const { path, className, storageClass } of declaredVolumes(system, context)) {
      if (storageClass.replicas === undefined) yield { reason: 'not-declared', path, found: className }
      else if (storageClass.replicas < least) yield { reason: 'too-few', path, found: `${className}: ${storageClass.replicas} < ${least}` }
    }
  },
})
