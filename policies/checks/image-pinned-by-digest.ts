/**
 * Restricted fields: image of every container, init container and ephemeral container, and volumes[*].image.reference.
 * Allowed values: references that end in @sha256: and 64 hexadecimal digits.
 */
import { podCheck } from '../check.ts'
import { imagesOf } from '../image-reference.ts'

export const imagePinnedByDigest = podCheck({
  id: 'image-pinned-by-digest',
  severity: 'high',
  title: { zh: '镜像按摘要固定', en: 'Images are pinned by digest' },
  why: {
    zh: '标签可被改指别的内容，只有摘要能保证运行的就是检测过的那个镜像。',
    en: 'A tag can be moved to other content; only a digest says that what runs is what was tested.',
  },
  remedy: { zh: '把镜像写成 仓库/名称@sha256:摘要（可保留标签）。', en: 'Write the image as registry/name@sha256:digest (a tag may stay before it).' },
  snippet: `image: registry.example.cn/gov/portal@sha256:${'0'.repeat(64)}\n`,
  reasons: { 'no-digest': { zh: '镜像没有 @sha256: 摘要', en: 'the image has no @sha256: digest' } },
  aliases: {
    'kube-linter': ['latest-tag'], polaris: ['tagNotSpecified'], checkov: ['CKV_K8S_14', 'CKV_K8S_43'], kyverno: ['disallow-latest-tag', 'require-image-checksum'],
  },
  *evaluate(pod) {
    for (const { image, path } of imagesOf(pod)) if (!/@sha256:[0-9a-f]{64}$/.test(image)) yield { reason: 'no-digest', path, found: image }
  },
})
