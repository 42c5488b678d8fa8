/**
 * Restricted fields: parameters of StorageClasses; the class of every PersistentVolumeClaim and volumeClaimTemplate.
 * Allowed values: the provisioner's encryption parameter on, or the class declared encrypted in the Cluster document (where the provisioner
 * has no parameter); a parameter that says off is believed before the declaration. Claims name such a class.
 * Parameters by the CSI drivers' own documentation: encrypted (AWS EBS, Alibaba Cloud, Ceph, Longhorn), encrypt (Tencent CBS),
 * everest.io/crypt-key-id (Huawei), disk-encryption-kms-key (GCE), diskEncryptionSetID (Azure), secure (Portworx).
 */
import { objectCheck, Skip } from '../check.ts'
import { claimKinds, claimsOf, classOf, declaredClass, type DeclaredClass } from '../storage-claims.ts'
import type { Subject } from '../subject.ts'

export const storageClassEncrypted = objectCheck({
  id: 'storage-class-encrypted',
  severity: 'high',
  title: { zh: '存储卷加密', en: 'Volumes are encrypted' },
  aliases: { kyverno: ['require-storageclass'] },
  why: { zh: '卷不加密，换下的磁盘、快照和备份就能被直接读出。', en: 'Unencrypted, a replaced disk, a snapshot or a backup can simply be read.' },
  remedy: { zh: '使用开启加密的存储类；在 Cluster 的 storageClasses 里写明 encrypted: true。', en: 'Use a storage class with encryption on; declare it in the Cluster’s storageClasses with encrypted: true.' },
  snippet: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: encrypted }
provisioner: rbd.csi.ceph.com
parameters: { encrypted: "true", encryptionKMSID: tenant-kms }
reclaimPolicy: Delete
`,
  reasons: {
    'class-not-encrypted': { zh: '存储类没有加密', en: 'the storage class does not encrypt' },
    'claim-of-plain-class': { zh: '卷声明用的存储类没有加密', en: 'the claim uses a storage class that does not encrypt' },
    'claim-without-class': { zh: '卷声明没有存储类，加密无从保证', en: 'the claim has no storage class, so nothing encrypts it' },
  },
  target: { kinds: ['StorageClass', ...claimKinds] },
  applies: (subject) => subject.kind === 'StorageClass' || claimsOf(subject).length > 0,
  *evaluate(subject, context) {
    if (subject.kind === 'StorageClass') {
      if (encrypts(subject, declaredClass(subject.name, subject, context)) !== true) yield { reason: 'class-not-encrypted', path: 'parameters', found: Object.keys(parametersOf(subject)).join(', ') }
      return
    }
    for (const claim of claimsOf(subject)) {
      const known = classOf(claim, subject, context)
      if (known.name === '') {
        yield { reason: 'claim-without-class', path: claim.path }
        continue
      }
      const answer = encrypts(known.object, known.declared)
      if (answer === false) yield { reason: 'claim-of-plain-class', path: claim.path, found: known.name }
      if (answer === null) throw new Skip('incomplete', { zh: `不知道存储类 ${known.name} 是否加密：输入和声明里都没有它`, en: `whether storage class ${known.name} encrypts is unknown: neither the input nor the estate holds it` })
    }
  },
})

type Parameters = Readonly<Record<string, string>>

function parametersOf(storageClass: Subject): Parameters {
  return (storageClass.object['parameters'] ?? {}) as Parameters
}

/** @returns null where neither the object nor the declaration is there to tell */
function encrypts(object: Subject | undefined, declared: DeclaredClass | undefined): boolean | null {
  const said = object === undefined ? null : byParameters(parametersOf(object))
  if (said !== null) return said
  if (declared !== undefined) return declared.encrypted
  return object === undefined ? null : false
}

const keyNames = ['everest.io/crypt-key-id', 'disk-encryption-kms-key', 'diskEncryptionSetID']

function byParameters(parameters: Parameters): boolean | null {
  const flag = parameters['encrypted'] ?? parameters['secure']
  if (flag !== undefined) return flag.toLowerCase() === 'true'
  if (parameters['encrypt'] !== undefined) return parameters['encrypt'].toUpperCase() === 'ENCRYPT'
  return keyNames.some((name) => (parameters[name] ?? '') !== '') ? true : null
}
