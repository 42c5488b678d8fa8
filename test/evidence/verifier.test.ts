// The verifier that an assessor gets in the bundle, one HTML file: its own hashes and signatures against Node's, its verdict beside the tool's.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { expect, it } from 'vitest'
import { readSigner, type Signer } from '../../policies/evidence/signer.ts'
import { verifierPage, verifierProgram } from '../../policies/evidence/verifier-page.ts'
import { verifyEvidence } from '../../policies/evidence/verify.ts'
import { storeFiles } from '../../scripts/evidence-store.ts'
import { appendAudit, filesOf, inFolder, pod } from './store.ts'

interface Program {
  readonly sha256: (message: Uint8Array) => Uint8Array
  readonly sm3: (message: Uint8Array) => Uint8Array
  readonly sha512: (message: Uint8Array) => Uint8Array
  readonly verifyEd25519: (message: Uint8Array, signature: Uint8Array, key: Uint8Array) => boolean
  readonly verifyStore: (files: ReadonlyMap<string, Uint8Array>, head: string | null) => { readonly problems: readonly string[]; readonly entries: number; readonly signers: readonly string[] }
}
const program = runInContext(`${verifierProgram()}\n;({ sha256, sm3, sha512, verifyEd25519, verifyStore })`, createContext({ TextEncoder, TextDecoder, Uint8Array, atob, btoa })) as Program

const pems = { ed25519: generateKeyPairSync('ed25519'), sm2: generateKeyPairSync('ec', { namedCurve: 'SM2' }) }
const signerOf = (type: keyof typeof pems): Signer => readSigner(pems[type].privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())

it('hashes as Node does, at every length around a block', () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 111, 112, 119, 127, 128, 129, 1000]) {
    const message = Uint8Array.from(randomBytes(length))
    for (const name of ['sha256', 'sm3', 'sha512'] as const) expect(Buffer.from(program[name](message)).toString('hex'), `${name} ${length}`).toBe(createHash(name).update(message).digest('hex'))
  }
})

it('verifies Ed25519 as Node signs it', () => {
  const key = pems.ed25519.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
  for (const length of [0, 10, 200]) {
    const message = Uint8Array.from(randomBytes(length))
    const signature = Uint8Array.from(sign(null, message, pems.ed25519.privateKey))
    expect(program.verifyEd25519(message, signature, Uint8Array.from(key))).toBe(true)
    signature[40] = (signature[40] ?? 0) ^ 1
    expect(program.verifyEd25519(message, signature, Uint8Array.from(key))).toBe(false)
  }
})

it.each([['sm3', 'sm2'], ['sha256', 'ed25519'], ['sm3', null]] as const)('says of a store what the tool says: %s, signed %s', (algorithm, key) => inFolder((folder) => {
  const signer = key === null ? null : signerOf(key)
  for (const [i, name] of ['a', 'b'].entries()) appendAudit(folder, pod(name), { algorithm, signer }, i)
  const files = new Map([...filesOf(folder)].map(([path, bytes]) => [path, Uint8Array.from(bytes)]))
  const head = readFileSync(join(folder, 'head.json'), 'utf8')
  expect(program.verifyStore(files, head)).toMatchObject({ problems: [], entries: 2 })
  expect(program.verifyStore(files, head).signers.length).toBe(key === null ? 0 : 1)
  const log = files.get('log.ndjson') ?? new Uint8Array()
  const positions = [...Array.from({ length: 24 }, (_, i) => Math.floor((log.length * i) / 24)), log.length - 1]
  for (const at of positions) {
    const bytes = Uint8Array.from(log)
    bytes[at] = (bytes[at] ?? 0) ^ 1
    const changed = new Map([...files, ['log.ndjson', bytes]])
    expect(program.verifyStore(changed, null).problems.length, String(at)).toBeGreaterThan(0)
    expect(verifyEvidence({ read: (path) => changed.get(path) ?? null }).problems.length, String(at)).toBeGreaterThan(0)
  }
  for (const path of files.keys()) expect(program.verifyStore(new Map([...files].filter(([p]) => p !== path)), null).problems.length, path).toBeGreaterThan(0)
  const [first = ''] = Buffer.from(log).toString().split('\n')
  expect(program.verifyStore(new Map([...files, ['log.ndjson', Uint8Array.from(Buffer.from(`${first}\n`))]]), head).problems.join()).toContain('the log holds 1')
  expect(verifyEvidence(storeFiles(folder)).problems).toEqual([])
}), 60_000)

it('is one file that loads nothing and sends nothing', () => {
  const page = verifierPage()
  expect(page).toContain("default-src 'none'")
  expect(page).not.toMatch(/https?:\/\/|<link|src="/)
  expect([...page.matchAll(/<\/?script/g)].length).toBe(2)
})
