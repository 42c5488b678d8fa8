/**
 * Restricted fields: Record.evidence[].digest against the file at its path below the estate's folder.
 * Allowed values: the digest of the file. Not judged where the file is not there: it may lie in an archive.
 */
import { estateCheck } from '../check.ts'

export const evidenceDigestMatches = estateCheck({
  id: 'evidence-digest-matches',
  severity: 'high',
  title: { zh: '证据文件与登记的摘要一致', en: 'Evidence files have the digest on record' },
  why: { zh: '摘要不一致，说明文件在登记之后被换过或改过：原来的结论不再由它证明。', en: 'Another digest means that the file was changed or replaced after it was registered: it does not prove the result any more.' },
  remedy: { zh: '找回登记时的文件；确需更换的，登记新的 Record 并重新判定（sha256sum FILE，或 openssl dgst -sm3 FILE）。', en: 'Bring the registered file back; where it had to change, register a new Record and have it judged anew (sha256sum FILE, or openssl dgst -sm3 FILE).' },
  snippet: 'evidence: [{ path: records/drill-2026.pdf, digest: "sha256:…" }]\n',
  reasons: { differs: { zh: '文件的摘要与登记的不同', en: 'the file has another digest than the one on record' } },
  target: { estate: 'Record' },
  applies: (record, context) => record.evidence.some((e) => context.requireEstate().evidenceDigest?.(e.path, e.digest) !== undefined),
  *evaluate(record, context) {
    const estate = context.requireEstate()
    for (const [i, { path, digest }] of record.evidence.entries()) {
      const found = estate.evidenceDigest?.(path, digest)
      if (found !== undefined && found !== digest) yield { reason: 'differs', path: `evidence[${i}].digest`, found: `${path} ${found}` }
    }
  },
})
