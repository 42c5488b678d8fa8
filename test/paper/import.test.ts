/** The assessor's lists as real xlsx and GBK CSV, imported by the command line into a copy of the small example. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { loadEstate } from '../../policies/estate/load.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'ywq-import-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let count = 0
let home = ''
let estate = ''
beforeEach(() => {
  home = join(folder, String(count++))
  estate = join(home, 'estate')
  mkdirSync(home)
  cpSync(join(root, 'stacks/examples/minimal'), estate, { recursive: true })
})

function ywq(...args: readonly string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const r = spawnSync(process.execPath, [join(root, 'scripts/ywq'), ...args, '--lang', 'zh'], { cwd: home, encoding: 'utf8', timeout: 60_000 })
  expect(r.stdout + r.stderr).not.toMatch(/\n\s+at .*:\d+:\d+|内部错误/)
  return { code: r.status, out: r.stdout, err: r.stderr }
}
const xlsx = async (name: string, rows: readonly (readonly (string | Date)[])[]): Promise<string> => {
  await writeXlsxFile(rows.map((row) => row.map((value) => (value instanceof Date ? { value, type: Date, format: 'yyyy-mm-dd' } : { value }))), { sheet: '问题清单' }).toFile(join(home, name))
  return join(home, name)
}
const header = ['序号', '问题描述', '测评指标', '测评对象', '整改责任人', '整改期限', '临时措施']
const load = () => {
  const { estate: read, problems } = loadEstate(estate)
  expect(problems).toEqual([])
  return read
}

describe('ywq rectify import', () => {
  it('makes a valid Rectification of every row of an xlsx, dates and titles as people write them', async () => {
    const path = await xlsx('问题清单.xlsx', [
      ['二〇二六年等级测评问题清单'], header,
      ['1', '未启用双因素登录', '8.1.4.1 d)', '政务服务门户', '周戊', new Date('2026-09-30T00:00:00Z'), '限制登录来源地址'],
      ['2', '日志留存不足', '7.1.4.3.c', 'insurance', 'chen', '2026年8月1日', '每周导出备份'],
    ])
    const { code, out, err } = ywq('rectify', 'import', path, '--estate', estate, '--output', join(estate, 'rectify.yaml'), '--prefix', 'dp')
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('2 项整改')
    expect(load()?.of('Rectification')).toEqual([
      { kind: 'Rectification', name: 'dp-3', title: { zh: '未启用双因素登录' }, clause: '8.1.4.1.d', system: 'portal', source: '测评', owner: 'zhou', opened: '2026-06-30', due: '2026-09-30', interim: '限制登录来源地址' },
      { kind: 'Rectification', name: 'dp-4', title: { zh: '日志留存不足' }, clause: '7.1.4.3.c', system: 'insurance', source: '测评', owner: 'chen', opened: '2026-06-30', due: '2026-08-01', interim: '每周导出备份' },
    ])
    const list = ywq('rectify', 'list', '--estate', estate, '--now', '2026-08-15', '--format', 'json')
    expect((JSON.parse(list.out) as { rectifications: { name: string; state: string; daysLeft: number }[] }).rectifications.map((r) => [r.name, r.state, r.daysLeft])).toEqual([['dp-4', 'overdue', -14], ['dp-3', 'open', 46]])
    const audit = ywq('audit', '--estate', estate, '--check', 'rectification-not-overdue', '--now', '2026-08-15')
    expect([audit.code, audit.out.includes('dp-4')]).toEqual([1, true])
  })

  it('tells every fault of every row and writes nothing', async () => {
    const path = await xlsx('bad.xlsx', [header, ['1', '', '8.1.9.9.z', 'protal', '周午', '年底', '无'], ['2', '日志少', '', '', 'chen', '2026-01-01', '每周导出']])
    const { code, err } = ywq('rectify', 'import', path, '--estate', estate, '--output', join(estate, 'rectify.yaml'))
    expect(code).toBe(2)
    for (const part of ['第 2 行：“问题”为空', '8.1.9.9.z', 'protal”，是不是 portal', '周午', '“年底”不是日期', '至少 4 个字', '第 3 行：条款、检查项、指纹至少写一个', '2026-01-01 早于开始 2026-06-30', '什么也没有写']) expect(err).toContain(part)
    expect(() => readFileSync(join(estate, 'rectify.yaml'))).toThrow(/ENOENT/)
  })

  it('appends to a file and keeps its comments; the same rows twice are refused', async () => {
    const path = await xlsx('list.xlsx', [header, ['1', '未启用双因素登录', '8.1.4.1.d', 'portal', 'zhou', '2026-09-30', '限制登录来源']])
    const file = join(estate, 'rectify.yaml')
    writeFileSync(file, '# 测评整改，由数据局维护\n{ kind: Rectification, name: first, title: { zh: 一 }, clause: 8.1.4.1.d, source: 自查, owner: zhou, opened: 2026-01-01, due: 2026-12-31, interim: 值守人巡检 } # 尾注\n')
    const before = readFileSync(file, 'utf8')
    expect(ywq('rectify', 'import', path, '--estate', estate, '--output', file).code).toBe(0)
    const after = readFileSync(file, 'utf8')
    expect(after.startsWith(before)).toBe(true)
    expect(load()?.of('Rectification').map((r) => r.name)).toEqual(['first', 'rectify-20260630-2'])
    const again = ywq('rectify', 'import', path, '--estate', estate, '--output', file)
    expect([again.code, again.err.includes('什么也没有写'), readFileSync(file, 'utf8') === after]).toEqual([2, true, true])
  })
})

describe('ywq record import', () => {
  const common = (): string[] => ['--estate', estate, '--name', 'dp-2026', '--title', '2026 年等级测评', '--scope', 'gradingObject=services', '--organisation', 'assess-co', '--person', 'li', '--author', 'chen', '--issued', '2026-03-25', '--expires', '2027-03-24']

  it('makes one Record a result of a GBK CSV, with the report’s digest, and watches the report from then on', () => {
    const csv = join(home, '结果.csv')
    // 条款,结果 … in GBK, as Excel on a Chinese Windows saves it.
    const gbk = (text: string): Buffer => Buffer.concat(Array.from(text, (c) => Buffer.from({ 条: 'ccf5', 款: 'bfee', 结: 'bde1', 果: 'b9fb', 符: 'b7fb', 合: 'bacf', 部: 'b2bf', 分: 'b7d6', 不: 'b2bb', 适: 'caca', 用: 'd3c3' }[c] ?? Buffer.from(c).toString('hex'), 'hex')))
    writeFileSync(csv, gbk('条款,结果\r\n7.1.6.1,符合\r\n7.1.7.3.a,部分符合\r\n7.1.7.4.a,不符合\r\n7.1.7.5,符合\r\n7.1.7.3.a,符合\r\n7.1.6.4,不适用\r\n'))
    const report = join(estate, 'records', '报告.pdf')
    mkdirSync(join(estate, 'records'))
    writeFileSync(report, '报告全文')
    const file = join(estate, 'records.yaml')
    const { code, err } = ywq('record', 'import', csv, ...common(), '--evidence', report, '--sm3', '--output', file)
    const read = load()?.of('Record').filter((r) => r.name.startsWith('dp-2026')).map((r) => [r.name, r.result, r.covers, r.evidence[0]?.path])
    if (code !== 0) throw new Error(err)
    expect(read).toEqual([
      ['dp-2026-met', '符合', ['7.1.6.1', '7.1.7.5'], 'records/报告.pdf'],
      ['dp-2026-partial', '部分符合', ['7.1.7.3.a'], 'records/报告.pdf'],
      ['dp-2026-unmet', '不符合', ['7.1.7.4.a'], 'records/报告.pdf'],
    ])
    expect(err).toContain('7.1.6.4')
    const verified = (): number | null => ywq('audit', '--estate', estate, '--check', 'evidence-digest-matches').code
    expect(verified()).toBe(0)
    writeFileSync(report, '报告全文（改）')
    expect(verified()).toBe(1)
  })

  it('refuses clauses and results that do not exist, row by row', () => {
    const csv = join(home, 'bad.csv')
    writeFileSync(csv, '条款,结果\n8.1.99.1,符合\n8.1.6.1,基本符合\n')
    const { code, err } = ywq('record', 'import', csv, ...common(), '--evidence', csv, '--output', join(estate, 'r.yaml'))
    expect(code).toBe(2)
    for (const part of ['第 2 行：条款“8.1.99.1”', '第 3 行：结果“基本符合”', '什么也没有写']) expect(err).toContain(part)
  })
})
