/**
 * Last step of `npm run prepare`, after tsc: what no run has to do again. The catalogue as JSON; the program as a few files, since
 * finding and linking some 300 small modules is half of a short audit.
 */
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { catalogueTexts, readCatalogues } from '../policies/catalogue/catalogue.ts'
import { compile, compiledPath } from '../policies/catalogue/compiled.ts'
import { packageRoot } from '../policies/package-root.ts'
import { writeWhole } from './output.ts'

const root = packageRoot(import.meta.url)
const texts = catalogueTexts()
await writeWhole(join(root, compiledPath), compile(texts, readCatalogues(texts)))

// Packages stay outside; each dynamic import stays a file of its own, so that a verb loads what it needs. Written over in
// place: a ywq under way beside a compilation still finds its files.
const bundle = await rolldown({ input: join(root, 'dist/scripts/ywq.js'), external: (id) => !/^[./]/.test(id), platform: 'node', treeshake: false })
await bundle.write({ dir: join(root, 'dist/bundle'), format: 'esm', chunkFileNames: '[name].js' })
