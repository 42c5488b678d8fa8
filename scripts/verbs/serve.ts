/** `ywq serve`: keeps the audit of live clusters fresh and serves it. Loopback as it is; elsewhere TLS and authentication are required. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startLiveAudit } from '../../monitors/compliance/live-audit.ts'
import { startIncidents, type IncidentService } from '../../monitors/incidents/service.ts'
import { pageRoutes } from '../../monitors/page/routes.ts'
import { parseListen } from '../../monitors/server/address.ts'
import { bearerFile, kubernetesReview } from '../../monitors/server/authorize.ts'
import { listen, type Answer, type Authorize } from '../../monitors/server/listener.ts'
import { renderRunbook } from '../../monitors/server/runbook-page.ts'
import { theCatalogue } from '../../policies/catalogue/catalogue.ts'
import { checks } from '../../policies/checks/index.ts'
import { compareDrift } from '../../policies/drift.ts'
import type { Estate } from '../../policies/estate/estate.ts'
import { packageRoot } from '../../policies/package-root.ts'
import { parseProfile, profileName, select } from '../../policies/profile.ts'
import type { AuditReport } from '../../policies/report.ts'
import { renderHtml } from '../../policies/reports/html.ts'
import { renderJson } from '../../policies/reports/json.ts'
import { runAudit } from '../../policies/run.ts'
import { readDeclaration } from '../../policies/sources/declaration.ts'
import { exit, say, UsageError, type Invocation } from '../command.ts'
import { declaredStacks } from '../declared-stacks.ts'
import { limitsOf, openStore } from '../incident-store.ts'
import { judgedAt } from '../instant.ts'
import { liveClusters } from '../live-snapshots.ts'
import { estateOrFail } from '../load-estate.ts'
import { note } from '../output.ts'
import { newestPssMinor } from '../pss-version.ts'
import { tool } from '../version.ts'

export async function run(invocation: Invocation): Promise<number> {
  const { lang, string } = invocation
  const address = parseListen(string('listen') ?? '127.0.0.1:9464')
  if (address === null) throw new UsageError(`--listen ${string('listen') ?? ''} 不是 HOST:PORT，如 127.0.0.1:9464 或 [::1]:9464`, `--listen ${string('listen') ?? ''} is not HOST:PORT, such as 127.0.0.1:9464 or [::1]:9464`)
  const seconds = Number(string('interval') ?? 30)
  if (!Number.isFinite(seconds) || seconds < 1 || seconds > 86_400) throw new UsageError(`--interval ${string('interval') ?? ''} 应为 1 到 86400 秒`, `--interval ${string('interval') ?? ''} should be 1 to 86400 seconds`)
  const folder = string('estate')
  const estate = folder === undefined ? null : estateOrFail(folder, lang)
  const clusters = await liveClusters(invocation, estate)
  const authorize = authorization(invocation, clusters[0]?.review)
  const tls = tlsFiles(invocation)
  if (!address.loopback && (tls === undefined || authorize === undefined)) {
    throw new UsageError(`监听 ${address.host} 必须有 TLS（--tls-cert、--tls-key）和鉴权（--token-file 或 --auth kubernetes）；本机用 127.0.0.1`, `listening on ${address.host} requires TLS (--tls-cert, --tls-key) and authentication (--token-file or --auth kubernetes); use 127.0.0.1 for this machine`)
  }
  const profile = parseProfile('gbt-22239')
  const catalogue = theCatalogue()
  const selection = select({ checks, catalogue, profile })
  const about = tool()
  const declared = estate === null ? [] : await declaredStacks(estate, new Date().toISOString())
  const incidents = await incidentService(invocation, estate)
  const kpi = string('kpi-key') === undefined ? null : await (await import('../kpi-service.ts')).kpiService(invocation, estate)
  const live = startLiveAudit({
    clusters: clusters.map(({ name, read }) => ({
      name,
      read: async () => {
        const snapshot = await read(new Date().toISOString())
        return estate === null ? [snapshot] : [readDeclaration(estate, { readAt: snapshot.readAt }), snapshot]
      },
    })),
    audit: (snapshots, clock) =>
      runAudit(snapshots, { tool: about, now: judgedAt(string('now'), estate?.root.asOf, estate?.timezone ?? 'Asia/Shanghai', () => clock), pssMinor: newestPssMinor, estate, catalogue, selection, profile: profileName(profile), approvals: 'none' }),
    drift(snapshot) {
      const stacks = declared.find((d) => d.cluster === snapshot.cluster)
      return stacks === undefined ? null : compareDrift(stacks, snapshot, { estate })
    },
    estate,
    catalogue,
    version: about.version,
    profile: profileName(profile),
    interval: seconds * 1000,
    clock: Date.now,
    onAudit(cluster, outcome) {
      if (outcome instanceof Error) note(say({ zh: `集群 ${cluster}：审计没有完成：${outcome.message}`, en: `cluster ${cluster}: the audit did not finish: ${outcome.message}` }, lang))
      else {
        const { fail, error } = outcome.summary.findings
        note(say({ zh: `集群 ${cluster}：审计 ${outcome.summary.subjects} 个对象，不符合 ${fail}，出错 ${error}`, en: `cluster ${cluster}: ${outcome.summary.subjects} subjects, ${fail} fail, ${error} errors` }, lang))
      }
    },
  })
  const first = (render: (report: AuditReport) => string, type: string) => (): Answer => {
    const report = [...live.reports().values()][0]
    return report === undefined ? { status: 503, type: 'text/plain; charset=utf-8', body: '还没有完成第一次审计 / no audit has finished yet\n' } : { status: 200, type, body: render(report) }
  }
  const runbook = renderRunbook(readFileSync(join(packageRoot(import.meta.url), 'monitors', 'runbook.md'), 'utf8'))
  const listener = await listen({
    address,
    ...(tls === undefined ? {} : { tls }),
    ...(authorize === undefined ? {} : { authorize }),
    routes: {
      '/metrics': () => ({ status: 200, type: 'text/plain; version=0.0.4; charset=utf-8', body: live.metrics() + (incidents?.metrics() ?? '') + (kpi?.metrics() ?? '') }),
      '/healthz': () => ({ status: 200, type: 'text/plain; charset=utf-8', body: 'ok\n' }),
      '/readyz': () => {
        const why = live.notReady()
        return { status: why.length === 0 ? 200 : 503, type: 'text/plain; charset=utf-8', body: why.length === 0 ? 'ok\n' : `${why.join('\n')}\n` }
      },
      '/api/report': first(renderJson, 'application/json; charset=utf-8'),
      ...(incidents === null ? {} : { '/api/incidents': incidents.list }),
      '/report': first((report) => renderHtml(report, { lang }), 'text/html; charset=utf-8'),
      ...pageRoutes({ live, version: about.version, clock: Date.now }),
      '/runbook': () => ({ status: 200, type: 'text/html; charset=utf-8', body: runbook }),
    },
    writes: { ...(incidents === null ? {} : { '/api/alerts': incidents.webhook }), ...kpi?.writes },
  }).catch(async (error: unknown) => {
    await Promise.all([live.stop(), incidents?.stop(), kpi?.stop()])
    throw new UsageError(`监听不了 ${string('listen') ?? '127.0.0.1:9464'}：${String(error)}`, `cannot listen on ${string('listen') ?? '127.0.0.1:9464'}: ${String(error)}`)
  })
  note(say({ zh: `✓ ${listener.url}/metrics（Ctrl-C 停止）`, en: `✓ ${listener.url}/metrics (Ctrl-C stops)` }, lang))
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  note(say({ zh: '正在停止', en: 'stopping' }, lang))
  await listener.close()
  await Promise.all([live.stop(), incidents?.stop(), kpi?.stop()])
  return exit.clean
}

/** The ledger; where nobody named a store and the default one cannot be had (a read-only file system), the service runs without and says so. */
async function incidentService(invocation: Invocation, estate: Estate | null): Promise<IncidentService | null> {
  const { lang, string } = invocation
  const limits = limitsOf(invocation)
  try {
    return await startIncidents({
      db: await openStore(invocation),
      estate,
      limits,
      clock: Date.now,
      interval: 15_000,
      onReceived: ({ opened, recovered, linked }) => note(say({ zh: `事件：新开 ${opened}，恢复 ${recovered}，合并 ${linked}`, en: `incidents: ${opened} opened, ${recovered} recovered, ${linked} linked` }, lang)),
      onError: (error) => note(say({ zh: `事件台账读写失败：${String(error)}`, en: `the incident store cannot be read or written: ${String(error)}` }, lang)),
    })
  } catch (error) {
    if (!(error instanceof UsageError) || string('store') !== undefined || process.env['YWQ_INCIDENTS'] !== undefined) throw error
    note(say({ zh: `${error.text.zh}；没有事件台账，照常监看（--store 指明台账）`, en: `${error.text.en}; watching without an incident ledger (name one by --store)` }, lang))
    return null
  }
}

function tlsFiles({ string }: Invocation): { readonly cert: string; readonly key: string } | undefined {
  const [cert, key] = [string('tls-cert'), string('tls-key')]
  if (cert === undefined && key === undefined) return undefined
  if (cert === undefined || key === undefined) throw new UsageError('--tls-cert 与 --tls-key 要同时给', '--tls-cert and --tls-key go together')
  return { cert: readText(cert), key: readText(key) }
}

function authorization({ string }: Invocation, review: Parameters<typeof kubernetesReview>[0] | undefined): Authorize | undefined {
  const file = string('token-file')
  if (file !== undefined) {
    readText(file)
    return bearerFile(() => readFileSync(file, 'utf8'))
  }
  return string('auth') === 'kubernetes' && review !== undefined ? kubernetesReview(review, Date.now) : undefined
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError(`读不了 ${path}：${String(error)}`, `cannot read ${path}: ${String(error)}`)
  }
}
