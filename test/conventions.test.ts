/** Laws of the house that no other test holds. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { theCatalogue } from '../policies/catalogue/catalogue.ts'
import { checks } from '../policies/checks/index.ts'
import { formats } from '../scripts/formats.ts'
import { verbs } from '../scripts/verbs.ts'

const root = resolve(import.meta.dirname, '..')
const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter((f) => f !== '')
const text = (file: string): string => readFileSync(join(root, file), 'utf8')
const sources = tracked.filter((f) => /^(policies|monitors|stacks|scripts)\/.*\.ts$/.test(f))

describe('checks and catalogue', () => {
  it('every parameter is read by a check or a construct, and every parameter that a check reads is set', () => {
    const read = new Set(checks.flatMap((c) => c.parameters ?? []))
    const inStacks = sources.filter((f) => f.startsWith('stacks/')).map(text).join('\n')
    const catalogue = theCatalogue()
    expect(catalogue.parameters.filter((p) => !read.has(p) && !inStacks.includes(`'${p}'`))).toEqual([])
    expect([...read].filter((p) => !catalogue.parameters.includes(p))).toEqual([])
  })
  it('every check says what, why and how to mend it in both languages', () => {
    for (const check of checks) {
      for (const part of [check.title, check.why, check.remedy, ...Object.values(check.reasons)]) {
        expect(part.zh, check.id).toMatch(/[\u4e00-\u9fff]/)
        expect(part.en.length, check.id).toBeGreaterThan(3)
      }
    }
  })
  it('holds the whole Pod Security Standards: every control of the upstream definition', () => {
    const controls = (profile: string): string[] => [...new Set(checks.flatMap((c) => (c.pss?.profile === profile ? [c.pss.control] : [])))]
    // kubernetes.io/docs/concepts/security/pod-security-standards, v1.34.
    expect(controls('baseline').length).toBeGreaterThanOrEqual(12)
    expect(controls('restricted').length).toBeGreaterThanOrEqual(6)
  })
})

describe('files', () => {
  it('are short enough to find one’s way in', () => {
    const long = sources.map((f) => [f, text(f).split('\n').length] as const).filter(([, n]) => n > 300)
    expect(long).toEqual([])
  })
  it('begin with what they are for', () => {
    expect(sources.filter((f) => !/^(#!.*\n)?\/\*\*|^\/\//.test(text(f)))).toEqual([])
  })
  it('switch off no rule and escape no type', () => {
    const escapes = /eslint-disable|@ts-ignore|@ts-expect-error|@ts-nocheck|\bas any\b|: any(?=[,;)>=|])/
    expect(sources.filter((f) => escapes.test(text(f)))).toEqual([])
  })
  it('name no package registry and no path of a machine', () => {
    const hosts = /https?:\/\/[a-z0-9.-]*(?:registry\.npmjs|proxy\.golang|pypi\.org|crates\.io|maven\.org|deb\.debian)/
    const paths = /(?:^|[^A-Za-z0-9_./])\/(?:root|home\/[a-z]+|work\/main)\//m
    const readable = tracked.filter((f) => !/\.(png|gz)$/.test(f))
    expect(readable.filter((f) => f !== 'test/conventions.test.ts' && (hosts.test(text(f)) || paths.test(text(f))))).toEqual([])
  })
  it('the lock file records no download addresses', () => expect(text('package-lock.json')).not.toContain('"resolved"'))
})

describe('READMEs', () => {
  it.each(['README.md', 'README.zh-CN.md'])('%s names every verb, format and dependency', (file) => {
    const readme = text(file)
    for (const verb of Object.keys(verbs)) expect(readme, verb).toContain(`ywq ${verb}`)
    for (const format of formats) expect(readme, format).toContain(format)
    const manifest = JSON.parse(text('package.json')) as { dependencies: Record<string, string>; devDependencies: Record<string, string> }
    for (const name of Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })) {
      if (!name.startsWith('@types/')) expect(readme, name).toContain(name)
    }
  })
  it.each(['policies', 'monitors', 'stacks', 'scripts', 'test'])('%s has its page', (folder) => expect(tracked).toContain(`${folder}/README.md`))
})
