/** A store of evidence in a temporary folder, filled by real audits of small manifests. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { catalogueTexts, theCatalogue } from '../../policies/catalogue/catalogue.ts'
import { checks } from '../../policies/checks/index.ts'
import type { HashAlgorithm } from '../../policies/evidence/log.ts'
import { recordAudit } from '../../policies/evidence/record.ts'
import type { Signer } from '../../policies/evidence/signer.ts'
import { parseProfile, profileName, select } from '../../policies/profile.ts'
import { runAudit } from '../../policies/run.ts'
import { parseManifests } from '../../policies/sources/manifests.ts'
import { appendEvidence, type Appended } from '../../scripts/evidence-store.ts'

export const now = '2026-06-30T12:00:00+08:00'

export const pod = (name: string, image = 'nginx'): string => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop }
spec:
  containers: [{ name: app, image: "${image}" }]
`

export interface StoreOptions {
  readonly algorithm?: HashAlgorithm
  readonly signer?: Signer | null
}

/** Audits manifests and appends the audit to a store. */
export function appendAudit(folder: string, manifests: string, { algorithm = 'sm3', signer = null }: StoreOptions = {}, minute = 0): Appended {
  const snapshots = [parseManifests(manifests, 'a.yaml', { readAt: now })]
  const catalogue = theCatalogue()
  const profile = parseProfile('gbt-22239:3')
  const report = runAudit(snapshots, {
    tool: { name: 'ywq', version: '0.0.0' }, now: Date.parse(now), pssMinor: 34, estate: null, catalogue, profile: profileName(profile), approvals: 'none',
    selection: select({ checks, catalogue, profile, only: [] }),
  })
  const time = new Date(Date.parse(now) + minute * 60_000).toISOString()
  return appendEvidence({ folder, algorithm, retentionDays: 180, signer, time }, (hash) => recordAudit(report, snapshots, catalogueTexts(), hash))
}

/** Runs with a temporary folder, which is gone afterwards. */
export async function inFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'ywq-evidence-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Every file of a store: path inside it → bytes. */
export function filesOf(folder: string, below = ''): Map<string, Buffer> {
  const files = new Map<string, Buffer>()
  for (const name of readdirSync(join(folder, below)).sort()) {
    const path = below === '' ? name : `${below}/${name}`
    if (statSync(join(folder, path)).isDirectory()) for (const [inner, bytes] of filesOf(folder, path)) files.set(inner, bytes)
    else files.set(path, readFileSync(join(folder, path)))
  }
  return files
}
