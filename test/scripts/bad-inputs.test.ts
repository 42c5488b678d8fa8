/**
 * Bad inputs to `ywq audit`, as a person would give them: each ends with exit 2 (or 1, where it is a finding), says what is wrong
 * and where, shows no stack trace, and leaves no half-written file.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const ywq = join(root, 'scripts/ywq')
const minimal = join(root, 'stacks/examples/minimal')
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ywq-bad-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const pod = (extra = ''): string => `apiVersion: v1\nkind: Pod\nmetadata: { name: p, namespace: ns1 }\nspec:\n  containers: [{ name: c, image: registry.example/a@sha256:${'0'.repeat(64)} }]\n${extra}`

type Given = string | Buffer | ((at: string) => void)
interface Case {
  readonly name: string
  /** Files below the case's folder. */
  readonly files?: Readonly<Record<string, Given>>
  /** `@` stands for the case's folder. */
  readonly args: readonly string[]
  readonly input?: string | Buffer
  readonly code?: number
  readonly says: readonly string[]
}

const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`
const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'.split('').map((l, i) => `${l}: &${l} [${Array(9).fill(`*${'abcdefghij'[i] ?? 'a'}`).join(',')}]`).join('\n')}\n`

const cases: readonly Case[] = [
  { name: 'a path that is not there', args: ['@/nope.yaml'], says: ['nope.yaml'] },
  { name: 'an empty folder', files: { 'sub/.keep': '' }, args: ['@/sub'], says: ['sub'] },
  { name: 'an empty file', files: { 'a.yaml': '' }, args: ['@/a.yaml'], says: ['a.yaml'] },
  { name: 'a file of comments', files: { 'a.yaml': '# nothing\n---\n# here\n' }, args: ['@/a.yaml'], says: ['a.yaml'] },
  { name: 'a folder without manifests', files: { 'notes.txt': 'hello' }, args: ['@'], says: ['@'] },
  { name: 'a text file', files: { 'notes.txt': 'hello' }, args: ['@/notes.txt'], says: ['notes.txt'] },
  { name: 'broken indentation', files: { 'a.yaml': 'apiVersion: v1\n  kind: Pod\n' }, args: ['@/a.yaml'], says: ['a.yaml:2'] },
  { name: 'an open quote', files: { 'a.yaml': 'apiVersion: "v1\nkind: Pod\n' }, args: ['@/a.yaml'], says: ['a.yaml:'] },
  { name: 'tabs for indentation', files: { 'a.yaml': 'metadata:\n\tname: x\n' }, args: ['@/a.yaml'], says: ['a.yaml:2'] },
  { name: 'a duplicate key', files: { 'a.yaml': pod('kind: Pod\n') }, args: ['@/a.yaml'], says: ['a.yaml:6', 'kind'] },
  { name: 'invalid UTF-8', files: { 'a.yaml': Buffer.concat([Buffer.from('a: '), Buffer.from([0xff, 0xfe, 0x80])]) }, args: ['@/a.yaml'], says: ['UTF-8'] },
  { name: 'UTF-16', files: { 'a.yaml': Buffer.from('\ufeffkind: Pod', 'utf16le') }, args: ['@/a.yaml'], says: ['a.yaml'] },
  { name: 'a NUL', files: { 'a.yaml': 'a: b\u0000c\n' }, args: ['@/a.yaml'], says: ['a.yaml'] },
  { name: 'an alias bomb', files: { 'a.yaml': bomb }, args: ['@/a.yaml'], says: ['a.yaml'] },
  { name: 'deep nesting', files: { 'a.yaml': deep }, args: ['@/a.yaml'], says: ['a.yaml'] },
  { name: 'deep nesting in JSON', files: { 'a.json': deep }, args: ['@/a.json'], says: ['a.json'] },
  { name: 'a file of 200 MB', files: { 'a.yaml': (at) => { writeFileSync(at, ''); truncateSync(at, 200 * 1024 * 1024) } }, args: ['@/a.yaml'], says: ['a.yaml', 'MiB'] },
  { name: 'a pipe', files: { 'a.yaml': (at) => execFileSync('mkfifo', [at]) }, args: ['@/a.yaml'], says: ['a.yaml'] },
  { name: 'a link to itself', files: { 'a.yaml': (at) => symlinkSync('a.yaml', at) }, args: ['@/a.yaml'], says: ['a.yaml'] },
  { name: 'a link to nowhere', files: { 'a.yaml': (at) => symlinkSync('gone', at) }, args: ['@/a.yaml'], says: ['a.yaml'] },
  { name: 'no kind', files: { 'a.yaml': 'apiVersion: v1\nmetadata: { name: x }\n' }, args: ['@/a.yaml'], says: ['a.yaml:1', 'kind'] },
  { name: 'no apiVersion', files: { 'a.yaml': 'kind: Service\nmetadata: { name: x }\nspec: {}\n' }, args: ['@/a.yaml'], says: ['a.yaml:1'] },
  { name: 'no name', files: { 'a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {}\n' }, args: ['@/a.yaml'], says: ['a.yaml:1', 'metadata.name'] },
  { name: 'metadata that is a list', files: { 'a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: [x]\n' }, args: ['@/a.yaml'], says: ['a.yaml:1', 'metadata'] },
  { name: 'a kind that is a number', files: { 'a.yaml': 'apiVersion: v1\nkind: 5\nmetadata: { name: x }\n' }, args: ['@/a.yaml'], says: ['kind', '5'] },
  { name: 'a scalar document', files: { 'a.yaml': 'just text\n' }, args: ['@/a.yaml'], says: ['a.yaml:1'] },
  { name: 'a list document', files: { 'a.yaml': '- a\n- b\n' }, args: ['@/a.yaml'], says: ['a.yaml:1'] },
  { name: 'a broken document beside a good one: the good one is still judged', files: { 'a.yaml': `${pod()}---\nfoo: [\n` }, args: ['@/a.yaml'], says: ['a.yaml:'] },
  { name: 'a broken item in a List', files: { 'a.yaml': 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n' }, args: ['@/a.yaml'], says: ['a.yaml:4'] },
  { name: 'a Helm template', files: { 'a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: { name: {{ .Release.Name }} }\n' }, args: ['@/a.yaml'], says: ['Helm'] },
  { name: 'a kustomization alone', files: { 'kustomization.yaml': 'resources: [a.yaml]\n' }, args: ['@'], says: ['kustomiz'] },
  { name: 'HCL', files: { 'main.tf': 'resource "kubernetes_pod" "p" {}\n' }, args: ['@/main.tf'], says: ['main.tf'] },
  { name: 'a binary plan', files: { 'a.tfplan': Buffer.from('PK\u0003\u0004tfplan') }, args: ['@/a.tfplan'], says: ['terraform show -json'] },
  { name: 'gzip', files: { 'a.yaml.gz': gzipSync(pod()) }, args: ['@/a.yaml.gz'], says: ['a.yaml.gz'] },
  { name: 'truncated JSON', files: { 'a.json': '{"apiVersion":"v1","kind":' }, args: ['@/a.json'], says: ['a.json:1'] },
  { name: 'a plan of a future format', files: { 'plan.json': '{"format_version":"99.0","terraform_version":"9.9.9","planned_values":{}}' }, args: ['@/plan.json'], says: ['99.0'] },
  { name: 'a plan without values', files: { 'plan.json': '{"format_version":"1.2","terraform_version":"1.11.4","resource_changes":[]}' }, args: ['@/plan.json'], says: ['plan.json'] },
  { name: 'a plan without any Kubernetes object', files: { 'plan.json': '{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{}},"configuration":{}}' }, args: ['@/plan.json'], says: [] },
  { name: 'cdktf.out without a manifest', files: { 'cdktf.out/stacks/a/readme': '' }, args: ['@/cdktf.out'], says: ['cdktf.out'] },
  { name: 'a broken manifest.json', files: { 'cdktf.out/manifest.json': '{"stacks":' }, args: ['@/cdktf.out'], says: ['manifest.json'] },
  { name: 'a manifest that leads outside', files: { 'cdktf.out/manifest.json': '{"version":"0.21.0","stacks":{"c_space_d":{"name":"c_space_d","synthesizedStackPath":"../../etc/passwd"}}}' }, args: ['@/cdktf.out'], says: ['synthesizedStackPath'] },
  { name: 'a stack that is not there', files: { 'cdktf.out/manifest.json': '{"version":"0.21.0","stacks":{"c_space_d":{"name":"c_space_d","synthesizedStackPath":"stacks/c_space_d/cdk.tf.json"}}}' }, args: ['@/cdktf.out'], says: ['cdk.tf.json'] },
  { name: 'nothing on standard input', args: ['-'], input: '', says: [] },
  { name: 'noise on standard input', args: ['-'], input: Buffer.from([0, 1, 2, 255]), says: [] },
  { name: 'no input at all', args: [], says: ['没有要审计的输入', 'nothing to audit'] },
  { name: 'an estate that is not there', args: [minimal, '--estate', '@/none'], says: ['none'] },
  { name: 'an estate with an error', files: { 'e/a.yaml': 'kind: Estate\nnme: x\n' }, args: ['@/e', '--estate', '@/e'], says: ['a.yaml:2', 'name'] },
  { name: 'an instant that is none', files: { 'a.yaml': pod() }, args: ['@/a.yaml', '--now', 'tomorrow'], says: ['tomorrow', '2026-06-30'] },
  { name: 'a day that is none', files: { 'a.yaml': pod() }, args: ['@/a.yaml', '--now', '2026-02-30'], says: ['2026-02-30'] },
  { name: 'an unknown profile', files: { 'a.yaml': pod() }, args: ['@/a.yaml', '--profile', 'gbt-22239:5'], says: ['gbt-22239:5', 'pss:baseline'] },
  { name: 'an unknown check', files: { 'a.yaml': pod() }, args: ['@/a.yaml', '--check', 'no-host-pathh'], says: ['no-host-path'] },
  { name: 'a version of the Pod Security Standards to come', files: { 'a.yaml': pod() }, args: ['@/a.yaml', '--pss-version', 'v1.99'], says: ['v1.99'] },
  { name: 'a department without an estate', files: { 'a.yaml': pod() }, args: ['@/a.yaml', '--department', 'hr'], says: ['--estate'] },
  { name: 'an unknown department', files: { 'a.yaml': pod() }, args: ['@/a.yaml', '--estate', minimal, '--department', 'hrr'], says: ['hrr'] },
  { name: 'two reports on standard output', files: { 'a.yaml': pod() }, args: ['@/a.yaml', '--format', 'json', '--format', 'table'], says: ['--output'] },
  { name: 'an output whose name says no format', files: { 'a.yaml': pod() }, args: ['@/a.yaml', '--output', '@/report'], says: ['--format'] },
  { name: 'two reports in one file', files: { 'a.yaml': pod() }, args: ['@/a.yaml', '--format', 'json', '--output', '@/r', '--format', 'html', '--output', '@/r'], says: ['@/r'] },
  { name: 'an output below a file', files: { 'a.yaml': pod() }, args: ['@/a.yaml', '--format', 'json', '--output', '@/a.yaml/r.json'], says: ['没有留下半个文件'] },
  { name: 'an output where a folder is', files: { 'a.yaml': pod(), 'dir/x': '' }, args: ['@/a.yaml', '--format', 'json', '--output', '@/dir'], says: ['没有留下半个文件'] },
  { name: 'a kubeconfig that is not there', args: ['--live', '--kubeconfig', '@/none'], says: ['none'] },
  { name: 'a context that is not there', files: { kc: 'apiVersion: v1\nkind: Config\nclusters: []\ncontexts: []\nusers: []\n' }, args: ['--live', '--kubeconfig', '@/kc', '--context', 'prod'], says: ['prod'] },
  { name: 'a server that does not answer', files: { kc: 'apiVersion: v1\nkind: Config\ncurrent-context: c\nclusters: [{ name: c, cluster: { server: "https://127.0.0.1:1" } }]\ncontexts: [{ name: c, context: { cluster: c, user: u } }]\nusers: [{ name: u, user: { token: t } }]\n' }, args: ['--live', '--kubeconfig', '@/kc'], says: ['连不上集群'] },
  { name: 'containers that are a number: an error finding, not a crash', files: { 'a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: { name: p, namespace: ns1 }\nspec: { containers: 5 }\n' }, args: ['@/a.yaml'], code: 1, says: [] },
]

describe('bad inputs', () => {
  it('are at least forty', () => expect(cases.length).toBeGreaterThanOrEqual(40))

  it.each(cases.map((c, i) => [c.name, c, i] as const))('%s', (_name, c, i) => {
    const at = join(folder, String(i))
    mkdirSync(at, { recursive: true })
    for (const [path, content] of Object.entries(c.files ?? {})) {
      const file = join(at, path)
      mkdirSync(dirname(file), { recursive: true })
      if (typeof content === 'function') content(file)
      else writeFileSync(file, content)
    }
    const args = c.args.map((a) => a.replace('@', at))
    const started = Date.now()
    const r = spawnSync(process.execPath, [ywq, 'audit', ...args, '--lang', 'zh'], { cwd: at, encoding: 'utf8', input: c.input ?? '', timeout: 60_000, env: { ...process.env, KUBECONFIG: '' } })
    const said = r.stdout + r.stderr
    expect(r.status, said.slice(0, 2000)).toBe(c.code ?? 2)
    for (const fragment of c.says) expect(said).toContain(fragment.replace('@', at))
    expect(said).not.toMatch(/\n\s+at .*:\d+:\d+/)
    expect(said).not.toContain('内部错误')
    expect(said.trim().length, 'says something').toBeGreaterThan(0)
    expect(readdirSync(at).filter((f) => f.endsWith('.tmp')), 'no half-written file').toEqual([])
    expect(Date.now() - started, 'in bounded time').toBeLessThan(30_000)
    expect(existsSync(join(at, 'core'))).toBe(false)
  })
})
