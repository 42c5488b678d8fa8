/** The command line as a person types it: help, version, typos, exit codes, start-up. Runs the compiled launcher from another folder. */
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { verbs } from '../../scripts/verbs.ts'

const ywq = resolve(import.meta.dirname, '../../scripts/ywq')

function run(args: readonly string[], env: Record<string, string> = {}): { code: number | null; out: string; err: string } {
  const unset = Object.fromEntries(Object.entries(process.env).filter(([name]) => !['LANG', 'LC_ALL', 'LC_MESSAGES'].includes(name)))
  const r = spawnSync(process.execPath, [ywq, ...args], { cwd: tmpdir(), encoding: 'utf8', env: { ...unset, ...env } })
  return { code: r.status, out: r.stdout, err: r.stderr }
}

describe('help and version', () => {
  it('lists every verb in Chinese where LANG is unset, in English where it is English', () => {
    const zh = run(['--help'])
    expect(zh.code).toBe(0)
    for (const verb of Object.keys(verbs)) expect(zh.out).toContain(`  ${verb} `)
    expect(zh.out).toContain('退出码')
    expect(run(['--help'], { LANG: 'en_GB.UTF-8' }).out).toContain('exit codes')
    expect(run(['--help', '--lang', 'en']).out).toContain('exit codes')
  })
  it.each(Object.keys(verbs))('ywq %s --help names its options', (verb) => {
    const { code, out } = run([verb, '--help'])
    expect(code).toBe(0)
    for (const option of Object.keys(verbs[verb as keyof typeof verbs].options)) expect(out).toContain(`--${option}`)
  })
  it('prints the version of package.json', () => expect(run(['--version']).out).toMatch(/^ywq \d+\.\d+\.\d+\n$/))
  it('without a verb shows usage and exits 2', () => {
    const { code, out } = run([])
    expect([code, out.includes('用法')]).toEqual([2, true])
  })
})

describe('wrong use', () => {
  it.each<[string, string[], string[]]>([
    ['a verb with a typo', ['audti'], ['没有命令 audti', '是不是 audit', 'did you mean audit?']],
    ['a verb far from any', ['frobnicate'], ['没有命令 frobnicate', 'validate synth']],
    ['a name of Object.prototype', ['constructor'], ['没有命令 constructor']],
    ['an option with a typo', ['audit', '.', '--fail-onn', 'high'], ['没有选项 --fail-onn', '--fail-on']],
    ['a value with a typo', ['audit', '.', '--fail-on', 'hihg'], ['"hihg"', '是不是 high', 'critical high medium low none']],
    ['a missing value', ['audit', '.', '--estate'], ['--estate 缺少值']],
    ['a value that is the next option', ['audit', '.', '--estate', '--live'], ['--estate 缺少值']],
    ['a flag with a value', ['audit', '.', '--live=yes'], ['--live 不带值']],
    ['an option twice', ['audit', '.', '--now', '2026-01-01', '--now', '2026-01-02'], ['--now 只能给一次']],
    ['an unknown language', ['audit', '.', '--lang', 'fr'], ['"fr"', 'zh en']],
  ])('%s exits 2 with what to change', (_title, args, fragments) => {
    const { code, out, err } = run(args)
    expect(code).toBe(2)
    expect(out).toBe('')
    for (const fragment of fragments) expect(err).toContain(fragment)
    expect(err).not.toMatch(/\n\s+at /)
  })
})
