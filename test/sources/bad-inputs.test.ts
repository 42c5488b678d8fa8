/** Every bad input is told what is wrong with it and what to do, in both languages, and hides nothing that can be read beside it. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

import { readInput } from '../../policies/sources/detect.ts'

const root = mkdtempSync(join(tmpdir(), 'ywq-bad-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const good = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: good, namespace: a}\n'
const zip = (...names: readonly string[]): Buffer => Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.from(names.join('\u0000'))])
const bomb = ['a: &a [x,x,x,x,x,x,x,x,x,x]', ...Array.from('bcdefgh').map((c, i) => `${c}: &${c} [${Array(10).fill(`*${'abcdefgh'.charAt(i)}`).join(',')}]`)].join('\n')
const plan = (more: object): string => JSON.stringify({ format_version: '1.2', terraform_version: '1.11.0', planned_values: { root_module: { resources: [] } }, ...more })

interface Bad {
  readonly name: string
  /** Files to write; '' as the only key names the input itself. A string or bytes; null makes a folder. */
  readonly files: Readonly<Record<string, string | Buffer | null>>
  /** Path of the input below the case's folder. @default the first file */
  readonly input?: string
  readonly zh: string
  readonly en: string
  /** End of the location, where it matters. */
  readonly at?: string
  /** Objects read all the same. @default 0 */
  readonly read?: number
}

const cases: readonly Bad[] = [
  { name: 'nothing there', files: {}, input: 'missing.yaml', zh: '没有这个文件', en: 'no such file' },
  { name: 'empty file', files: { 'a.yaml': '' }, zh: '空的', en: 'empty' },
  { name: 'only comments', files: { 'a.yaml': '# nothing\n---\n# more\n' }, zh: '没有任何文档', en: 'no documents' },
  { name: 'empty folder', files: { x: null }, zh: '没有 .yaml', en: 'no .yaml' },
  { name: 'folder of other things', files: { 'x/readme.md': 'hi' }, input: 'x', zh: '没有 .yaml', en: 'no .yaml' },
  { name: 'tab indentation', files: { 'a.yaml': `${good}---\na:\n\tb: 1\n` }, zh: '制表符', en: 'tab', at: 'a.yaml:6:1', read: 1 },
  { name: 'bad indentation', files: { 'a.yaml': `${good}---\na:\n  b: 1\n c: 2\n` }, zh: '缩进', en: 'indentation', at: 'a.yaml:7:2', read: 1 },
  { name: 'duplicate key', files: { 'a.yaml': 'apiVersion: v1\nkind: Pod\nkind: Pod\n' }, zh: '键 kind 写了两次', en: 'duplicated mapping key kind', at: 'a.yaml:3:1' },
  { name: 'unclosed quote', files: { 'a.yaml': 'a: "b\n' }, zh: '引号没有闭合', en: 'double quoted' },
  { name: 'unclosed bracket', files: { 'a.yaml': 'a: [1, 2\n' }, zh: '没有闭合', en: 'flow collection' },
  { name: 'unknown anchor', files: { 'a.yaml': 'a: *b\n' }, zh: '没有定义的锚', en: 'unknown anchor b', at: 'a.yaml:1:5' },
  { name: 'anchor in itself', files: { 'a.yaml': 'a: &b [*b]\n' }, zh: '引用了自己', en: 'contains itself' },
  { name: 'alias bomb', files: { 'a.yaml': bomb }, zh: '别名炸弹', en: 'excessive aliasing' },
  { name: 'too deep', files: { 'a.yaml': `a: ${'['.repeat(2000)}${']'.repeat(2000)}\n` }, zh: '嵌套超过', en: 'maxDepth' },
  { name: 'too deep JSON', files: { 'a.json': `{"a":${'['.repeat(2000)}${']'.repeat(2000)}}` }, zh: '嵌套超过', en: 'nested more than' },
  { name: 'merge of a number', files: { 'a.yaml': 'a:\n  <<: 5\n' }, zh: '合并键', en: 'map merge' },
  { name: 'infinity', files: { 'a.yaml': 'a: .inf\n' }, zh: '无穷大', en: 'JSON cannot carry' },
  { name: 'null key', files: { 'a.yaml': '~: 1\n' }, zh: '映射的键', en: 'key of a mapping is null' },
  { name: 'bad tag', files: { 'a.yaml': 'a: !!int x\n' }, zh: '标签', en: '!!int' },
  { name: 'bad separator', files: { 'a.yaml': `${good}--- foo\n${good}---\n${good}` }, zh: '分隔行', en: 'separator', at: 'a.yaml:4:4', read: 2 },
  { name: 'content after dots', files: { 'a.yaml': `${good}...\n${good}` }, zh: '从不读取', en: 'never read', at: 'a.yaml:5:1', read: 1 },
  { name: 'line break nobody sees', files: { 'a.yaml': `# harmless\u2028privileged: true\n${good}` }, zh: 'U+2028', en: 'U+2028' },
  { name: 'NUL byte', files: { 'a.yaml': 'a: \u0000\n' }, zh: 'NUL', en: 'null byte' },
  { name: 'control character', files: { 'a.yaml': 'a: \u0007\n' }, zh: '控制字符', en: 'non-printable' },
  { name: 'GBK text', files: { 'a.yaml': Buffer.concat([Buffer.from(`${good}---\n# `), Buffer.from([0xd6, 0xd0, 0x0a]), Buffer.from(`---\n${good}`)]) }, zh: 'UTF-8', en: 'not UTF-8', at: 'a.yaml:5:3', read: 2 },
  { name: 'UTF-16 text', files: { 'a.yaml': Buffer.from(`\ufeff${good}`, 'utf16le') }, zh: 'UTF-16', en: 'UTF-16' },
  { name: 'a word', files: { 'a.yaml': 'hello\n' }, zh: '单个值', en: 'single value' },
  { name: 'a list', files: { 'a.yaml': '- a\n- b\n' }, zh: '列表', en: 'a list' },
  { name: 'no kind', files: { 'a.yaml': 'apiVersion: v1\nmetadata: {name: a}\n' }, zh: '缺少 kind', en: 'kind is missing' },
  { name: 'no apiVersion', files: { 'a.yaml': 'kind: Pod\nmetadata: {name: a}\n' }, zh: '缺少 apiVersion', en: 'apiVersion is missing' },
  { name: 'apiVersion is a number', files: { 'a.yaml': 'apiVersion: 1\nkind: Pod\nmetadata: {name: a}\n' }, zh: 'apiVersion 是 1', en: 'apiVersion is 1' },
  { name: 'no metadata', files: { 'a.yaml': 'apiVersion: v1\nkind: Pod\n' }, zh: '缺少 metadata', en: 'metadata is missing' },
  { name: 'metadata is a list', files: { 'a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: []\n' }, zh: 'metadata 是 […]', en: 'metadata is […]' },
  { name: 'no name', files: { 'a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {namespace: a}\n' }, zh: '缺少 metadata.name', en: 'metadata.name is missing' },
  { name: 'name is a boolean', files: { 'a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: on}\n' }, zh: '加引号', en: 'put it in quotes' },
  { name: 'items is no list', files: { 'a.yaml': 'apiVersion: v1\nkind: List\nitems: 5\n' }, zh: 'items 不是列表', en: 'not a list' },
  { name: 'item is no object', files: { 'a.yaml': `apiVersion: v1\nkind: List\nitems:\n- 5\n- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n` }, zh: 'items[0]', en: 'items[0]', at: 'a.yaml:4', read: 1 },
  { name: 'Helm template', files: { 'a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n' }, zh: 'Helm', en: 'helm template' },
  { name: 'Helm chart', files: { 'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n', 'c/templates/x.yaml': '{{ if }}' }, input: 'c', zh: 'helm template', en: 'helm template' },
  { name: 'kustomization', files: { 'kustomization.yaml': 'resources: [a.yaml]\n' }, zh: 'kustomize', en: 'kustomize' },
  { name: 'docker compose', files: { 'compose.yaml': 'services: {web: {image: x}}\n' }, zh: 'docker compose', en: 'docker compose' },
  { name: 'estate document', files: { 'a.yaml': 'kind: Department\nname: a\n' }, zh: '--estate', en: '--estate' },
  { name: 'folder of an estate', files: { 'e/a.yaml': 'kind: Department\nname: a\n' }, input: 'e', zh: '--estate', en: '--estate' },
  { name: 'Terraform HCL file', files: { 'main.tf': 'resource "a" "b" {}\n' }, zh: 'terraform show -json', en: 'terraform show -json' },
  { name: 'Terraform HCL folder', files: { 't/main.tf': 'resource "a" "b" {}\n' }, input: 't', zh: 'terraform show -json', en: 'terraform show -json' },
  { name: 'HCL called yaml', files: { 'a.yaml': 'resource "kubernetes_pod_v1" "x" {\n  metadata { name = "x" }\n}\n' }, zh: 'HCL', en: 'HCL' },
  { name: 'binary plan', files: { plan: zip('tfplan', 'tfstate') }, zh: 'terraform show -json', en: 'terraform show -json' },
  { name: 'zip', files: { 'a.zip': zip('x') }, zh: 'zip', en: 'zip' },
  { name: 'gzip', files: { 'a.gz': Buffer.from([0x1f, 0x8b, 8, 0]) }, zh: 'gzip', en: 'gzip' },
  { name: 'program', files: { a: Buffer.from('\u007fELF\u0002') }, zh: '可执行程序', en: 'executable' },
  { name: 'picture', files: { 'a.png': Buffer.from('\u0089PNG\r\n', 'latin1') }, zh: '图片', en: 'image' },
  { name: 'raw state', files: { 'terraform.tfstate': JSON.stringify({ version: 4, terraform_version: '1.11.0', resources: [] }) }, zh: 'terraform show -json', en: 'terraform show -json' },
  { name: 'plan of another age', files: { 'p.json': plan({ format_version: '2.0' }) }, zh: 'format_version', en: 'format_version' },
  { name: 'plan with errors', files: { 'p.json': plan({ errored: true }) }, zh: 'errored', en: 'errored' },
  { name: 'plan of a part', files: { 'p.json': plan({ complete: false }) }, zh: '不完整', en: 'not complete' },
  { name: 'plan cut short', files: { 'p.json': plan({}).slice(0, -20) }, zh: '截断', en: 'cut short' },
  { name: 'unknown resource type', files: { 'p.json': plan({ planned_values: { root_module: { resources: [{ address: 'kubernetes_pod_security_policy.x', type: 'kubernetes_pod_security_policy', mode: 'managed', values: {} }] } } }) }, zh: 'kubernetes_pod_security_policy', en: 'unknown resource type', at: '/kubernetes_pod_security_policy.x' },
  { name: 'cdktf.out without a stack', files: { 'o/manifest.json': '{"version":"0.21.0","stacks":{}}' }, input: 'o', zh: '一个栈也没有', en: 'no stack' },
  { name: 'cdktf.out, manifest cut short', files: { 'o/manifest.json': '{"version":"0.21.0",', 'o/stacks/x/cdk.tf.json': '{}' }, input: 'o', zh: '不是合法的 JSON', en: 'not valid JSON' },
  { name: 'cdktf.out, stack missing', files: { 'o/manifest.json': '{"stacks":{"x":{"synthesizedStackPath":"stacks/x/cdk.tf.json"}}}' }, input: 'o', zh: '没有这个文件', en: 'no such file', at: 'o/stacks/x/cdk.tf.json' },
  { name: 'cdktf.out, path leads out', files: { 'o/manifest.json': '{"stacks":{"x":{"synthesizedStackPath":"../../etc/passwd"}}}' }, input: 'o', zh: '不在目录之内', en: 'not inside' },
  { name: 'cdktf.out, stack cut short', files: { 'o/manifest.json': '{"stacks":{"x":{"synthesizedStackPath":"stacks/x/cdk.tf.json"}}}', 'o/stacks/x/cdk.tf.json': '{"resource":' }, input: 'o', zh: '不是合法的 JSON', en: 'not valid JSON' },
  { name: 'the stacks folder', files: { 'o/stacks/x/cdk.tf.json': '{}' }, input: 'o/stacks', zh: 'cdktf.out', en: 'cdktf.out' },
  { name: 'cdktf project not synthesised', files: { 'p/cdktf.json': '{}' }, input: 'p', zh: 'cdktf synth', en: 'cdktf synth' },
  { name: 'count in a synth', files: { 'cdk.tf.json': JSON.stringify({ resource: { kubernetes_namespace_v1: { x: { count: '${var.n}', metadata: { name: 'x' } } } } }) }, zh: 'count', en: 'count' },
  { name: 'module in a synth', files: { 'cdk.tf.json': JSON.stringify({ terraform: {}, module: { m: { source: './m' } } }) }, zh: '模块', en: 'modules' },
  { name: 'resource without a name', files: { 'cdk.tf.json': JSON.stringify({ resource: { kubernetes_pod_v1: { x: { spec: {} } } } }) }, zh: 'metadata', en: 'metadata' },
  { name: 'JSON with a comment', files: { 'a.json': '{ // c\n "apiVersion": "v1" }' }, zh: '缺少 apiVersion', en: 'apiVersion is missing' },
]

describe('bad inputs', () => {
  test('there are at least forty', () => expect(cases.length).toBeGreaterThanOrEqual(40))

  test.each(cases.map((c): [string, Bad] => [c.name, c]))('%s', async (name, bad) => {
    const folder = join(root, name.replace(/\W+/g, '-'))
    mkdirSync(folder)
    for (const [path, content] of Object.entries(bad.files)) {
      const file = join(folder, path)
      mkdirSync(content === null ? file : dirname(file), { recursive: true })
      if (content !== null) writeFileSync(file, content)
    }
    const input = join(folder, bad.input ?? Object.keys(bad.files)[0] ?? '')
    const found = await problems(input)
    expect(found.unreadable, 'says nothing').not.toEqual([])
    const fitting = found.unreadable.filter(({ zh, en, location }) => zh.includes(bad.zh) && en.toLowerCase().includes(bad.en.toLowerCase()) && (bad.at === undefined || location.endsWith(bad.at)))
    expect(fitting.length, JSON.stringify(found.unreadable)).toBeGreaterThan(0)
    expect(found.subjects).toBe(bad.read ?? 0)
    for (const { zh, en } of found.unreadable) {
      expect(zh).toMatch(/\p{Script=Han}/u)
      expect(en).not.toMatch(/\p{Script=Han}/u)
      expect(`${zh}${en}`).not.toMatch(/\n\s+at |undefined|\[object/)
    }
  })
})

async function problems(input: string): Promise<{ unreadable: readonly { location: string; zh: string; en: string }[]; subjects: number }> {
  const snapshots = await readInput(input, { readAt: '2026-11-21T00:00:00Z' })
  return { unreadable: snapshots.flatMap((s) => s.unreadable), subjects: snapshots.reduce((n, s) => n + s.subjects.length, 0) }
}

describe('bad files of the system', () => {
  const folder = join(root, 'system')
  mkdirSync(folder)
  const inFolder = (name: string): string => {
    const path = join(folder, name)
    mkdirSync(path)
    writeFileSync(join(path, 'good.yaml'), good)
    return path
  }

  test('a pipe is refused and does not hang', async () => {
    const path = inFolder('pipe')
    execFileSync('mkfifo', [join(path, 'p.yaml')])
    const found = await problems(path)
    expect(found).toMatchObject({ subjects: 1, unreadable: [{ location: join(path, 'p.yaml') }] })
    expect(found.unreadable[0]?.en).toContain('pipe')
    expect((await problems(join(path, 'p.yaml'))).unreadable[0]?.zh).toContain('管道')
  })

  test('a device is refused', async () => {
    expect((await problems('/dev/zero')).unreadable[0]?.en).toContain('device')
  })

  test('folders in a circle are read once', async () => {
    const path = inFolder('circle')
    mkdirSync(join(path, 'below'))
    symlinkSync('..', join(path, 'below', 'above'))
    expect(await problems(path)).toEqual({ subjects: 1, unreadable: [] })
  })

  test('a link to itself and a link into nowhere are reported', async () => {
    const path = inFolder('links')
    symlinkSync('self.yaml', join(path, 'self.yaml'))
    symlinkSync('nowhere.yaml', join(path, 'dangling.yaml'))
    const found = await problems(path)
    expect(found.subjects).toBe(1)
    expect(found.unreadable.map((u) => u.en).sort()).toEqual(['a loop of symbolic links', 'no such file or folder'])
  })

  test('a link that leads out of the folder is not followed', async () => {
    const path = inFolder('outward')
    writeFileSync(join(folder, 'outside.yaml'), good)
    symlinkSync('../outside.yaml', join(path, 'x.yaml'))
    const found = await problems(path)
    expect(found.subjects).toBe(1)
    expect(found.unreadable[0]?.en).toContain('leads out')
  })

  test('a file over the limit is refused before it is read', async () => {
    const path = inFolder('large')
    writeFileSync(join(path, 'large.yaml'), '#')
    truncateSync(join(path, 'large.yaml'), 65 * 1024 * 1024)
    const found = await problems(path)
    expect(found.subjects).toBe(1)
    expect(found.unreadable[0]?.zh).toContain('上限 64 MiB')
  })

  test.skipIf(process.getuid?.() === 0)('a file that may not be read', async () => {
    const path = inFolder('forbidden')
    writeFileSync(join(path, 'x.yaml'), good)
    chmodSync(join(path, 'x.yaml'), 0)
    const found = await problems(path)
    expect(found.subjects).toBe(1)
    expect(found.unreadable[0]?.en).toContain('permission denied')
  })

  test('hidden files and folders are left out', async () => {
    const path = inFolder('hidden')
    mkdirSync(join(path, '.git'))
    writeFileSync(join(path, '.git', 'x.yaml'), 'broken: [')
    writeFileSync(join(path, '.x.yaml'), 'broken: [')
    expect(await problems(path)).toEqual({ subjects: 1, unreadable: [] })
  })
})
