/**
 * Restricted fields: Cluster.etcdEncryption.
 * Allowed values: kms, secretbox or aesgcm (authenticated encryption). identity is none at all; aescbc has no authentication
 * (Kubernetes documentation, "Encrypting Confidential Data at Rest").
 */
import { estateCheck } from '../check.ts'

const allowed: readonly string[] = ['kms', 'secretbox', 'aesgcm']

export const secretsEncryptedAtRest = estateCheck({
  id: 'secrets-encrypted-at-rest',
  severity: 'critical',
  title: { zh: '密钥对象落盘加密', en: 'Secrets are encrypted at rest' },
  why: { zh: 'etcd 的磁盘或备份一旦外泄，明文的 Secret 就全部泄露。', en: 'Whoever gets hold of a disk or backup of etcd reads every Secret that is not encrypted.' },
  remedy: { zh: '在 API 服务的 EncryptionConfiguration 里把 kms、secretbox 或 aesgcm 放在首位，写入 etcdEncryption。', en: 'Put kms, secretbox or aesgcm first in the API server’s EncryptionConfiguration and enter it in etcdEncryption.' },
  snippet: 'kind: Cluster\netcdEncryption: kms\n',
  reasons: {
    'not-declared': { zh: '没有登记落盘加密方式', en: 'how Secrets are encrypted is not declared' },
    weak: { zh: '没有加密，或加密方式不认证', en: 'no encryption, or one without authentication' },
  },
  aliases: { checkov: ['CKV_K8S_104'], cis: ['API server --encryption-provider-config'] },
  target: { estate: 'Cluster' },
  *evaluate(cluster) {
    if (cluster.etcdEncryption === undefined) yield { reason: 'not-declared', path: 'etcdEncryption' }
    else if (!allowed.includes(cluster.etcdEncryption)) yield { reason: 'weak', path: 'etcdEncryption', found: cluster.etcdEncryption }
  },
})
