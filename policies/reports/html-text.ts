/** What every page of ours needs: escaping, both languages side by side, data in a script element, and the policy that allows only its own script. */
import { createHash } from 'node:crypto'
import type { Text } from '../text.ts'

/** A Content-Security-Policy that allows exactly this style sheet and this script, and no request at all. */
export function contentPolicy(css: string, js: string): string {
  return `default-src 'none'; img-src data:; style-src '${hash(css)}'; style-src-attr 'unsafe-inline'; script-src '${hash(js)}'; base-uri 'none'; form-action 'none'`
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

/** Both languages; the style sheet shows one. */
export function both(text: Text): string {
  return text.zh === text.en ? escape(text.zh) : `<span class="zh" lang="zh-CN">${escape(text.zh)}</span><span class="en" lang="en">${escape(text.en)}</span>`
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text for an element or a quoted attribute. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character).replace(/[^\P{Cc}\n\t]/gu, '\ufffd')
}

/** JSON inside a script element: `</script>` and `<!--` cannot occur when no `<` does. */
export function scriptSafe(json: string): string {
  return json.replace(/[<\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
