/** `ywq reach` as a person runs it: answers, exit codes, and wrong use that says what to change. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const ywq = resolve(import.meta.dirname, '../../scripts/ywq')
const folder = mkdtempSync(join(tmpdir(), 'ywq-reach-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const pod = (name: string): string => `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }\nspec: { containers: [{ name: c, image: a }] }\n---\n`
const only = (port: number): string => `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: db-in, namespace: shop }\nspec:\n  podSelector: { matchLabels: { app: db } }\n  ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: ${port} }] }]\n`
const manifests = (name: string, port: number): string => {
  const file = join(folder, name)
  writeFileSync(file, pod('web') + pod('db') + only(port))
  return file
}
const [old, now] = [manifests('old.yaml', 5432), manifests('new.yaml', 5433)]
const run = (...args: readonly string[]) => spawnSync(ywq, ['reach', ...args, '--lang', 'en'], { encoding: 'utf8' })

describe('answers', () => {
  it('JSON of the workloads: allowed pairs only, exit 0', () => {
    const { status, stdout } = run(old, '--matrix', 'workload', '--format', 'json')
    expect(status).toBe(0)
    const { connections } = JSON.parse(stdout) as { connections: { from: string; to: string; allow: unknown }[] }
    expect(connections.filter((c) => c.to === 'shop/db' && c.from !== c.to)).toEqual([{ from: 'shop/web', to: 'shop/db', allow: [{ protocol: 'TCP', ports: '5432' }] }])
  })
  it('explains with policy, rule and line', () => {
    const { status, stdout } = run(old, '--explain', '--from', 'shop/web', '--to', 'shop/db', '--port', '5432')
    expect(status).toBe(0)
    expect(stdout).toContain('NetworkPolicy shop/db-in')
    expect(stdout).toContain('old.yaml:')
  })
  it('--diff: what is newly allowed without a Flow is exit 1, nothing new is exit 0', () => {
    const { status, stdout } = run('--diff', old, now)
    expect(status).toBe(1)
    expect(stdout).toMatch(/shop\/web\s+shop\/db\s+TCP 5433\s+TCP 5432/)
    expect(run('--diff', old, old).status).toBe(0)
  })
})

describe('wrong use is exit 2 and says what to do', () => {
  it.each([
    ['no input', [], 'no input'],
    ['a path that is not there', [join(folder, 'nope.yaml')], 'nope.yaml'],
    ['a workload that is not there', [old, '--from', 'shop/wbe'], 'did you mean shop/web'],
    ['no port', [old, '--port', '70000'], '--port 70000'],
    ['--explain without ends', [old, '--explain'], '--from'],
    ['--assert-flows without an estate', [old, '--assert-flows'], '--estate'],
    ['two modes', [old, '--explain', '--assert-flows'], 'one of them only'],
    ['--diff of one', ['--diff', old], 'two inputs'],
    ['a format that the mode has not', [old, '--explain', '--from', 'shop', '--to', 'shop', '--format', 'dot'], 'table and json only'],
  ] as const)('%s', (_name, args, says) => {
    const { status, stdout, stderr } = run(...args)
    expect(`${stdout}${stderr}`).toContain(says)
    expect(status).toBe(2)
    expect(stderr).not.toMatch(/^\s+at /m)
  })
})
