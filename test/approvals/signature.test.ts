/** Detached and inline signatures, made by openssl; SM2 verified against it on fresh keys. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { derOf, keyFault } from '../../policies/approvals/keys.ts'
import { signedText } from '../../policies/approvals/signature.ts'
import { sm2PublicKey, verifySm2 } from '../../policies/approvals/sm2.ts'
import { loadEstate } from '../../policies/estate/load.ts'
import { verifiedEstate } from '../../scripts/approvals.ts'
import { approvalText, load, missing, newEstate, waiverOf } from './estate.ts'

const why = missing(['openssl', 'version'])
if (why !== '') console.warn(`signatures of openssl are not tested: ${why}`)

type Algorithm = 'ed25519' | 'sm2'
const folder = mkdtempSync(join(tmpdir(), 'ywq-openssl-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const openssl = (...args: readonly string[]): Buffer => execFileSync('openssl', [...args], { stdio: ['ignore', 'pipe', 'pipe'] })
let count = 0

/** A fresh private key's file and its public PEM. */
function newKey(algorithm: Algorithm): { readonly path: string; readonly pem: string } {
  const path = join(folder, `${count++}.pem`)
  openssl('genpkey', ...(algorithm === 'sm2' ? ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:SM2', '-pkeyopt', 'ec_param_enc:named_curve'] : ['-algorithm', 'ED25519']), '-out', path)
  return { path, pem: openssl('pkey', '-in', path, '-pubout').toString() }
}
function sign(key: string, algorithm: Algorithm, message: string | Uint8Array, identity = '1234567812345678'): Buffer {
  const path = join(folder, 'message')
  writeFileSync(path, message)
  return openssl('pkeyutl', '-sign', '-inkey', key, '-rawin', '-in', path, ...(algorithm === 'sm2' ? ['-digest', 'sm3', '-pkeyopt', `distid:${identity}`] : []))
}
const oneLine = (pem: string): string => derOf(pem).toString('base64')
const registered = (algorithm: Algorithm, pem: string): string => `[{ type: ${algorithm}, public: "${oneLine(pem)}", from: 2026-01-01, to: 2026-12-31 }]`

async function judged(estateFolder: string): Promise<readonly [holds: number, faults: readonly string[]]> {
  const estate = await verifiedEstate(load(estateFolder), 'signature')
  return [estate.approvalsOf(waiverOf(estate)).length, estate.of('Approval').flatMap((a) => estate.signatureFault?.(a)?.en ?? [])]
}

describe.skipIf(why !== '')('approvals by signature', () => {
  describe.each<Algorithm>(['ed25519', 'sm2'])('%s', (algorithm) => {
    const key = why === '' ? newKey(algorithm) : { path: '', pem: '' }
    const approved = (): string => {
      const estate = newEstate({ zhang: registered(algorithm, key.pem) })
      writeFileSync(join(estate, 'approvals/a.yaml'), approvalText(estate))
      return estate
    }
    const payload = (estate: string): string => signedText(load(estate).of('Approval')[0] ?? (() => { throw new Error('no approval') })())

    it.each<[string, (bytes: Buffer) => string | Buffer]>([['bytes', (b) => b], ['base64', (b) => b.toString('base64')], ['base64 in lines', (b) => `${b.toString('base64').replace(/.{20}/g, '$&\n')}\n`]])('holds with a detached file of %s', async (_title, write) => {
      const estate = approved()
      expect(await judged(estate)).toEqual([0, ['not signed (a signature field, or old-driver-bureau.sig beside it)']])
      writeFileSync(join(estate, 'approvals/old-driver-bureau.sig'), write(sign(key.path, algorithm, payload(estate))))
      expect(await judged(estate)).toEqual([1, []])
    })

    it('holds inline, and does not for other words, another key or another day', async () => {
      const estate = approved()
      const value = sign(key.path, algorithm, payload(estate)).toString('base64')
      const inline = (over: Readonly<Record<string, string>>, signature = value): void => writeFileSync(join(estate, 'approvals/a.yaml'), `${approvalText(estate, over)}signature: { algorithm: ${algorithm}, value: "${signature}" }\n`)
      inline({})
      expect(await judged(estate)).toEqual([1, []])
      inline({ approved: '2026-01-16' })
      expect((await judged(estate))[1][0]).toMatch(/does not fit/)
      inline({ approved: '2025-12-31' })
      expect((await judged(estate))[1][0]).toMatch(/had no .* key registered on 2025-12-31/)
      inline({ approver: 'li' })
      expect((await judged(estate))[1][0]).toMatch(/li had no/)
      inline({}, sign(newKey(algorithm).path, algorithm, payload(estate)).toString('base64'))
      expect((await judged(estate))[1][0]).toMatch(/does not fit/)
    })
  })

  it('SM2 agrees with openssl on fresh keys and messages, and on nothing that was changed', () => {
    for (let i = 0; i < 8; i++) {
      const key = newKey('sm2')
      const point = sm2PublicKey(derOf(key.pem))
      if (point === null) throw new Error('openssl’s key was not read')
      const message = Buffer.from(`政务云 ${i} ${'x'.repeat(i * 37)}`)
      const signature = sign(key.path, 'sm2', message)
      expect(verifySm2(message, signature, point)).toBe(true)
      expect(verifySm2(Buffer.concat([message, Buffer.from([0])]), signature, point)).toBe(false)
      expect(verifySm2(message, sign(key.path, 'sm2', message, 'somebody else'), point)).toBe(false)
      fc.assert(fc.property(fc.nat(signature.length - 1), fc.integer({ min: 1, max: 255 }), (at, bits) => {
        const changed = Buffer.from(signature)
        changed[at] = (changed[at] ?? 0) ^ bits
        return !verifySm2(message, changed, point)
      }), { numRuns: 5 })
    }
  })
})

describe('SM2 by the book', () => {
  it.each<[string, Uint8Array]>([['nothing', new Uint8Array()], ['zeros', new Uint8Array(64)], ['all ones', new Uint8Array(64).fill(255)], ['a DER that ends early', Buffer.from('3006020101', 'hex')], ['a DER with a length of its own', Buffer.from('300602010102017f', 'hex')]])('refuses a signature of %s', (_title, signature) => {
    const base = readFileSync(join(import.meta.dirname, '../checks/approval-signed/pass-sm2.yaml'), 'utf8')
    const point = sm2PublicKey(derOf(/public: "([^"]+)"/.exec(base)?.[1] ?? ''))
    expect(point).not.toBeNull()
    expect(point !== null && verifySm2(Buffer.from('x'), signature, point)).toBe(false)
  })
  it('takes no point off the curve', () => {
    const head = '3059301306072a8648ce3d020106082a811ccf5501822d03420004'
    expect(sm2PublicKey(Buffer.from(head + '11'.repeat(64), 'hex'))).toBeNull()
    expect(sm2PublicKey(Buffer.from(`${head}${'0'.repeat(128)}`, 'hex'))).toBeNull()
    expect(sm2PublicKey(Buffer.from(head, 'hex'))).toBeNull()
  })
})

describe('keys of persons', () => {
  it.each<[string, 'ssh' | Algorithm, string, RegExp]>([
    ['a private key', 'ed25519', '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAAA\n-----END PRIVATE KEY-----', /private key.*revoke/],
    ['an SSH key as Ed25519', 'ed25519', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', /PEM/],
    ['noise as SM2', 'sm2', 'A'.repeat(60), /SM2/],
    ['a key of another algorithm under an SSH name', 'ssh', `ssh-ed25519 ${Buffer.alloc(51, 7).toString('base64')}`, /OpenSSH/],
    ['two lines', 'ssh', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAA\nssh-ed25519 AAAA', /OpenSSH/],
  ])('%s is refused', (_title, type, text, message) => {
    const fault = keyFault({ type, public: text })
    expect(fault?.en).toMatch(message)
    expect(fault?.zh).not.toContain(text.slice(0, 20))
  })

  it.skipIf(why !== '')('one key for two persons is refused, with both named', () => {
    const { pem } = newKey('ed25519')
    const { problems } = loadEstate(newEstate({ zhang: registered('ed25519', pem), li: registered('ed25519', pem) }))
    expect(problems.map((p) => p.code)).toEqual(['shared-key'])
    expect(problems[0]?.zh).toContain('zhang')
  })
})
