/** The files of the operations page, read once: no build step, nothing from another host (the policy of the answers forbids it). */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { packageRoot } from '../../policies/package-root.ts'

export interface Asset {
  readonly type: string
  readonly body: string
}

/** Content-Security-Policy of the page: its own script, style sheet and data only. */
export const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** @returns path → content; ECharts comes from its package, minified as published */
export function pageAssets(): Readonly<Record<string, Asset>> {
  const own = (name: string): string => readFileSync(join(packageRoot(import.meta.url), 'monitors', 'page', name), 'utf8')
  const script = 'text/javascript; charset=utf-8'
  return {
    '/': { type: 'text/html; charset=utf-8', body: own('page.html') },
    '/page/page.css': { type: 'text/css; charset=utf-8', body: own('page.css') },
    '/page/page.js': { type: script, body: own('page.js') },
    '/page/echarts.js': { type: script, body: readFileSync(createRequire(import.meta.url).resolve('echarts/dist/echarts.min.js'), 'utf8') },
  }
}
