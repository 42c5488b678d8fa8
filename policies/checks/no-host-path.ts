/**
 * Volumes from the node's file system (PSS baseline, control HostPath Volumes).
 * Restricted field: spec.volumes[*].hostPath.
 * Allowed values: undefined, null.
 */
import { podCheck } from '../check.ts'

export const noHostPath = podCheck({
  id: 'no-host-path',
  severity: 'high',
  title: { zh: '不挂载宿主机路径', en: 'No hostPath volumes' },
  why: {
    zh: '挂载宿主机路径可读写节点文件；挂载容器运行时套接字则等于取得节点管理权。',
    en: "A hostPath volume reads and writes the node's files; with the runtime socket it takes the node over.",
  },
  remedy: { zh: '改用 emptyDir、configMap、persistentVolumeClaim 等卷。', en: 'Use emptyDir, configMap, persistentVolumeClaim or another kind of volume.' },
  snippet: 'volumes:\n  - name: scratch\n    emptyDir: { sizeLimit: 64Mi }\n',
  reasons: { 'host-path': { zh: '不得使用 hostPath 卷', en: 'hostPath volumes are not allowed' } },
  aliases: {
    pss: ['HostPath Volumes'], 'kube-linter': ['sensitive-host-mounts', 'docker-sock', 'writable-host-mount'], polaris: ['hostPathSet'],
    checkov: ['CKV_K8S_27'], kyverno: ['disallow-host-path', 'disallow-cri-sock-mount'], mtb: ['MTB-PL1-BC-HI-1'], cis: ['5.2.12'],
  },
  pss: { profile: 'baseline', control: 'HostPath Volumes' },
  *evaluate(pod) {
    for (const [i, volume] of (pod.spec.volumes ?? []).entries()) {
      const source = volume['hostPath']
      if (source == null) continue
      const found = typeof source === 'object' && 'path' in source ? String(source.path) : ''
      yield { reason: 'host-path', path: `${pod.path}.volumes[${volume.name ?? i}].hostPath`, found }
    }
  },
})
