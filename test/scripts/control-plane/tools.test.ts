// Where programs are looked for, and that the versions named in TypeScript are those of the committed Go modules.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { toolsAvailable, toolVersions } from '../../../scripts/control-plane/tools.ts'

const all = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok']
let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ywq-test-'))
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

const put = (folder: string, names: readonly string[], mode = 0o755): string => {
  const path = join(root, folder)
  mkdirSync(path, { recursive: true })
  for (const name of names) {
    writeFileSync(join(path, name), '')
    chmodSync(join(path, name), mode)
  }
  return path
}

test.each([
  ['kubernetes', 'k8s.io/kubernetes', toolVersions.kubernetes],
  ['kwok', 'sigs.k8s.io/kwok', toolVersions.kwok],
])('%s: go.mod requires the version named here', (folder, module, version) => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'live', 'control-plane', folder, 'go.mod'), 'utf8')
  const required = text.split('\n').map((line) => line.replace(/^require /, '').trim().split(' ')).find(([name]) => name === module)
  expect(required?.[1]).toBe(version)
})

test('names every missing program and how to get it', () => {
  const path = put('path', ['etcd', 'kwok'])
  const tools = toolsAvailable({ PATH: path, XDG_CACHE_HOME: join(root, 'none') })
  expect(tools.ok ? '' : tools.reason).toMatch(/kube-apiserver, kube-controller-manager, kube-scheduler; run bash scripts\/install-test-tools\.sh$/)
})

test('a file that cannot be executed is no program', () => {
  const path = put('path', all)
  put('path', ['kwok'], 0o644)
  expect(toolsAvailable({ PATH: path, XDG_CACHE_HOME: join(root, 'none') }).ok).toBe(false)
})

test('KUBEBUILDER_ASSETS comes first, then the cache, then PATH', () => {
  const assets = put('assets', ['etcd', 'kube-apiserver', 'kubectl'])
  const cached = put(`cache/ywq/tools/kubernetes-${toolVersions.kubernetes}/bin`, ['kube-apiserver', 'kube-controller-manager'])
  const path = put('path', all)
  const tools = toolsAvailable({ KUBEBUILDER_ASSETS: assets, XDG_CACHE_HOME: join(root, 'cache'), PATH: path })
  expect(tools.ok ? tools.paths : tools.reason).toEqual({
    etcd: join(assets, 'etcd'),
    'kube-apiserver': join(assets, 'kube-apiserver'),
    'kube-controller-manager': join(cached, 'kube-controller-manager'),
    'kube-scheduler': join(path, 'kube-scheduler'),
    kwok: join(path, 'kwok'),
    kubectl: join(assets, 'kubectl'),
  })
})
