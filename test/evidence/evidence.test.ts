// Evidence: what was appended verifies; whatever is changed, removed, moved or cut is found; secrets never get in; a crash loses nothing silently.
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPublicSigner, readSigner, signatureHolds, type Signer } from '../../policies/evidence/signer.ts'
import { redacted } from '../../policies/evidence/redact.ts'
import { showEvidence } from '../../policies/evidence/show.ts'
import { verifyEvidence, type StoreFiles } from '../../policies/evidence/verify.ts'
import { storeFiles } from '../../scripts/evidence-store.ts'
import { appendAudit, filesOf, inFolder, pod } from './store.ts'

const pem = (key: KeyObject): string => key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }).toString()
const pairs = { ed25519: generateKeyPairSync('ed25519'), sm2: generateKeyPairSync('ec', { namedCurve: 'SM2' }) }
const signers: Readonly<Record<'ed25519' | 'sm2', Signer>> = { ed25519: readSigner(pem(pairs.ed25519.privateKey)), sm2: readSigner(pem(pairs.sm2.privateKey)) }
const problems = (folder: string, head?: string): readonly string[] => verifyEvidence(storeFiles(folder), head === undefined ? {} : { head }).problems.map((p) => p.en)
const of = (files: ReadonlyMap<string, Buffer>): StoreFiles => ({ read: (path) => files.get(path) ?? null })
const fill = (folder: string, signer: Signer | null = signers.ed25519, algorithm: 'sm3' | 'sha256' = 'sm3'): void => {
  for (const [i, name] of ['a', 'b', 'a'].entries()) appendAudit(folder, pod(name), { signer, algorithm }, i)
}

describe('signatures', () => {
  it.each(['ed25519', 'sm2'] as const)('%s: holds for its message and key only, in its one form', (algorithm) => {
    const signer = signers[algorithm]
    const signature = signer.sign('message')
    expect(signatureHolds(signer, 'message', signature)).toBe(true)
    expect(signatureHolds(signer, 'massage', signature)).toBe(false)
    expect(signatureHolds(signers[algorithm === 'sm2' ? 'ed25519' : 'sm2'], 'message', signature)).toBe(false)
    expect(signatureHolds(signer, 'message', `${signature}=`)).toBe(false)
    expect(readPublicSigner(pem(pairs[algorithm].publicKey))).toEqual({ algorithm, publicKey: signer.publicKey })
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (message) => signatureHolds(signer, message, signer.sign(message))), { numRuns: 15 })
  })
  it.each([['an RSA key', pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)], ['a public key', pem(pairs.ed25519.publicKey)], ['P-256', pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)], ['no key', 'hello']])('%s is refused without being quoted', (_what, text) => {
    expect(() => readSigner(text)).toThrow(/不是 Ed25519 或 SM2 私钥/)
  })
})

describe('what was appended verifies', () => {
  it.each([['sm3', 'sm2'], ['sha256', 'ed25519'], ['sm3', null]] as const)('%s, signed %s', (algorithm, key) => inFolder((folder) => {
    fill(folder, key === null ? null : signers[key], algorithm)
    const found = verifyEvidence(storeFiles(folder))
    expect(found).toMatchObject({ problems: [], entries: 3, signed: key === null ? 0 : 3, tailProved: false })
    const head = readFileSync(join(folder, 'head.json'), 'utf8')
    expect(verifyEvidence(storeFiles(folder), { head })).toMatchObject({ problems: [], tailProved: true })
    if (key !== null) {
      expect(verifyEvidence(storeFiles(folder), { key: readPublicSigner(pem(pairs[key].publicKey)) }).problems).toEqual([])
      const other = readPublicSigner(pem(pairs[key === 'sm2' ? 'ed25519' : 'sm2'].publicKey))
      expect(verifyEvidence(storeFiles(folder), { key: other }).problems.length).toBe(4)
    } else expect(verifyEvidence(storeFiles(folder), { key: signers.sm2 }).problems.map((p) => p.en)).toContain('entry 1: not signed')
  }))

  it('equal objects are kept once: the same audit again adds an entry and nothing else', () => inFolder((folder) => {
    appendAudit(folder, pod('a'))
    const before = [...filesOf(folder).keys()]
    appendAudit(folder, pod('a'), {}, 1)
    expect([...filesOf(folder).keys()]).toEqual(before)
  }))
})

describe('tampering', () => {
  it('any byte of any file changed is found', () => inFolder((folder) => {
    for (const [signer, numRuns] of [[signers.sm2, 25], [signers.ed25519, 150], [null, 150]] as const) {
      fill(folder, signer)
      const files = filesOf(folder)
      const paths = [...files.keys()]
      expect(verifyEvidence(of(files)).problems).toEqual([])
      const isFound = (path: string, at: number, flip: number): boolean => {
        const bytes = Buffer.from(files.get(path) ?? [])
        bytes[at] = (bytes[at] ?? 0) ^ flip
        try {
          return verifyEvidence(of(new Map([...files, [path, bytes]]))).problems.length > 0
        } catch {
          // The store's own description is unreadable: refused as a whole.
          return path === 'ywq.evidence.json'
        }
      }
      for (const path of ['ywq.evidence.json', 'head.json']) {
        for (let at = 0; at < (files.get(path)?.length ?? 0); at += signer === null ? 1 : 17) expect(isFound(path, at, 1), `${path} ${at}`).toBe(true)
      }
      fc.assert(fc.property(fc.constantFrom('log.ndjson', 'log.ndjson', ...paths), fc.nat(), fc.integer({ min: 1, max: 255 }), (path, at, flip) => isFound(path, at % (files.get(path)?.length ?? 1), flip)), { numRuns, seed: 3 })
      rmSync(folder, { recursive: true })
    }
  }), 120_000)

  it('any file removed is found', () => inFolder((folder) => {
    fill(folder)
    const files = filesOf(folder)
    for (const path of files.keys()) {
      const less = new Map([...files].filter(([p]) => p !== path))
      if (path === 'ywq.evidence.json') expect(() => verifyEvidence(of(less))).toThrow('这不是证据目录')
      else expect(verifyEvidence(of(less)).problems.map((p) => p.en).join(), path).toContain(path)
    }
  }))

  it('entries removed, moved or doubled are found; a cut tail by the head kept apart', () => inFolder((folder) => {
    appendAudit(folder, pod('a'))
    const oldHead = readFileSync(join(folder, 'head.json'), 'utf8')
    appendAudit(folder, pod('b'), {}, 1)
    appendAudit(folder, pod('c'), {}, 2)
    const head = readFileSync(join(folder, 'head.json'), 'utf8')
    const [one = '', two = '', three = ''] = readFileSync(join(folder, 'log.ndjson'), 'utf8').split('\n')
    const put = (...lines: readonly string[]): void => writeFileSync(join(folder, 'log.ndjson'), lines.map((l) => `${l}\n`).join(''))
    for (const lines of [[one, three], [two, three], [one, three, two], [two, one, three], [one, two, two, three], [one, one, two, three]]) {
      put(...lines)
      expect(problems(folder).length, lines.map((l) => [one, two, three].indexOf(l)).join()).toBeGreaterThan(0)
    }
    // The tail cut, and the store's own head put back to what it was: the store alone looks whole.
    put(one)
    writeFileSync(join(folder, 'head.json'), oldHead)
    expect(problems(folder)).toEqual([])
    expect(verifyEvidence(storeFiles(folder)).tailProved).toBe(false)
    expect(problems(folder, head)).toEqual([expect.stringContaining('tells of 3 entries, the log holds 1')])
    // And written on with another content: entry 3 is not the one that was told of.
    appendAudit(folder, pod('x'), {}, 3)
    appendAudit(folder, pod('y'), {}, 4)
    expect(problems(folder)).toEqual([])
    expect(problems(folder, head)).toEqual([expect.stringContaining('entry 3 has another hash')])
  }))

  it('nothing is appended to a log that is shorter than its head, nor to one whose last line is not ours', () => inFolder((folder) => {
    appendAudit(folder, pod('a'))
    appendAudit(folder, pod('b'), {}, 1)
    const log = readFileSync(join(folder, 'log.ndjson'), 'utf8')
    writeFileSync(join(folder, 'log.ndjson'), `${log.split('\n')[0] ?? ''}\n`)
    expect(() => appendAudit(folder, pod('c'), {}, 2)).toThrow('tail was cut off')
    writeFileSync(join(folder, 'log.ndjson'), log.replace('"n":2', '"n" : 2'))
    expect(() => appendAudit(folder, pod('c'), {}, 2)).toThrow('not as this program wrote it')
  }))
})

describe('crash', () => {
  it('an entry torn at any byte is set aside, recorded, and the chain goes on', () => inFolder((folder) => {
    appendAudit(folder, pod('a'))
    const { length: whole } = readFileSync(join(folder, 'log.ndjson'))
    const oldHead = readFileSync(join(folder, 'head.json'))
    appendAudit(folder, pod('b'), {}, 1)
    const full = readFileSync(join(folder, 'log.ndjson'))
    for (const cut of [1, 2, 60, Math.floor((full.length - whole) / 2), full.length - whole - 1]) {
      writeFileSync(join(folder, 'log.ndjson'), full.subarray(0, whole + cut))
      writeFileSync(join(folder, 'head.json'), oldHead)
      expect(problems(folder).join(), String(cut)).toMatch(/torn|never finished/)
      const { entry, torn } = appendAudit(folder, pod('c'), {}, 2)
      expect([torn?.bytes, entry.n]).toEqual([cut, 3])
      expect(problems(folder)).toEqual([])
      expect(showEvidence(storeFiles(folder), '2').lines.map((l) => l.en).join()).toContain(`${cut} bytes that an earlier run left unfinished`)
    }
  }))

  it('an entry without its head is taken up', () => inFolder((folder) => {
    appendAudit(folder, pod('a'))
    const head = readFileSync(join(folder, 'head.json'))
    appendAudit(folder, pod('b'), {}, 1)
    writeFileSync(join(folder, 'head.json'), head)
    expect(problems(folder)).toEqual([])
    expect(appendAudit(folder, pod('c'), {}, 2).entry.n).toBe(3)
    expect(problems(folder)).toEqual([])
  }))

  it('one writer at a time; the lock of a process that is gone is taken over', () => inFolder((folder) => {
    appendAudit(folder, pod('a'))
    writeFileSync(join(folder, 'lock'), String(process.pid))
    expect(() => appendAudit(folder, pod('b'), {}, 1)).toThrow(`being written by process ${process.pid}`)
    writeFileSync(join(folder, 'lock'), '99999999')
    expect(appendAudit(folder, pod('b'), {}, 1).entry.n).toBe(2)
  }))

  it('a disk image of zeroes at the end is not taken for an entry', () => inFolder((folder) => {
    appendAudit(folder, pod('a'))
    appendFileSync(join(folder, 'log.ndjson'), Buffer.alloc(4096))
    expect(problems(folder).length).toBeGreaterThan(0)
    expect(appendAudit(folder, pod('b'), {}, 1).torn?.bytes).toBe(4096)
    truncateSync(join(folder, 'log.ndjson'), 0)
    expect(problems(folder).join()).toContain('tail was cut off')
  }))
})

describe('secrets', () => {
  const manifests = `apiVersion: v1
kind: Secret
metadata: { name: s, namespace: shop, annotations: { kubectl.kubernetes.io/last-applied-configuration: '{"data":{"p":"SENTINEL1"}}' } }
type: Opaque
data: { password: U0VOVElORUwy }
stringData: { other: SENTINEL3 }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: c, namespace: shop }
data:
  db.password: SENTINEL4
  app.properties: |
    url = jdbc:x
    db.password=SENTINEL5
  key.pem: "-----BEGIN PRIVATE KEY-----\\nSENTINEL6"
  mode: plain
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: app, image: nginx, env: [{ name: DB_PASSWORD, value: SENTINEL7 }, { name: MODE, value: plain }], args: ["--token=SENTINEL8"] }]
`
  it('never get into the store; what was taken out is told in place', () => inFolder((folder) => {
    appendAudit(folder, manifests)
    const all = [...filesOf(folder).values()].map((b) => b.toString('utf8')).join('\n')
    for (const word of ['SENTINEL', 'U0VOVElORUwy', 'last-applied']) expect(all).not.toContain(word)
    expect(all).toContain(redacted)
    expect(all).toContain('"value":"plain"')
    expect(all).toContain('url = jdbc:x')
  }))
})

describe('show', () => {
  it('leads from a fingerprint to check, clauses and object', () => inFolder((folder) => {
    appendAudit(folder, pod('a'))
    const files = storeFiles(folder)
    const findings = [...filesOf(folder).values()].map((b) => b.toString()).find((t) => t.includes('"fingerprint"'))?.split('\n') ?? []
    const failed = findings.find((line) => line.includes('"check":"image-pinned-by-digest"')) ?? ''
    const fingerprint = /"fingerprint":"([0-9a-f]{32})"/.exec(failed)?.[1] ?? ''
    for (const id of [fingerprint, `1/${fingerprint}`, `1/${fingerprint.slice(0, 12)}`]) {
      const shown = showEvidence(files, id)
      expect(shown.findings[0]).toMatchObject({ check: 'image-pinned-by-digest', result: 'fail' })
      expect(shown.object).toMatchObject({ kind: 'Pod', metadata: { name: 'a' } })
    }
    const object = /"object":"([^"]+)"/.exec(failed)?.[1] ?? ''
    expect(showEvidence(files, object).object).toMatchObject({ object: { kind: 'Pod' } })
    for (const wrong of ['2', 'ffffffffffffffff', 'nonsense', '9/12345678', `sm3:${'0'.repeat(64)}`]) expect(() => showEvidence(files, wrong), wrong).toThrow(/ \/ /)
  }))
})
