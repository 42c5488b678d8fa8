/**
 * Restricted fields: image of every container, init container and ephemeral container, and volumes[*].image.reference.
 * Allowed values: a repository under a prefix of Estate.registries. A reference without a registry means the runtime's public default.
 */
import { podCheck } from '../check.ts'
import { imagesOf, isUnder, parseImage } from '../image-reference.ts'

export const imageFromAllowedRegistry = podCheck({
  id: 'image-from-allowed-registry',
  severity: 'high',
  title: { zh: '镜像来自允许的仓库', en: 'Images come from allowed registries' },
  why: {
    zh: '公共仓库的镜像没有经过检测，也可能被冒名或撤下。',
    en: 'Images of public registries went through no inspection and may be impostors or vanish.',
  },
  remedy: { zh: '把镜像同步到本单位仓库后引用，或由主管局把前缀加入 Estate.registries。', en: 'Copy the image to an allowed registry, or let the bureau add the prefix to Estate.registries.' },
  snippet: `image: registry.example.cn/gov/portal@sha256:${'0'.repeat(64)}\n`,
  reasons: {
    public: { zh: '没有写仓库，等于用公共仓库', en: 'no registry is written, which means the public one' },
    'other-registry': { zh: '仓库不在允许之列', en: 'the registry is not an allowed one' },
  },
  aliases: { kyverno: ['restrict-image-registries', 'allowed-image-repos'], cis: ['5.5.1'] },
  *evaluate(pod, context) {
    const foreign = []
    for (const { image, path } of imagesOf(pod)) {
      const { registry, repository } = parseImage(image)
      if (registry === '') yield { reason: 'public', path, found: image }
      else foreign.push({ reason: 'other-registry', path, found: image, repository })
    }
    if (foreign.length === 0) return
    const { registries } = context.requireEstate().root
    for (const { repository, ...offence } of foreign) if (!registries.some((prefix) => isUnder(repository, prefix))) yield offence
  },
})
