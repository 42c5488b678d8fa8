/**
 * Where the programs of the test control plane are: KUBEBUILDER_ASSETS first (the ecosystem's own convention), then
 * the cache that scripts/install-test-tools.sh fills, then PATH. Versions repeat test/live/control-plane/*\/go.mod; a test holds them equal.
 */
import { accessSync, constants, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

import type { Text } from '../../policies/text.ts'

export const toolVersions = { kubernetes: 'v1.34.4', kwok: 'v0.7.0' } as const

const required = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok'] as const
type RequiredTool = (typeof required)[number]

/** Absolute paths of the programs; kubectl is for people and may be absent. */
export type ToolPaths = Readonly<Record<RequiredTool, string>> & { readonly kubectl: string | undefined }

export type ToolsAvailable =
  | { readonly ok: true; readonly paths: ToolPaths }
  | { readonly ok: false; readonly reason: string; readonly text: Text }

type Environment = Readonly<Record<string, string | undefined>>

/** The folder of this project below the user's cache folder (XDG Base Directory specification). */
export function cacheFolder(environment: Environment = process.env): string {
  const base = environment['XDG_CACHE_HOME']
  return join(base !== undefined && base !== '' ? base : join(homedir(), '.cache'), 'ywq')
}

/**
 * Looks for every program; nothing is started or installed.
 * @param environment the variables to honour: KUBEBUILDER_ASSETS, XDG_CACHE_HOME, PATH
 * @returns the paths, or which programs are missing and how to get them
 */
export function toolsAvailable(environment: Environment = process.env): ToolsAvailable {
  const cache = join(cacheFolder(environment), 'tools')
  const folders = [
    environment['KUBEBUILDER_ASSETS'] ?? '',
    join(cache, `kubernetes-${toolVersions.kubernetes}`, 'bin'),
    join(cache, `kwok-${toolVersions.kwok}`, 'bin'),
    ...(environment['PATH'] ?? '').split(delimiter),
  ].filter((folder) => folder !== '')
  const find = (name: string): string | undefined =>
    folders.map((folder) => join(folder, name)).find((path) => isExecutable(path))

  const found = new Map(required.map((name) => [name, find(name)]))
  const missing = required.filter((name) => found.get(name) === undefined)
  if (missing.length > 0) {
    const names = missing.join(', ')
    const text = {
      zh: `缺少程序 ${names}；运行 bash scripts/install-test-tools.sh 安装`,
      en: `missing programs: ${names}; run bash scripts/install-test-tools.sh`,
    }
    return { ok: false, reason: `${text.zh} / ${text.en}`, text }
  }
  const path = (name: RequiredTool): string => found.get(name) ?? name
  return {
    ok: true,
    paths: {
      etcd: path('etcd'),
      'kube-apiserver': path('kube-apiserver'),
      'kube-controller-manager': path('kube-controller-manager'),
      'kube-scheduler': path('kube-scheduler'),
      kwok: path('kwok'),
      kubectl: find('kubectl'),
    },
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
