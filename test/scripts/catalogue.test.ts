/** `ywq catalogue` as a person types it: lists, filters, one clause, coverage, JSON; a wrong word names the nearest and exits 2. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { UsageError } from '../../scripts/command.ts'
import { parseArguments } from '../../scripts/parse-arguments.ts'
import { verbs } from '../../scripts/verbs.ts'
import { run } from '../../scripts/verbs/catalogue.ts'

let out = ''
beforeEach(() => {
  out = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text, ...rest) => {
    out += String(text)
    for (const done of rest) if (typeof done === 'function') done()
    return true
  })
})
afterEach(() => {
  vi.restoreAllMocks()
})

const ask = async (...argv: readonly string[]): Promise<number> => run(parseArguments('catalogue', verbs.catalogue, argv, 'zh'))

describe('ywq catalogue', () => {
  it('explains a clause', async () => {
    expect(await ask('8.1.4.2.d')).toBe(0)
    expect(out).toContain('8.1.4.2.d  三级 · 通用 · 安全计算环境 · 访问控制')
    expect(out).toContain('no-path-to-cluster-admin (critical)')
  })
  it('lists what fits the filters, and counts it', async () => {
    await ask('--level', '3', '--check', 'audit-policy-covers-all-users')
    expect(out).toMatch(/^8\.1\.4\.3\.a /m)
    expect(out).not.toMatch(/^[79]\./m)
    expect(out).toContain('三级 技术（不含机房章）：3 条')
  })
  it('gives coverage alone', async () => {
    await ask('--level', '3', '--coverage')
    expect(out.split('\n')[0]).toMatch(/^三级 技术（不含机房章）：111 条，由检查判定 \d+ 条/)
    expect(out.trim().split('\n')).toHaveLength(3)
  })
  it('writes JSON with format and version', async () => {
    await ask('--level', '3', '--crosswalk', 'cloud-service-assessment/AU', '--format', 'json')
    const read = JSON.parse(out) as { readonly format: string; readonly version: number; readonly clauses: readonly { readonly id: string; readonly wall: object }[] }
    expect([read.format, read.version]).toEqual(['ywq.catalogue-list', 1])
    expect(read.clauses.map((c) => c.id)).toContain('8.1.4.3.c')
    expect(read.clauses[0]?.wall).toEqual({ layer: '网', phase: '事后', means: '技防' })
  })
  it('follows a crosswalk of checks', async () => {
    await ask('--crosswalk', 'cis-kubernetes/5.1.1', '--level', '3')
    expect(out).toMatch(/^8\.1\.4\.2\.d /m)
  })

  it.each<[string, string[], string]>([
    ['a letter that the point has not', ['8.1.4.2.z'], '8.1.4.2 有：8.1.4.2.a'],
    ['a slip of a number', ['8.1.42.d'], '是不是 8.1.4.2.d'],
    ['an unknown check', ['--check', 'no-wildcard-rbca'], '是不是 no-wildcard-rbac'],
    ['an unknown crosswalk', ['--crosswalk', 'iso'], '可用：cis-kubernetes'],
    ['an item that a crosswalk has not', ['--crosswalk', 'cis-kubernetes/9.9'], 'cis-kubernetes 没有 9.9'],
    ['an unknown level', ['--level', '5'], '5'],
    ['an unknown status', ['--status', 'automatic'], 'automated'],
  ])('%s is refused with what there is', async (_, argv, zh) => {
    const error = await ask(...argv).then(() => null, (e: unknown) => e)
    expect(error).toBeInstanceOf(UsageError)
    expect(error instanceof UsageError ? error.text.zh : '').toContain(zh)
    expect(out).toBe('')
  })
})
