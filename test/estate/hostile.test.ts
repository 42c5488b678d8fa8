/** Input that means harm, or that no one meant: refused with a sentence, never with a trace, a hang or the machine's memory. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadEstate, loadFiles, maxProblems } from '../../policies/estate/load.ts'
import { maxFileBytes } from '../../policies/estate/read-files.ts'
import { miniFiles } from './mini.ts'

let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'ywq-hostile-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

let count = 0
/** A fresh folder with the mini estate in it. */
function folder(extra: Readonly<Record<string, string | Buffer>> = {}): string {
  const dir = join(root, String(count++))
  mkdirSync(dir)
  for (const { path, text } of miniFiles) writeFileSync(join(dir, path), text)
  for (const [name, content] of Object.entries(extra)) writeFileSync(join(dir, name), content)
  return dir
}

/** `code file:line:column` of every problem, the folder left out. */
function told(dir: string): string[] {
  return loadEstate(dir).problems.map((p) => `${p.code} ${p.position.file.replace(dir, '').replace(/^\//, '')}:${p.position.line}:${p.position.column}`)
}

describe('files', () => {
  it('a clean folder loads', () => expect(told(folder())).toEqual([]))
  it('a folder that is not there', () => expect(told(join(root, 'nowhere'))).toEqual(['unreadable :1:1']))
  it('an empty folder', () => {
    const dir = join(root, 'empty')
    mkdirSync(dir)
    expect(told(dir)).toEqual(['empty-estate :1:1'])
  })
  it('a file instead of a folder is that file', () => {
    const file = join(root, 'one.yaml')
    writeFileSync(file, miniFiles.map((f) => f.text).join('---\n'))
    expect(loadEstate(file).problems).toEqual([])
  })
  it('other files, dot files and dot folders are not read', () => {
    const dir = folder({ 'README.md': 'kind: [', '.hidden.yaml': 'kind: [' })
    mkdirSync(join(dir, '.git'))
    writeFileSync(join(dir, '.git', 'x.yaml'), 'kind: [')
    expect(told(dir)).toEqual([])
  })
  it('.yml and nested folders are read, sorted', () => {
    const dir = folder()
    mkdirSync(join(dir, 'a'))
    writeFileSync(join(dir, 'a', 'x.yml'), 'kind: Zon\n')
    writeFileSync(join(dir, 'z.YAML'), 'kind: Plan\n')
    expect(told(dir)).toEqual(['unknown-kind a/x.yml:1:7', 'unknown-kind z.YAML:1:7'])
    expect(loadEstate(dir).files.map((f) => f.slice(dir.length + 1))).toEqual(['a/x.yml', 'bureau.yaml', 'departments.yaml', 'z.YAML'])
  })
  it('200 MB are refused unread', () => {
    const dir = folder({ 'big.yaml': '' })
    truncateSync(join(dir, 'big.yaml'), 200 * 1024 * 1024)
    expect(told(dir)).toEqual(['file-too-large big.yaml:1:1'])
  })
  it('a total above the limit is refused where it is passed', () => {
    const dir = folder()
    for (const i of [1, 2, 3, 4, 5]) {
      writeFileSync(join(dir, `c${i}.yaml`), '')
      truncateSync(join(dir, `c${i}.yaml`), maxFileBytes - 1)
    }
    // Sparse files are NUL bytes: each read one is told as such, the rest not read.
    expect(told(dir).map((t) => t.split(' ')[0])).toEqual(['nul-byte', 'nul-byte', 'nul-byte', 'estate-too-large', 'estate-too-large'])
  })
  it('links inside the folder are followed once', () => {
    const dir = folder()
    symlinkSync('bureau.yaml', join(dir, 'again.yaml'))
    expect(told(dir)).toEqual([])
  })
  it('links out of the folder are refused', () => {
    const dir = folder()
    symlinkSync('/etc/hostname', join(dir, 'out.yaml'))
    symlinkSync('/etc', join(dir, 'etc'))
    expect(told(dir)).toEqual(['link-outside etc:1:1', 'link-outside out.yaml:1:1'])
  })
  it('links in a loop, and links to nowhere', () => {
    const dir = folder()
    symlinkSync('b.yaml', join(dir, 'a.yaml'))
    symlinkSync('a.yaml', join(dir, 'b.yaml'))
    symlinkSync('.', join(dir, 'loop'))
    symlinkSync('gone.yaml', join(dir, 'x.yaml'))
    expect(told(dir)).toEqual(['unreadable a.yaml:1:1', 'unreadable b.yaml:1:1', 'link-loop loop:1:1', 'unreadable x.yaml:1:1'])
  })
  it('pipes are refused, not waited for', () => {
    const dir = folder()
    execFileSync('mkfifo', [join(dir, 'pipe.yaml')])
    expect(told(dir)).toEqual(['not-a-file pipe.yaml:1:1'])
  })
  it.skipIf(process.getuid?.() === 0)('a file without permission', () => {
    const dir = folder({ 'x.yaml': '' })
    chmodSync(join(dir, 'x.yaml'), 0)
    expect(told(dir)).toEqual(['unreadable x.yaml:1:1'])
  })
})

describe('bytes', () => {
  const zone = '{ kind: Zone, name: more, title: { zh: 区 }, purpose: data, exposure: none, cidrs: [] }\n'
  it('a byte order mark is no part of the text', () => expect(told(folder({ 'x.yaml': `\ufeff${zone}` }))).toEqual([]))
  it('CRLF is a line end', () => expect(told(folder({ 'x.yaml': zone.replace(/, /g, ',\r\n  ') }))).toEqual([]))
  it('GBK is told, with its place', () =>
    expect(told(folder({ 'x.yaml': Buffer.concat([Buffer.from('kind: Zone\ntitle: { zh: 区'), Buffer.from([0xd6, 0xd0, 0x0a])]) }))).toEqual(['not-utf8 x.yaml:2:15']))
  it('every kind of invalid byte is found where it is', () => {
    for (const bytes of [[0xff], [0xc0, 0x80], [0xe4, 0xb8], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0x80]])
      expect(told(folder({ 'x.yaml': Buffer.concat([Buffer.from('# 中\n# é'), Buffer.from(bytes), Buffer.from('\n# x\n')]) })), bytes.join()).toEqual([`not-utf8 x.yaml:2:4`])
  })
  it('UTF-16', () => expect(loadEstate(folder({ 'x.yaml': Buffer.from('\ufeffkind: Zone', 'utf16le') })).problems[0]?.zh).toContain('UTF-16'))
  it('NUL', () => expect(told(folder({ 'x.yaml': 'kind: Zone\nname: a\u0000b\n' }))).toEqual(['nul-byte x.yaml:2:8']))
})

describe('text', () => {
  const only = (text: string) => loadFiles([...miniFiles, { path: 'x.yaml', text }]).problems.map((p) => p.code)

  it('aliases that multiply', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`)
    expect(only(`a0: &a0 x\n${levels.join('\n')}\n`)).toEqual(['alias-bomb'])
  })
  it('aliases in measure are taken', () => expect(only('{ kind: Zone, name: &n more, title: { zh: *n }, purpose: data, exposure: none, cidrs: [] }\n')).toEqual([]))
  it('a million brackets', () => expect(only('['.repeat(900_000))).toEqual(['nesting-too-deep']))
  it('a document above the limit', () => expect(only(`kind: Zone\nname: ${'x'.repeat(1_100_000)}\n`)).toEqual(['document-too-large']))
  it('a line of a megabyte', () => expect(only(`{ kind: Zone, name: more, title: { zh: ${'长'.repeat(900_000)} }, purpose: data, exposure: none, cidrs: [] }\n`)).toEqual(['too-long']))
  it('100,000 empty documents', () => expect(only('---\n'.repeat(100_000))).toEqual([]))
  it('100,000 good documents', () => {
    const text = Array.from({ length: 100_000 }, (_, i) => `{ kind: Plane, name: p${i}, title: { zh: 面 }, carries: [data] }`).join('\n---\n')
    expect(only(text)).toEqual([])
  }, 120_000)
  it('100,000 bad documents: a thousand are told, and how many are not', () => {
    const { problems } = loadFiles([...miniFiles, { path: 'x.yaml', text: 'kind: Zon\n---\n'.repeat(100_000) }])
    expect(problems).toHaveLength(maxProblems + 1)
    expect(problems.at(-1)).toMatchObject({ code: 'too-many-problems', en: '99000 more problems are not shown' })
  })
  it('5,000 equal networks', () => {
    const cidrs = Array(5000).fill('10.200.0.0/16').join(', ')
    expect(new Set(only(`{ kind: Zone, name: more, title: { zh: 区 }, purpose: data, exposure: none, cidrs: [${cidrs}] }\n`))).toEqual(new Set(['cidr-overlap', 'too-many-problems']))
  })
  it('60,000 keys of one mapping', () => {
    const keys = Array.from({ length: 60_000 }, (_, i) => `k${i}: 1`).join('\n')
    expect(new Set(only(`kind: Zone\n${keys}\n`))).toEqual(new Set(['unknown-key', 'too-many-problems']))
  })
  it('keys of prototypes change nothing', () => {
    only('{ kind: Zone, __proto__: { polluted: 1 }, constructor: { prototype: { polluted: 1 } } }\n')
    expect('polluted' in {}).toBe(false)
  })
})
