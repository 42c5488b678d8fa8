/** `scripts/control-plane.ts` as JavaScript in a folder, so that a test can run and kill it as a process of its own. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

import ts from 'typescript'

import { toolsAvailable } from '../../scripts/control-plane/index.ts'

const scripts = join(import.meta.dirname, '..', '..', 'scripts')

/** Compiles the starter and its library below `folder` (the sources of now, not a dist/ of some time ago). */
export function compileStarter(folder: string): string {
  const sources = ['control-plane.ts', ...readdirSync(join(scripts, 'control-plane')).map((name) => join('control-plane', name))]
  for (const source of sources) {
    const target = join(folder, 'scripts', source.replace(/\.ts$/, '.js'))
    mkdirSync(dirname(target), { recursive: true })
    const { outputText } = ts.transpileModule(readFileSync(join(scripts, source), 'utf8'), {
      compilerOptions: {
        module: ts.ModuleKind.ESNext,
        target: ts.ScriptTarget.ES2022,
        rewriteRelativeImportExtensions: true,
        verbatimModuleSyntax: true,
      },
    })
    writeFileSync(target, outputText)
  }
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  return join(folder, 'scripts', 'control-plane.js')
}

export interface Starter {
  readonly child: ChildProcess
  readonly kubeconfig: string
  readonly output: () => string
}

/**
 * Runs it until it says that it is ready.
 * @param cacheHome its XDG_CACHE_HOME, so that its records lie apart from everybody else's
 * @throws Error with its output when it ends first
 */
export async function runStarter(program: string, cacheHome: string): Promise<Starter> {
  const tools = toolsAvailable()
  if (!tools.ok) throw new Error(tools.reason)
  const folder = join(cacheHome, 'bin')
  mkdirSync(folder, { recursive: true })
  for (const [name, path] of Object.entries(tools.paths)) if (path !== undefined) symlinkSync(path, join(folder, name))
  const child = spawn(process.execPath, [program, '--nodes', '1'], {
    env: { ...process.env, XDG_CACHE_HOME: cacheHome, PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const kubeconfig = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString('utf8')
      const path = /KUBECONFIG=(\S+)/.exec(output)?.[1]
      if (path !== undefined) resolve(path)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('exit', () => reject(new Error(output)))
  })
  return { child, kubeconfig, output: () => output }
}
