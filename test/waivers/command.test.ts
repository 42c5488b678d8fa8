/** The commands about waivers, baselines and approvals as a person types them, on a copy of the small example; and everything typed wrong. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'ywq-waivers-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let count = 0
let home = ''
beforeEach(() => {
  home = join(folder, String(count++))
  mkdirSync(home)
  cpSync(join(root, 'stacks/examples/minimal'), join(home, 'estate'), { recursive: true })
  // A system without its runbook: one finding to waive.
  const file = join(home, 'estate/departments.yaml')
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace(/runbook: [^,\n]*portal[^,\n]*,? ?/, ''))
  expect(readFileSync(file, 'utf8')).not.toBe(text)
})

function ywq(args: readonly string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const r = spawnSync(process.execPath, [join(root, 'scripts/ywq'), ...args, '--lang', 'zh'], { cwd: home, encoding: 'utf8', timeout: 60_000 })
  expect(r.stdout + r.stderr, 'no trace').not.toMatch(/\n\s+at .*:\d+:\d+|内部错误/)
  return { code: r.status, out: r.stdout, err: r.stderr }
}
const estate = ['--estate', 'estate']
const texts = ['--reason', '手册正在重写，七月底完成', '--measure', '值守人员现场指导']
const audit = (...more: readonly string[]) => ywq(['audit', ...estate, '--check', 'runbook-declared', '--fail-on', 'low', '--format', 'json', ...more])

describe('from a finding to an accepted risk', () => {
  it('a request is written, has no effect until the bureau approves it, and loses it when changed', () => {
    expect(audit().code).toBe(1)
    const request = ywq(['waiver', 'request', 'runbook-declared', 'System/portal', ...estate, ...texts, '--days', '30'])
    expect([request.code, request.err]).toEqual([0, ''])
    expect(readFileSync(join(home, 'estate/departments.yaml'), 'utf8')).toMatch(/kind: Waiver\n(.*\n)*reason: 手册正在重写，七月底完成\n/)
    expect(audit().code).toBe(1)
    expect(ywq(['waivers', ...estate]).out).toMatch(/未获批准/)

    const approval = request.out.slice(request.out.indexOf('kind: Approval')).replace('approver: …', 'approver: zhang').replace('approved: …', 'approved: 2026-06-30')
    writeFileSync(join(home, 'estate/approvals.yaml'), approval)
    const accepted = audit()
    expect(accepted.code).toBe(0)
    const report = JSON.parse(accepted.out) as { findings: { result: string; waiver?: string }[]; verdicts: { verdict: string; clause: string }[] }
    expect(report.findings.filter((f) => f.waiver !== undefined).map((f) => f.result)).toEqual(['fail'])
    const listed = JSON.parse(ywq(['waivers', ...estate, '--format', 'json']).out) as { waivers: { state: string; accepts: number; daysLeft: number }[] }
    expect(listed.waivers.map((w) => [w.state, w.accepts, w.daysLeft])).toEqual([['expiring', 1, 30]])
    expect(ywq(['waiver', 'request', 'runbook-declared', 'System/portal', ...estate, ...texts]).err).toContain('已由豁免')

    const file = join(home, 'estate/departments.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace('七月底完成', '年底完成'))
    expect(audit().code).toBe(1)
    expect(ywq(['approvals', ...estate]).out).toContain('文档在批准之后改过')
  })

  it('a waiver turns no clause green: verdicts are the same with and without it', () => {
    const verdicts = (): unknown => (JSON.parse(ywq(['audit', ...estate, '--format', 'json', '--fail-on', 'none']).out) as { verdicts: { clause: string; verdict: string }[] }).verdicts.map((v) => [v.clause, v.verdict])
    const before = verdicts()
    const request = ywq(['waiver', 'request', 'runbook-declared', 'System/portal', ...estate, ...texts])
    writeFileSync(join(home, 'estate/approvals.yaml'), request.out.slice(request.out.indexOf('kind: Approval')).replace('approver: …', 'approver: zhang').replace('approved: …', 'approved: 2026-06-30'))
    expect(audit().code).toBe(0)
    expect(verdicts()).toEqual(before)
  })

  it('--output - prints the document and writes nothing', () => {
    const before = readFileSync(join(home, 'estate/departments.yaml'), 'utf8')
    const { code, out, err } = ywq(['waiver', 'request', 'runbook-declared', 'System/portal', ...estate, ...texts, '--output', '-'])
    expect([code, out.includes('kind: Waiver'), err.includes('kind: Approval')]).toEqual([0, true, true])
    expect(readFileSync(join(home, 'estate/departments.yaml'), 'utf8')).toBe(before)
  })
})

describe('from a finding to a baseline', () => {
  it('accepts today’s findings, fails on new ones, and says when it is stale', () => {
    expect(audit('--baseline-write', 'b.json').code).toBe(0)
    const known = audit('--baseline', 'b.json')
    expect([known.code, known.err.includes('受理已有发现 1 项，新发现 0 项')]).toEqual([0, true])
    const file = join(home, 'estate/departments.yaml')
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace(/runbook: [^,\n]*insurance[^,\n]*,? ?/, ''))
    const worse = audit('--baseline', 'b.json')
    expect([worse.code, worse.err.includes('新发现 1 项'), worse.err.includes('System//insurance')]).toEqual([1, true, true])
    cpSync(join(root, 'stacks/examples/minimal'), join(home, 'estate'), { recursive: true })
    const fixed = audit('--baseline', 'b.json')
    expect([fixed.code, fixed.err.includes('基线已陈旧：1 项已整改')]).toEqual([0, true])
  })
  it('is not written from an input that could not be read', () => {
    writeFileSync(join(home, 'bad.yaml'), 'kind: [\n')
    const { code, err } = audit('bad.yaml', '--baseline-write', 'b.json')
    expect([code, err.includes('没有写基线')]).toEqual([2, true])
    expect(() => readFileSync(join(home, 'b.json'))).toThrow(/ENOENT/)
  })
})

describe('typed wrong', () => {
  const request = ['waiver', 'request']
  const here = ['runbook-declared', 'System/portal', ...estate]
  it.each<[string, readonly string[], readonly string[]]>([
    ['waivers without an estate', ['waivers'], ['--estate DIR']],
    ['waivers of an estate that is not there', ['waivers', '--estate', 'none'], ['none']],
    ['waivers with days that are none', ['waivers', ...estate, '--expiring', 'soon'], ['--expiring soon', '30']],
    ['waivers of an unknown department', ['waivers', ...estate, '--department', 'hrr'], ['hrr']],
    ['waivers on a day that is none', ['waivers', ...estate, '--now', '2026-13-01'], ['2026-13-01']],
    ['waiver without a word', ['waiver'], ['request', '（空）']],
    ['waiver with another word', ['waiver', 'approve'], ['request', 'approve']],
    ['a request for nothing', [...request, ...estate], ['指纹', 'KIND/NAMESPACE/NAME']],
    ['a request without an object', [...request, 'runbook-declared', ...estate], ['KIND/NAMESPACE/NAME']],
    ['a request for an unknown check', [...request, 'runbook-declare', 'System/portal', ...estate, ...texts], ['没有检查项 runbook-declare', '是不是 runbook-declared']],
    ['a request for an object without a finding', [...request, 'runbook-declared', 'System/insurance', ...estate, ...texts], ['没有找到发现', 'System/portal']],
    ['a request for an unknown fingerprint', [...request, '0123456789abcdef', ...estate, ...texts], ['0123456789abcdef', 'System/portal']],
    ['a request without a reason', [...request, ...here, '--measure', '值守人员现场指导'], ['--reason', '至少 8']],
    ['a request with a reason of one word', [...request, ...here, '--reason', '忙', '--measure', '值守人员现场指导'], ['--reason', '得到 1 个']],
    ['a request without a measure', [...request, ...here, '--reason', '手册正在重写，七月底完成'], ['--measure']],
    ['a request for ever', [...request, ...here, ...texts, '--days', '9999'], ['--days 9999', '366']],
    ['a request until a day too far', [...request, ...here, ...texts, '--expires', '2030-01-01'], ['2030-01-01', '366']],
    ['a request until a day that is none', [...request, ...here, ...texts, '--expires', '2026-08-32'], ['2026-08-32', '什么也没有写']],
    ['a request until yesterday', [...request, ...here, ...texts, '--expires', '2026-06-29'], ['日期颠倒', '什么也没有写']],
    ['a request by nobody', [...request, ...here, ...texts, '--owner', 'nobody'], ['nobody', '什么也没有写']],
    ['a request with a name that is none', [...request, ...here, ...texts, '--name', 'Not A Name'], ['Not A Name', '什么也没有写']],
    ['a request into a file outside the estate', [...request, ...here, ...texts, '--output', 'elsewhere.yaml'], ['elsewhere.yaml', '声明目录']],
    ['a request into a file that is no YAML', [...request, ...here, ...texts, '--output', 'estate/w.txt'], ['w.txt', '.yaml']],
    ['a baseline that is not there', ['audit', ...estate, '--baseline', 'none.json'], ['none.json', '不存在']],
    ['a baseline that is a folder', ['audit', ...estate, '--baseline', 'estate'], ['estate', '不是普通文件']],
    ['a baseline that is none', ['audit', ...estate, '--baseline', 'estate/bureau.yaml'], ['不是 JSON']],
    ['a baseline where nothing can be written', ['audit', ...estate, '--baseline-write', 'estate/bureau.yaml/b.json', '--check', 'runbook-declared'], ['没有留下半个文件']],
    ['approvals by git outside of a repository', ['audit', ...estate, '--approvals', 'git'], ['--approvals git', 'git 仓库']],
    ['approvals by signature without an estate', ['audit', 'estate', '--approvals', 'signature'], ['--estate']],
    ['approvals by a means that is none', ['audit', ...estate, '--approvals', 'gpg'], ['gpg', 'git signature none']],
    ['the payload of no approval', ['approvals', 'payload', ...estate], ['（空）']],
    ['the payload of an approval with a typo', ['approvals', 'payload', 'bureau-agreed', ...estate], ['是不是 bureau-agrees']],
    ['approvals with another word', ['approvals', 'sign', ...estate], ['payload NAME']],
    ['rectify without a word', ['rectify', ...estate], ['list、import']],
    ['rectify without an estate', ['rectify', 'list'], ['--estate DIR']],
    ['rectify import without an output', ['rectify', 'import', 'a.xlsx', ...estate], ['--output']],
    ['rectify import without a file', ['rectify', 'import', ...estate, '--output', 'estate/r.yaml'], ['一个文件']],
    ['rectify import of two files', ['rectify', 'import', 'a', 'b', ...estate, '--output', 'estate/r.yaml'], ['得到 2 个']],
    ['rectify import of a file that is not there', ['rectify', 'import', 'none.xlsx', ...estate, '--output', 'estate/r.yaml'], ['none.xlsx', '不存在']],
    ['rectify import of a file without the header', ['rectify', 'import', 'estate/bureau.yaml', ...estate, '--output', 'estate/r.yaml'], ['缺少列“问题”']],
    ['rectify import from a source that is none', ['rectify', 'import', 'a.xlsx', ...estate, '--output', 'estate/r.yaml', '--source', '传闻'], ['传闻', '自查']],
    ['record without a word', ['record', ...estate], ['import']],
    ['record import without what it needs', ['record', 'import', 'a.csv', ...estate], ['--name']],
    ['migrate of nothing', ['migrate'], ['ywq migrate DIR']],
    ['migrate of a folder that is not there', ['migrate', 'none'], ['none']],
  ])('%s', (_title, args, says) => {
    const { code, out, err } = ywq(args)
    expect(code, out + err).toBe(2)
    for (const fragment of says) expect(err).toContain(fragment)
  })

  it.each<[string, string | Buffer, string]>([
    ['a zip that is no sheet', Buffer.from('PK\u0005\u0006' + '\0'.repeat(18), 'latin1'), 'xlsx'],
    ['a torn zip', Buffer.from('PK\u0003\u0004torn'), '不是完整的 xlsx'],
    ['an old xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), '旧的 xls'],
    ['a binary', Buffer.from([0, 1, 2, 3]), '既不是 xlsx 也不是 CSV'],
    ['an empty file', '', '缺少列“问题”'],
    ['a header alone', '问题,责任人,期限,临时措施\n', '表头之下没有内容'],
    ['an open quote', '问题,责任人,期限,临时措施\n"a,b\n', '引号没有结束'],
  ])('a sheet that is %s', (_title, content, says) => {
    writeFileSync(join(home, 'a.xlsx'), content)
    const { code, err } = ywq(['rectify', 'import', 'a.xlsx', ...estate, '--output', 'estate/r.yaml'])
    expect([code, err.includes('a.xlsx'), err]).toEqual([2, true, expect.stringContaining(says)])
  })

  it('migrate of an estate of this schema checks it and says so', () => expect(ywq(['migrate', 'estate'])).toMatchObject({ code: 0, err: '' }))
})
