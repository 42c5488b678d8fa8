/** `--evidence DIR` of audit and bundle: reads the key, records the audit, says what was written. */
import { catalogueTexts, theCatalogue } from '../policies/catalogue/catalogue.ts'
import { hashAlgorithms } from '../policies/evidence/log.ts'
import { recordAudit } from '../policies/evidence/record.ts'
import { readSigner, type Signer } from '../policies/evidence/signer.ts'
import type { AuditReport } from '../policies/report.ts'
import type { Snapshot } from '../policies/subject.ts'
import { asUsageError, both, type Invocation } from './command.ts'
import { appendEvidence } from './evidence-store.ts'
import { readText } from './input-file.ts'
import { note } from './output.ts'

/** @throws UsageError where the key cannot be used or the folder is no evidence folder */
export async function keepEvidence({ lang, string }: Invocation, folder: string, report: AuditReport, snapshots: readonly Snapshot[]): Promise<void> {
  const signer = await signerOf(string('evidence-key'))
  const algorithm = hashAlgorithms.find((h) => h === string('evidence-hash')) ?? 'sm3'
  const retentionDays = theCatalogue().parameter('audit-retention-days', 4)
  try {
    const options = { folder, algorithm, retentionDays, signer, time: new Date().toISOString() }
    const { entry, torn } = appendEvidence(options, (hash) => recordAudit(report, snapshots, catalogueTexts(), hash))
    if (torn !== null) note(both({ zh: `证据日志末尾有一条没写完（${torn.bytes} 字节）：已另存并记入日志`, en: `the evidence log ended in a torn entry (${torn.bytes} bytes): set aside and recorded in the log` }, lang))
    note(both({ zh: `证据第 ${entry.n} 条：${folder}${signer === null ? '（未签名）' : ''}`, en: `evidence entry ${entry.n}: ${folder}${signer === null ? ' (not signed)' : ''}` }, lang))
  } catch (error) {
    throw asUsageError(error, { zh: `证据 ${folder}：`, en: `evidence ${folder}: ` })
  }
}

async function signerOf(path: string | undefined): Promise<Signer | null> {
  if (path === undefined) return null
  const text = await readText(path, '--evidence-key')
  try {
    return readSigner(text)
  } catch (error) {
    throw asUsageError(error, { zh: `--evidence-key ${path}：`, en: `--evidence-key ${path}: ` })
  }
}
