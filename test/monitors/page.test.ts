/** The operations page behind the real listener, in a real browser: what it shows, what it says when nothing is known, and that nothing leaves it. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { WatchedState } from '../../monitors/compliance/live-audit.ts'
import { pageRoutes } from '../../monitors/page/routes.ts'
import { pageState } from '../../monitors/page/state.ts'
import { listen, type Answer, type Listener } from '../../monitors/server/listener.ts'
import type { AuditReport } from '../../policies/report.ts'
import { describeBrowser, startBrowser } from '../browser.ts'
import { sample } from '../reports/sample.ts'

const now = Date.parse('2026-06-30T04:00:30Z')
const city = (over: Partial<WatchedState> = {}): WatchedState => ({
  name: 'city', report: sample(), auditedAt: now / 1000 - 30, drift: { cluster: 'city', readAt: '2026-06-30T04:00:00Z', compared: 3, drifts: [] }, ...over,
})
const unseen: WatchedState = { name: 'city', report: null, auditedAt: null, drift: null }

describe('state of the page', () => {
  const state = pageState({ version: '0.1.0', now, clusters: [city()], notReady: [] })
  const [cluster] = state.clusters

  it('counts every verdict once in the wall and once in the tree', () => {
    const total = (cells: readonly { readonly verdicts: Readonly<Record<string, number>> }[]): number => cells.flatMap((c) => Object.values(c.verdicts)).reduce((a, b) => a + b, 0)
    const { verdicts } = sample()
    expect(verdicts.length).toBeGreaterThan(0)
    expect(total(cluster?.wall ?? [])).toBe(verdicts.length)
    expect(total([...(cluster?.platforms ?? []), ...(cluster?.departments.flatMap((d) => d.systems) ?? [])])).toBe(verdicts.length)
    expect(cluster?.wall.map((c) => `${c.layer}${c.phase}`)).toHaveLength(15)
  })

  it('names every violation with its waiver, and leaves out none unsaid', () => {
    expect(cluster?.violations).toHaveLength(sample().violations.length)
    expect(cluster?.violations.find((v) => v.check === 'namespace-check')?.waiver).toBe('legacy')
    const many: AuditReport = { ...sample(), violations: Array.from({ length: 203 }, () => sample().violations[0]).flatMap((v) => v ?? []) }
    const [large] = pageState({ version: '0.1.0', now, clusters: [city({ report: many })], notReady: [] }).clusters
    expect([large?.violations.length, large?.violationsLeftOut]).toEqual([200, 3])
  })

  it('knows nothing before the first audit, which is not zero', () => {
    const [before] = pageState({ version: '0.1.0', now, clusters: [unseen], notReady: ['city: not audited yet'] }).clusters
    expect(before).toMatchObject({ auditedAt: null, summary: null, drift: null, violations: [], departments: [] })
  })
})

describeBrowser('the page in a browser', () => {
  let browser: Browser
  const listeners: Listener[] = []
  beforeAll(async () => {
    browser = await startBrowser()
  })
  afterEach(async () => {
    for (const l of listeners.splice(0)) await l.close()
  })
  afterAll(() => browser.close())

  const json = (body: unknown) => (): Answer => ({ status: 200, type: 'application/json; charset=utf-8', body: JSON.stringify(body) })
  /** Opens the page; `problems` fills with errors, dialogs and requests to anybody else. */
  async function open(watched: WatchedState, more: { readonly notReady?: readonly string[]; readonly width?: number; readonly routes?: Readonly<Record<string, () => Answer>> } = {}): Promise<{ page: Page; problems: string[]; listener: Listener }> {
    const live = { clusters: () => [watched], notReady: () => more.notReady ?? [] }
    const listener = await listen({ address: { host: '127.0.0.1', port: 0, loopback: true }, routes: { ...pageRoutes({ live, version: '0.1.0', clock: () => now }), ...more.routes } })
    listeners.push(listener)
    const page = await browser.newPage({ viewport: { width: more.width ?? 1280, height: 900 } })
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('dialog', (dialog) => {
      problems.push(`dialog ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('console', (message) => {
      // An exporter without ledger or counts answers 404 to those two, which the browser writes down.
      if (message.type() === 'error' && !/404/.test(message.text())) problems.push(message.text())
    })
    page.on('request', (request) => {
      if (!request.url().startsWith(listener.url) && !request.url().startsWith('data:')) problems.push(`request to ${request.url()}`)
    })
    await page.goto(`${listener.url}/`)
    await page.locator('#cards .card').first().waitFor()
    return { page, problems, listener }
  }

  it('shows figures, wall, violations and the estate; switches language; runs nothing that a name brought along', async () => {
    const { page, problems } = await open(city())
    expect(await page.locator('#violations details').count()).toBe(4)
    expect(await page.locator('#wall tbody tr').count()).toBe(5)
    await page.fill('#filter', 'cluster-check')
    expect(await page.locator('#violations details').count()).toBe(1)
    await page.locator('#violations summary').first().focus()
    await page.keyboard.press('Enter')
    expect(await page.locator('#violations details[open] dl').innerText()).toContain('怎样改')
    await page.fill('#filter', '')
    expect(await page.locator('h1').innerText()).toContain('运行台')
    await page.click('#language')
    expect(await page.locator('h1').innerText()).toContain('operations')
    expect(await page.locator('#freshness').innerText()).toContain('last whole audit')
    expect(await page.locator('#incident-section').isVisible()).toBe(false)
    expect(problems).toEqual([])
  })

  it('keeps what was opened open when the figures are drawn anew', async () => {
    const { page, problems } = await open(city())
    await page.locator('#estate summary').first().click()
    await page.evaluate('draw()')
    expect(await page.locator('#estate details[open]').count()).toBe(1)
    expect(problems).toEqual([])
  })

  it('says that it knows nothing yet, and dashes instead of zeros', async () => {
    const { page, problems } = await open(unseen, { notReady: ['city: not audited yet'] })
    expect(await page.locator('#freshness').getAttribute('class')).toContain('stale')
    expect(await page.locator('#freshness').innerText()).toContain('not audited yet')
    for (const figure of await page.locator('#cards .card b').allInnerTexts()) expect(figure).toBe('—')
    expect(problems).toEqual([])
  })

  it('says so when the exporter is gone', async () => {
    const { page, listener } = await open(city())
    await listener.close()
    listeners.length = 0
    await page.evaluate('refresh()')
    await page.locator('#freshness.stale').waitFor()
    expect(await page.locator('#freshness').innerText()).toContain('连不上采集程序')
  })

  it('draws incidents and KPI curves where the exporter has them; nobody identified is a gap', async () => {
    const at = (minute: number): string => new Date(now - minute * 60_000).toISOString()
    const { page, problems } = await open(city(), {
      routes: {
        '/api/incidents': json({ incidents: [{ id: '20260630-1', title: '门户打不开', system: 'a', department: 'hr', state: 'open', detectedAt: at(9), affectedUsers: null }, { id: '20260629-1', title: '旧', system: 'a', department: 'hr', state: 'closed', detectedAt: at(999), affectedUsers: 3 }] }),
        '/api/kpi': json({ systems: { a: { transactions: [[at(2), 5], [at(1), 7]], failed: [[at(2), 0], [at(1), 1]], activeUsers: [[at(2), null], [at(1), null]], affectedUsers: [[at(2), null], [at(1), null]] } } }),
      },
    })
    await page.locator('#incidents tbody tr').waitFor()
    expect(await page.locator('#incidents tbody tr').allInnerTexts()).toEqual([expect.stringMatching(/20260630-1.*门户打不开.*新开.*—/s)])
    expect(await page.locator('#kpi-charts canvas').count()).toBe(4)
    expect(await page.locator('#kpi-charts .chart').nth(2).getAttribute('aria-label')).toBe('活跃用户 a: —')
    expect(problems).toEqual([])
  })

  it.each([1280, 390])('fits %i pixels without scrolling sideways', async (width) => {
    const { page } = await open(city(), { width })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
  })
})
