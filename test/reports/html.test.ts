import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { renderHtml } from '../../policies/reports/html.ts'
import { wallMatrix } from '../../policies/reports/wall-matrix.ts'
import { indexOfReport } from '../../policies/score/from-report.ts'
import { weights } from '../../policies/score/weights.ts'
import { catalogue } from '../verdict/findings.ts'
import { describeBrowser, startBrowser } from '../browser.ts'
import { findings, sample } from './sample.ts'

const page = renderHtml(sample())

describe('the report page', () => {
  it('says on the page and on every printed sheet that it is no assessment', () => {
    expect(page.match(/内部自查，不是等级测评结论/g)?.length).toBeGreaterThanOrEqual(3)
    expect(page).toMatch(/@bottom-center \{ content: "内部自查，不是等级测评结论/)
    expect(page).toContain('审批未核验')
  })

  it('carries names of objects as text only', () => {
    expect(page).not.toContain('<script>alert')
    expect(page.match(/<script/g)).toHaveLength(2)
    expect(page.match(/<\/script>/g)).toHaveLength(2)
  })

  it('allows exactly its own script and style', () => {
    const hash = (tag: string) => createHash('sha256').update(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)?.[1] ?? '').digest('base64')
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? ''
    expect(policy).toContain(`script-src &#39;sha256-${hash('script')}&#39;`)
    expect(policy).toContain(`style-src &#39;sha256-${hash('style')}&#39;`)
    expect(policy).toContain('default-src &#39;none&#39;')
  })

  it('needs nothing from elsewhere', () => {
    expect(page).not.toMatch(/(?:src|href)=|url\(|@import|https?:\/\//)
  })

  it('opens in the language asked for', () => {
    expect(page).toContain('<html lang="zh-CN" data-lang="zh">')
    expect(renderHtml(sample(), { lang: 'en' })).toContain('<html lang="en" data-lang="en">')
  })

  it('holds the worst findings where there are too many, and says so', () => {
    const [first] = findings
    if (first === undefined) throw new Error('no finding')
    const big = renderHtml(sample({ findings: Array.from({ length: 5003 }, (_, i) => ({ ...first, path: String(i) })) }))
    expect(big).toContain('共 5003 条，本页只放最要紧的 5000 条，其余 3 条见 JSON 报告')
  })

  it('shows the wall: 45 cells, of which those without a clause are no pass', () => {
    const cells = wallMatrix(sample())
    expect(cells).toHaveLength(45)
    expect(cells.filter((c) => c.clauses > 0).map((c) => [c.layer, c.phase, c.means, c.clauses])).toEqual([['云', '事前', '技防', 7]])
    const [full] = cells.filter((c) => c.clauses > 0)
    expect(Object.values(full?.counts ?? {}).reduce((a, b) => a + b, 0)).toBe(sample().verdicts.length)
    expect(page.match(/<td class="none"/g)).toHaveLength(44)
    expect(page).toContain('斜线格没有条款落入（44 格）：不是通过')
  })

  it('shows the index with its notice, coverage and basis, and says what cannot be compared', () => {
    const index = indexOfReport(sample(), catalogue, { ...weights, domains: { 域: 1 } })
    const withIndex = renderHtml(sample(), { index })
    expect(withIndex).toContain('内部指数，非等级测评结论')
    for (const score of index.scores.filter((s) => s.kind === 'city' || s.kind === 'department')) expect(withIndex).toContain(`<b>${score.index === null ? '–' : score.index.toFixed(1)}</b>`)
    expect(withIndex.includes('不可比</span>')).toBe(index.scores.some((s) => !s.comparable))
    expect(page).not.toContain('内部指数')
  })

  it('gives the same bytes for the same report', () => {
    expect(renderHtml(sample())).toBe(page)
  })
})

describeBrowser('the report in a browser', () => {
  it('shows clauses and findings, filters, switches language, runs nothing that a name brought along', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ywq-page-'))
    const file = join(folder, 'report.html')
    writeFileSync(file, page)
    const running = await startBrowser()
    try {
      const tab = await running.newPage()
      const problems: string[] = []
      tab.on('dialog', (dialog) => {
        problems.push(`dialog ${dialog.message()}`)
        void dialog.dismiss()
      })
      tab.on('pageerror', (error) => problems.push(error.message))
      tab.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text())
      })
      await tab.goto(`file://${file}`)
      expect(await tab.locator('#findings tr.row').count()).toBe(4)
      expect(await tab.locator('#clauses tr.row').count()).toBe(7)
      await tab.fill('#findings-text', 'pod-check web')
      expect(await tab.textContent('#findings-count')).toBe('2 / 4')
      await tab.click('[data-severity="critical"]')
      expect(await tab.textContent('#findings-count')).toBe('0 / 4')
      await tab.fill('#findings-text', '')
      expect(await tab.textContent('#findings-count')).toBe('1 / 4')
      await tab.click('[data-severity="critical"]')
      await tab.click('#findings-waived')
      expect(await tab.textContent('#findings-count')).toBe('3 / 4')
      await tab.locator('#findings tr.row').first().click()
      expect(await tab.locator('#findings tr.more').count()).toBe(1)
      await tab.selectOption('#clauses-unit', { index: 1 })
      await tab.selectOption('#clauses-word', 'partially-met')
      const before = await tab.locator('#clauses tr.row').count()
      expect(before).toBeGreaterThan(0)
      await tab.selectOption('#clauses-word', '')
      await tab.selectOption('#clauses-unit', 'all')
      expect(await tab.locator('[data-wall]').count()).toBe(1)
      await tab.locator('[data-wall]').first().click()
      expect(await tab.locator('#clauses-wall').innerText()).toBe('云事前技防 ×')
      expect(await tab.locator('#clauses tr.row').count()).toBe(7)
      await tab.click('#clauses-wall')
      expect(await tab.locator('#clauses-wall').isVisible()).toBe(false)
      expect(await tab.locator('h1').innerText()).toContain('合规自查报告')
      await tab.click('#language')
      expect(await tab.locator('h1').innerText()).toContain('compliance self-check')
      writeFileSync(file, renderHtml(sample({ judgement: { verdicts: [], omitted: [] } })))
      await tab.goto(`file://${file}`)
      expect(await tab.locator('#findings tr.row').count()).toBe(4)
      expect(await tab.locator('#clauses').count()).toBe(0)
      expect(problems).toEqual([])
    } finally {
      await running.close()
      rmSync(folder, { recursive: true })
    }
  })
})
