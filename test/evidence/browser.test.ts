// The bundle's verifier as an assessor uses it: opened from a file in a browser without a network, a folder picked.
import { generateKeyPairSync } from 'node:crypto'
import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readSigner } from '../../policies/evidence/signer.ts'
import { verifierPage } from '../../policies/evidence/verifier-page.ts'
import { describeBrowser, startBrowser } from '../browser.ts'
import { appendAudit, inFolder, pod } from './store.ts'

describeBrowser('verifier page', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await startBrowser()
  }, 60_000)
  afterAll(() => browser.close())

  it('says that a store holds, by which key, and what does not after a change', () => inFolder(async (folder) => {
    const store = join(folder, 'evidence')
    const signer = readSigner(generateKeyPairSync('ec', { namedCurve: 'SM2' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
    for (const [i, name] of ['a', 'b'].entries()) appendAudit(store, pod(name), { signer }, i)
    writeFileSync(join(folder, 'verify.html'), verifierPage())
    const context = await browser.newContext({ offline: true })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(`file://${join(folder, 'verify.html')}`)
    const result = page.locator('#result')
    await page.setInputFiles('#folder', store)
    await result.getByText('全部相符').waitFor()
    expect(await result.textContent()).toMatch(/2 条 entries.*sm2 .*no head kept apart/s)
    await page.reload()
    await page.setInputFiles('#head', join(store, 'head.json'))
    appendFileSync(join(store, 'log.ndjson'), 'x')
    await page.setInputFiles('#folder', store)
    await result.getByText('处不符').waitFor()
    expect(await result.textContent()).toContain('末尾没有写完')
    expect(complaints).toEqual([])
    await context.close()
  }), 60_000)
})
