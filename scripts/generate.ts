/** `npm run generate`: writes every generated file. */
import { join } from 'node:path'
import { packageRoot } from '../policies/package-root.ts'
import { generatedFiles } from './generated-files.ts'
import { note, writeWhole } from './output.ts'

for (const [path, render] of Object.entries(generatedFiles)) {
  await writeWhole(join(packageRoot(import.meta.url), path), render())
  note(path)
}
