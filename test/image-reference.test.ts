// Image references by the distribution grammar: where the registry ends, what a prefix covers.
import { describe, expect, it } from 'vitest'
import { isUnder, parseImage } from '../policies/image-reference.ts'

const digest = `sha256:${'0'.repeat(64)}`

describe('parseImage', () => {
  it.each([
    ['nginx', '', 'nginx', ''], ['nginx:1.27', '', 'nginx', ''], [`nginx@${digest}`, '', 'nginx', digest], ['bitnami/nginx:1', '', 'bitnami/nginx', ''],
    ['registry.example.cn/gov/portal:1', 'registry.example.cn', 'registry.example.cn/gov/portal', ''],
    ['registry:5000/portal:1', 'registry:5000', 'registry:5000/portal', ''], ['localhost/portal', 'localhost', 'localhost/portal', ''],
    [`registry.example.cn:5000/gov/portal:1@${digest}`, 'registry.example.cn:5000', 'registry.example.cn:5000/gov/portal', digest], ['', '', '', ''],
  ])('%s', (image, registry, repository, wanted) => expect(parseImage(image)).toEqual({ registry, repository, digest: wanted }))
})

describe('isUnder', () => {
  it.each([
    ['registry.example.cn/gov/portal', 'registry.example.cn/gov/', true], ['registry.example.cn/gov/portal', 'registry.example.cn/gov', true],
    ['registry.example.cn/gov/portal', 'registry.example.cn', true], ['registry.example.cn/gov', 'registry.example.cn/gov/', true],
    ['registry.example.cn/government/portal', 'registry.example.cn/gov', false], ['registry.example.cn.evil.example/gov/portal', 'registry.example.cn', false],
    ['registry.example.cn:5000/gov/portal', 'registry.example.cn', false],
  ])('%s under %s: %s', (repository, prefix, wanted) => expect(isUnder(repository, prefix)).toBe(wanted))
})
