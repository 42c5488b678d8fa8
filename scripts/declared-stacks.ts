/** What an estate declares, as Snapshots of its stacks: built into a folder that is gone afterwards; the estate's lock stays as it is. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Estate } from '../policies/estate/estate.ts'
import { readInput } from '../policies/sources/detect.ts'
import type { Snapshot } from '../policies/subject.ts'

/** @returns one snapshot a cluster */
export async function declaredStacks(estate: Estate, readAt: string): Promise<readonly Snapshot[]> {
  const outdir = await mkdtemp(join(tmpdir(), 'ywq-declared-'))
  try {
    const { buildApp } = await import('../stacks/build.ts')
    buildApp(estate, { outdir, exporterImage: process.env['YWQ_EXPORTER_IMAGE'] }).app.synth()
    return await readInput(outdir, { readAt, estate })
  } finally {
    await rm(outdir, { recursive: true, force: true })
  }
}
