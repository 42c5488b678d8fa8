// Does a folder of evidence hold: written anew from the format, beside the tool's own check, so that one does not vouch for the other.
'use strict'

function canonical(value) {
  if (Array.isArray(value)) return '[' + value.map(canonical).join(',') + ']'
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return '{' + Object.keys(value).sort().map((key) => JSON.stringify(key) + ':' + canonical(value[key])).join(',') + '}'
}

const utf8 = (text) => new TextEncoder().encode(text)
const parsed = (text) => {
  try {
    const value = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : null
  } catch {
    return null
  }
}
const hashes = { sm3, sha256 }
const without = (value, field) => canonical(Object.fromEntries(Object.entries(value).filter(([key]) => key !== field && key !== 'signature')))

/** SPKI heads: everything before the key's own bytes. */
const spki = { ed25519: ['302a300506032b6570032100', 32], sm2: ['3059301306072a8648ce3d020106082a811ccf5501822d03420004', 64] }

function signatureProblem(value, message) {
  const { signer, signature } = value
  if (signer === undefined && signature === undefined) return null
  const bad = '签名对不上 the signature does not hold'
  if (signer === undefined || signature === undefined || !Object.hasOwn(spki, signer.algorithm)) return bad
  const decode = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0))
  try {
    const bytes = decode(signature), der = hexOf(decode(signer.publicKey))
    const [head, length] = spki[signer.algorithm]
    if (bytes.length !== 64 || btoa(String.fromCharCode(...bytes)) !== signature || !der.startsWith(head) || der.length !== head.length + 2 * length) return bad
    const key = bytesOf(der.slice(head.length))
    return (signer.algorithm === 'sm2' ? verifySm2 : verifyEd25519)(utf8(message), bytes, key) ? null : bad
  } catch {
    return bad
  }
}

/**
 * @param files Map of path inside the store → Uint8Array
 * @param keptHead text of a head that was kept apart, or null
 * @returns { problems, entries, blobs, signers }
 */
function verifyStore(files, keptHead) {
  const problems = []
  const text = (path) => new TextDecoder().decode(files.get(path) ?? new Uint8Array())
  const store = files.get('ywq.evidence.json')
  const description = store === undefined ? null : parsed(text('ywq.evidence.json'))
  if (description === null || description.format !== 'ywq.evidence-store' || description.version !== 1 || !Object.hasOwn(hashes, description.hash)) {
    return { problems: ['ywq.evidence.json: 不在，或读不出来，或版本不同 missing, unreadable, or of another version'], entries: 0, blobs: 0, signers: [] }
  }
  const digest = (bytes) => description.hash + ':' + hexOf(hashes[description.hash](bytes))
  const storeDigest = digest(store)
  const seen = new Set()
  const blob = (name, where, path) => {
    if (typeof name !== 'string') return ''
    const [algorithm, hex = ''] = name.split(':')
    const at = path ?? 'objects/' + algorithm + '/' + hex.slice(0, 2) + '/' + hex.slice(2)
    if (seen.has(at)) return text(at)
    seen.add(at)
    const bytes = files.get(at)
    if (bytes === undefined) problems.push(where + ': ' + at + ' 不见了 is gone')
    else if (digest(bytes) !== name) problems.push(where + ': ' + at + ' 被改过 was changed')
    else return text(at)
    return ''
  }
  const log = text('log.ndjson')
  const lines = log === '' ? [] : log.split('\n')
  if (lines.at(-1) === '') lines.pop()
  else if (log !== '') problems.push('log.ndjson: 末尾没有写完 its end is torn')
  const chain = []
  const signers = new Set()
  let previous = ''
  for (const [i, line] of lines.entries()) {
    const where = '第 ' + (i + 1) + ' 条 entry ' + (i + 1)
    const entry = parsed(line)
    if (entry === null || entry.format !== 'ywq.evidence' || entry.version !== 1 || canonical(entry) !== line) {
      problems.push(where + ': 不是原样写下的那一行 not the line as it was written')
      chain.push('')
      previous = ''
      continue
    }
    if (entry.n !== i + 1) problems.push(where + ': 序号是 numbered ' + entry.n)
    if (entry.previous !== previous) problems.push(where + ': 接不上前一条 does not follow the one before')
    if (digest(utf8(without(entry, 'hash'))) !== entry.hash) problems.push(where + ': 内容与散列对不上 its content does not fit its hash')
    if (entry.store !== storeDigest) problems.push(where + ': ywq.evidence.json 被改过 was changed')
    const fault = signatureProblem(entry, entry.hash)
    if (fault !== null) problems.push(where + ': ' + fault)
    if (entry.signer !== undefined) signers.add(entry.signer.algorithm + ' ' + entry.signer.publicKey)
    const record = entry.record ?? {}
    if (record.kind === 'torn') blob(record.digest, where, 'torn/' + String(record.digest).split(':')[1])
    else {
      blob(record.verdicts, where)
      for (const finding of blob(record.findings, where).split('\n')) {
        const object = /"object":"([a-z0-9]+:[0-9a-f]{64})"/.exec(finding)
        if (object !== null) blob(object[1], where)
      }
    }
    chain.push(entry.hash)
    previous = entry.hash
  }
  const checkHead = (headText, where) => {
    const head = parsed(headText)
    if (head === null || head.format !== 'ywq.evidence-head' || head.version !== 1 || canonical(head) + '\n' !== headText || digest(utf8(without(head, 'digest'))) !== head.digest) {
      problems.push(where + ': 读不出来，或被改过 unreadable, or changed')
      return
    }
    const fault = signatureProblem(head, head.digest)
    if (fault !== null) problems.push(where + ': ' + fault)
    if (chain.length < head.count) problems.push(where + ': 记着 tells of ' + head.count + ' 条，日志只有 entries, the log holds ' + chain.length)
    else if (head.count > 0 && chain[head.count - 1] !== head.hash) problems.push(where + ': 第 ' + head.count + ' 条的散列不同 entry ' + head.count + ' has another hash')
  }
  if (files.has('head.json')) checkHead(text('head.json'), 'head.json')
  else if (lines.length > 0) problems.push('head.json: 不见了 is gone')
  if (keptHead !== null) checkHead(keptHead, '另存的头 the head kept apart')
  return { problems, entries: lines.length, blobs: seen.size, signers: [...signers] }
}
