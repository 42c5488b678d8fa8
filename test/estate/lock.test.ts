/** The lock: same estate, same bytes; a system that vanishes without being retired is told. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadEstate, loadFiles } from '../../policies/estate/load.ts'
import { judgeLock, renderLock } from '../../policies/estate/lock.ts'
import { lockFileName } from '../../policies/estate/read-files.ts'
import { changed, miniFiles } from './mini.ts'

const { estate } = loadFiles(miniFiles)
if (estate === null) throw new Error('the mini estate does not load')
const lock = renderLock(estate)
const systems = new Set(['portal', 'insurance'])

describe('the lock', () => {
  it('lists names and phases', () => {
    expect(lock).toContain('format: ywq.lock\nversion: 1\ndocuments:\n')
    expect(lock).toContain('  System:\n    insurance: running\n    portal: running\n')
    expect(lock).toContain('  Zone:\n    back: declared\n    front: declared\n')
  })
  it('does not depend on the order of files', () => {
    const reversed = loadFiles(miniFiles.toReversed()).estate
    expect(reversed === null ? '' : renderLock(reversed)).toBe(lock)
  })
  it('is in force with the estate that wrote it', () => expect(judgeLock(lock, systems)).toEqual([]))
  it.each([
    ['vanished', lock, new Set(['portal']), 'insurance: running', '系统“insurance”（running）没有注销'],
    ['renamed', lock, new Set(['portal', 'insurances']), 'insurance: running', '如果是改名成了 insurances'],
    ['newer', lock.replace('version: 1', 'version: 2'), systems, '2', '锁文件是 ywq.lock 第 2 版，本程序只认到第 1 版'],
    ['foreign', lock.replace('ywq.lock\n', 'other\n'), systems, 'other', '可用：ywq.lock'],
    ['not YAML', `${lock}\t: [\n`, systems, '', ''],
    ['two documents', `${lock}---\n${lock}`, systems, '', '有且只有一个文档'],
    ['empty', '', systems, '', '有且只有一个文档'],
  ])('%s', (_name, text, names, at, zh) => {
    const [fault, more] = judgeLock(text, names)
    expect(fault?.text.zh).toContain(zh)
    expect(more).toBeUndefined()
    if (at !== '') expect(text.slice(fault?.offset)).toMatch(new RegExp(`^${at}`))
  })
  it('lets a retired system go', () => expect(judgeLock(lock.replace('insurance: running', 'insurance: retired'), new Set(['portal']))).toEqual([]))
})

describe('beside an estate', () => {
  const dir = mkdtempSync(join(tmpdir(), 'ywq-lock-'))
  afterAll(() => rmSync(dir, { recursive: true, force: true }))
  for (const { path, text } of miniFiles) writeFileSync(join(dir, path), text)
  const told = (): string[] => loadEstate(dir).problems.map((p) => `${p.code} ${p.position.file.slice(dir.length + 1)}:${p.position.line}`)

  it('is read, and is no document of the estate', () => {
    writeFileSync(join(dir, lockFileName), lock)
    expect(told()).toEqual([])
  })
  it('tells the vanished system at its line', () => {
    writeFileSync(join(dir, lockFileName), lock.replace('    portal: running\n', '    licence: trial\n    portal: running\n'))
    expect(told()).toEqual([`vanished ${lockFileName}:${lock.split('\n').indexOf('    portal: running') + 1}`])
  })
  it('does not take a system with faults for a vanished one', () => {
    writeFileSync(join(dir, lockFileName), lock)
    for (const { path, text } of changed('phase: running\nphaseSince: 2025-04-01\ncatalogue', 'phase: runing\nphaseSince: 2025-04-01\ncatalogue')) writeFileSync(join(dir, path), text)
    expect(told()).toEqual(['not-allowed departments.yaml:48'])
  })
})
