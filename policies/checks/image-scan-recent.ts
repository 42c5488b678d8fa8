/**
 * Restricted field: report.updateTimestamp of VulnerabilityReports (aquasecurity.github.io, written by the Trivy operator).
 * Allowed values: not older than the days of the clause, not in the future. Workloads without a report are the scanner's own matter.
 */
import { objectCheck } from '../check.ts'
import { isVulnerabilityReport, reportOf } from '../vulnerability-report.ts'

export const imageScanRecent = objectCheck({
  id: 'image-scan-recent',
  severity: 'medium',
  title: { zh: '镜像近期扫描过', en: 'Images were scanned lately' },
  why: { zh: '漏洞天天有新的；扫描停了，“没有漏洞”就只是旧话。', en: 'New flaws are published every day: an old scan says nothing about them.' },
  remedy: { zh: '恢复漏洞扫描并按期重扫。', en: 'Bring the scanner back and scan again in time.' },
  snippet: 'apiVersion: aquasecurity.github.io/v1alpha1\nkind: VulnerabilityReport\nreport: { updateTimestamp: "2026-06-29T00:00:00Z", vulnerabilities: [] }\n',
  reasons: { stale: { zh: '扫描结果已过期或没有日期', en: 'the scan is too old or bears no date' } },
  parameters: ['image-scan-interval-days'],
  target: { kinds: ['VulnerabilityReport'] },
  applies: isVulnerabilityReport,
  *evaluate(subject, context) {
    const { updateTimestamp = '' } = reportOf(subject)
    const days = (context.now - Date.parse(updateTimestamp)) / 86_400_000
    if (!(days >= 0 && days <= context.parameter('image-scan-interval-days'))) yield { reason: 'stale', path: 'report.updateTimestamp', found: updateTimestamp }
  },
})
