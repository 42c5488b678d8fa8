/**
 * Restricted fields: storage class of the volumes that a System of level 3 or above declares for tiers with important, core or personal data.
 * Allowed values: an encrypted class of the Cluster whose keyOwner is tenant. That no key serves two tenants is read from the key system.
 */
import { estateCheck } from '../check.ts'
import { declaredVolumes } from '../declared-storage.ts'
import { isAlive } from '../system-phase.ts'

export const tenantKeyPerTenant = estateCheck({
  id: 'tenant-key-per-tenant',
  severity: 'high',
  title: { zh: '每个租户独立密钥', en: 'Each tenant has its own key' },
  why: { zh: '密钥在平台手里或各租户共用，谁拿到密钥谁就能读所有租户的数据。', en: 'Where the platform holds the key or tenants share one, whoever has it reads every tenant’s data.' },
  remedy: { zh: '敏感数据用租户自有密钥的加密存储类，在 Cluster.storageClasses 写 keyOwner: tenant。', en: 'Use an encrypted class with the tenant’s own key, declared keyOwner: tenant.' },
  snippet: 'storageClasses: [{ name: encrypted, encrypted: true, keyOwner: tenant }]\n',
  reasons: {
    'not-encrypted': { zh: '存储类不加密', en: 'the storage class does not encrypt' },
    'not-tenant': { zh: '密钥不归租户所有（或没有写明）', en: 'the key is not the tenant’s own (or nobody says whose it is)' },
  },
  target: { estate: 'System' },
  applies: (system, context) => context.level >= 3 && isAlive(system) && declaredVolumes(system, context).some((volume) => volume.sensitive),
  *evaluate(system, context) {
    for (const { path, className, storageClass, sensitive } of declaredVolumes(system, context)) {
      if (!sensitive) continue
      if (!storageClass.encrypted) yield { reason: 'not-encrypted', path, found: className }
      else if (storageClass.keyOwner !== 'tenant') yield { reason: 'not-tenant', path, found: `${className}: ${storageClass.keyOwner ?? '—'}` }
    }
  },
})
