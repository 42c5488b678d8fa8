/** `npm run bench -- validate|synth|audit|deploy|reach|kpi [S|M|L|XL] [--runs 5] [--seed 1] [--departments N] [--keep]`: ours beside its peers, as Markdown on stdout. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Bench } from './bench.ts'
import { compare } from './compare.ts'
import { isSizeName, writeEstate } from './generate-estate.ts'
import { Failed } from './measure.ts'

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  validate: async () => (await import('./validate.ts')).validateBench,
  synth: async () => (await import('./synth.ts')).synthBench,
  audit: async () => (await import('./audit.ts')).auditBench,
  deploy: async () => (await import('./deploy.ts')).deployBench,
  reach: async () => (await import('./reach.ts')).reachBench,
  kpi: async () => (await import('./kpi.ts')).kpiBench,
}

const names = Object.keys(benches).join('|')
const say = (line: string): void => void process.stderr.write(`${line}\n`)

function usage(): number {
  say(`用法 usage: npm run bench -- ${names} S|M|L|XL [--runs 5] [--seed 1] [--departments N] [--keep]`)
  return 2
}

/** @returns null where an option is unknown */
function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { runs: { type: 'string', default: '5' }, seed: { type: 'string', default: '1' }, departments: { type: 'string', default: '100000' }, keep: { type: 'boolean', default: false } },
    })
  } catch {
    return null
  }
}

async function main(): Promise<number> {
  const given = readArguments()
  if (given === null) return usage()
  const { values, positionals } = given
  const [name = '', sizeWord = 'M'] = positionals
  const load = Object.hasOwn(benches, name) ? benches[name] : undefined
  const runs = Number(values.runs)
  if (load === undefined || !isSizeName(sizeWord) || !Number.isInteger(runs) || runs < 1 || !/^[0-9]+$/.test(values.seed) || !/^[1-9][0-9]*$/.test(values.departments)) {
    return usage()
  }
  const bench = await load()
  if (!bench.sizes.includes(sizeWord)) {
    say(`${name} 的规模 sizes: ${bench.sizes.join(' ')}；得到 got: ${sizeWord}`)
    return 2
  }
  const folder = mkdtempSync(join(tmpdir(), `ywq-bench-${name}-`))
  const [estate, work] = [join(folder, 'estate'), join(folder, 'work')]
  // Also when interrupted: the control plane of a deploy ends this process by itself.
  process.once('exit', () => {
    if (!values.keep) rmSync(folder, { recursive: true, force: true })
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
  try {
    mkdirSync(work)
    const written = writeEstate(sizeWord, Number(values.seed), estate)
    say(`${sizeWord}: ${written.documents} 份文档 documents, ${(written.bytes / 1e6).toFixed(2)} MB；${bench.about}`)
    const dist = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
    const prepared = await bench.prepare({ size: sizeWord, seed: Number(values.seed), estate, work, dist, departments: Number(values.departments), progress: say })
    if ('skipped' in prepared) {
      process.stdout.write(`跳过 skipped: ${prepared.skipped}\n`)
      return 0
    }
    try {
      for (const comparison of prepared.comparisons) process.stdout.write(`${await compare(comparison, runs, say)}\n`)
    } finally {
      await prepared.close?.()
    }
    return 0
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    say(`没有量成 not measured:\n${error.message}`)
    return 1
  } finally {
    if (values.keep) say(`保留 kept: ${folder}`)
  }
}

process.exitCode = await main()
