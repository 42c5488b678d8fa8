/** Runs a mutant of a check in place of it over every fixture, and says which law of fixtures notices (test/checks/fixtures.test.ts). */
import { runInThisContext } from 'node:vm'
import ts from 'typescript'
import type { Check } from '../../policies/check.ts'
import { isViolation, type Finding } from '../../policies/finding.ts'
import { breakdowns } from '../checks/bare.ts'
import { golden, ownResults } from '../checks/golden.ts'
import { judgePrepared, type Prepared } from '../checks/fixture.ts'

export type Modules = ReadonlyMap<string, unknown>

/** The modules that a check imports, loaded once: import specifier → namespace. */
export async function modulesOf(source: string): Promise<Modules> {
  const specifiers = [...source.matchAll(/^import (?!type)[^']*'(\.[^']+)'/gm)].map(([, specifier = '']) => specifier)
  const loaded = await Promise.all(specifiers.map(async (specifier) => [specifier, await import(/* @vite-ignore */ new URL(specifier, new URL('../../policies/checks/', import.meta.url)).pathname)] as const))
  return new Map<string, unknown>(loaded)
}

/** The check that a source exports. @throws whatever the mutant throws while loading */
export function load(source: string, modules: Modules): Check {
  const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } })
  const exported: Record<string, unknown> = {}
  const run = runInThisContext(`(function (require, exports) {${outputText}\n})`) as (require: (specifier: string) => unknown, exports: object) => void
  run((specifier) => modules.get(specifier), exported)
  const check = Object.values(exported).find((value): value is Check => typeof value === 'object' && value !== null && 'evaluate' in value)
  if (check === undefined) throw new Error('the source exports no check')
  return check
}

/** Fixtures with what the check itself finds there: own ones first, because they notice most. */
export function ordered(id: string, prepared: readonly Prepared[]): readonly Prepared[] {
  return [...prepared.filter((p) => p.fixture.check === id), ...prepared.filter((p) => p.fixture.check !== id)]
}

/**
 * The first fixture whose law the mutant breaks, or null where it survives.
 * @param reasons every reason that the check can yield: some fail fixture must yield each
 */
export function killer(mutant: Check, id: string, prepared: readonly Prepared[], reasons: readonly string[], empty: readonly Prepared[]): string | null {
  const yielded = new Set<string>()
  for (const one of prepared) {
    const { check, wants, breaks, path } = one.fixture
    const findings = judgePrepared(one, [mutant])
    const violated = findings.some(isViolation)
    const own = check === id
    const wanted = own ? wants === 'fail' : breaks.some((b) => b.check === id)
    if (violated !== wanted || findings.some((f) => f.result === 'error')) return path
    if (own && wants === 'pass' && !findings.some((f) => f.result === 'pass')) return path
    if (own && golden.has(path) && ownResults(one, mutant) !== golden.get(path)) return path
    if (own && wants === 'fail') for (const reason of reasonsOf(findings)) yielded.add(reason)
  }
  if (breakdowns(empty, mutant).length > 0) return 'bare'
  return reasons.every((reason) => yielded.has(reason)) && [...yielded].every((reason) => reasons.includes(reason)) ? null : 'reasons'
}

function reasonsOf(findings: readonly Finding[]): readonly string[] {
  return findings.filter((f) => f.result === 'fail').map((f) => f.reason)
}
