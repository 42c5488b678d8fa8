/** Chromium of the machine, for tests that look at pages; where there is none they skip and say so. */
import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'
import { describe } from 'vitest'

const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))

export function describeBrowser(name: string, body: () => void): void {
  if (program === undefined) console.warn(`跳过 skipped: ${name}: 没有 chromium / no chromium on this machine`)
  describe.skipIf(program === undefined)(program === undefined ? `${name} (skipped: no chromium on this machine)` : name, body)
}

/** Makes no call of its own: a machine without a network would fill the console with refusals. */
export async function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: program ?? '', args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'] })
}
