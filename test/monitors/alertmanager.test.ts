/** The configuration of a whole city is accepted by amtool, and each alert reaches who owns it. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alertedDepartments, renderAlertmanager } from '../../monitors/alertmanager/config.ts'
import { genericAlerts, sloAlertNames } from '../../monitors/alerts/generic.ts'
import { loadEstate } from '../../policies/estate/load.ts'

function amtool(args: readonly string[]): string | null {
  try {
    return execFileSync('amtool', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
const missing = amtool(['--version']) === null
if (missing) console.warn('跳过 skipped: amtool 不在 PATH 上 / amtool is not on PATH')

const { estate } = loadEstate(resolve(import.meta.dirname, '../../stacks/examples/yongzhou'))
if (estate === null) throw new Error('stacks/examples/yongzhou does not load')
const departments = alertedDepartments(estate)
const text = renderAlertmanager({ gateway: 'http://127.0.0.1:8060/notify', ledger: 'http://127.0.0.1:9464/api/alerts', tokenFolder: '/etc/alertmanager/tokens', departments })

describe('Alertmanager configuration', () => {
  it('names only alerts that exist', () => {
    const names = [...text.matchAll(/Ywq[A-Za-z]+/g)].map((m) => m[0])
    expect(names.length).toBeGreaterThan(0)
    const known = [...genericAlerts.map((a) => a.alert), ...sloAlertNames]
    for (const name of names) expect(known).toContain(name)
  })

  it('holds no credential, only the names of files that do', () => {
    expect(text).not.toMatch(/password|credentials:|bearer/)
    expect(text.match(/credentials_file: /g)).toHaveLength(departments.length + 2)
  })
})

describe.skipIf(missing)('amtool', () => {
  let folder: string
  let file: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ywq-alertmanager-'))
    file = join(folder, 'alertmanager.yml')
    writeFileSync(file, text)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('accepts the configuration of a city', () => {
    const out = amtool(['check-config', file]) ?? ''
    expect(out).toContain('SUCCESS')
    expect(out).toContain(`${departments.length + 2} receivers`)
    expect(out).toContain('3 inhibit rules')
  })

  it.each([
    ['a high alert of a department', 'severity=high department=market', 'incident-ledger,department-market'],
    ['a critical one, which the platform sees, too', 'severity=critical department=market', 'incident-ledger,platform,department-market'],
    ["the platform's own", 'severity=critical department=platform', 'incident-ledger,platform'],
    ['one of a department that the estate does not know', 'severity=high department=nobody', 'incident-ledger,platform'],
  ])('routes %s', (_what, labels, receivers) => {
    expect((amtool(['config', 'routes', 'test', `--config.file=${file}`, ...labels.split(' ')]) ?? '').trim()).toBe(receivers)
  })
})
