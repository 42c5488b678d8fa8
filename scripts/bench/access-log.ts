/** Writes a seeded nginx access log (combined) for the bench of `ywq kpi report`, with a part of the truth beside it. */
import { closeSync, openSync, writeSync } from 'node:fs'

export interface AccessLog {
  readonly lines: number
  readonly systems: number
  readonly users: number
  readonly seed: number
}

export interface AccessLogTruth {
  readonly bytes: number
  readonly failed: number
  readonly unidentified: number
}

const agents = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.54',
  'Mozilla/5.0 (Linux; Android 15; V2309A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36',
]
const pages = ['apply/step1', 'apply/submit', 'query?page=2', 'static/app.3f9c.js', 'api/v1/items/4311', 'login']
const start = Date.UTC(2026, 10, 1) / 1000 - 8 * 3600

/** Small seeded generator (xorshift32): the same seed writes the same file on every machine. */
function random(seed: number): () => number {
  let x = (seed * 2654435761) | 1
  return () => {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    return (x >>> 0) / 2 ** 32
  }
}

/** Users of a system are skewed (few come often); one line in eight names nobody; one in fifty fails. Spread over 20 days. */
export function writeAccessLog(path: string, { lines, systems, users, seed }: AccessLog): AccessLogTruth {
  const next = random(seed)
  const fd = openSync(path, 'w')
  let bytes = 0
  let failed = 0
  let unidentified = 0
  let text: string[] = []
  let stamp = ''
  let stampOf = -1
  for (let i = 0; i < lines; i++) {
    const second = Math.floor((i / lines) * 20 * 86_400)
    if (second !== stampOf) {
      stampOf = second
      const local = new Date((start + second + 8 * 3600) * 1000).toISOString()
      stamp = `${local.slice(8, 10)}/Nov/2026:${local.slice(11, 19)} +0800`
    }
    const system = Math.floor(next() ** 2 * systems)
    const anonymous = next() < 1 / 8
    const user = anonymous ? '-' : `u${String(Math.floor(next() ** 1.5 * users)).padStart(6, '0')}`
    const bad = next() < 1 / 50
    if (bad) failed++
    if (anonymous) unidentified++
    text.push(`10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255} - ${user} [${stamp}] "GET /sys-${system}/${pages[i % pages.length] ?? ''} HTTP/1.1" ${bad ? 502 : 200} ${1000 + (i % 9000)} "https://www.yongzhou.example/sys-${system}/" "${agents[i % 3] ?? ''}"\n`)
    if (text.length === 20_000 || i === lines - 1) {
      bytes += writeSync(fd, text.join(''))
      text = []
    }
  }
  closeSync(fd)
  return { bytes, failed, unidentified }
}
