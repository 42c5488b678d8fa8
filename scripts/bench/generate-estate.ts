/** Writes a seeded estate: `node dist/scripts/bench/generate-estate.js --size S|M|L|XL --out DIR [--seed N]`. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { generateEstate, textOf } from '../../stacks/examples/generator/generate.ts'
import { sizeNames, type SizeName } from '../../stacks/examples/generator/size.ts'

/** @returns documents and bytes written; existing files of the same name are replaced, others are left alone */
export function writeEstate(size: SizeName, seed: number, directory: string): { readonly documents: number; readonly bytes: number } {
  let bytes = 0
  let documents = 0
  for (const file of generateEstate(size, seed)) {
    const path = join(directory, file.path)
    const text = textOf(file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    bytes += Buffer.byteLength(text)
    documents += file.documents.length
  }
  return { documents, bytes }
}

export const isSizeName = (word: string): word is SizeName => sizeNames.some((name) => name === word)

const usage = '用法 / usage: generate-estate --size S|M|L|XL --out DIR [--seed 1]'

function main(): number {
  const { values } = parseArgs({ options: { size: { type: 'string' }, out: { type: 'string' }, seed: { type: 'string', default: '1' } } })
  const { size, out, seed } = values
  if (size === undefined || !isSizeName(size) || out === undefined || !/^[0-9]+$/.test(seed)) {
    process.stderr.write(`${usage}\n`)
    return 2
  }
  const { documents, bytes } = writeEstate(size, Number(seed), out)
  process.stdout.write(`${size}：${documents} 份文档，${(bytes / 1e6).toFixed(2)} MB，写入 ${out} / ${documents} documents written\n`)
  return 0
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = main()
