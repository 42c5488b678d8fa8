/** `ywq evidence verify|show|head`: does the evidence hold, what lies behind a verdict, the head to keep apart. */
import { readPublicSigner } from '../../policies/evidence/signer.ts'
import { showEvidence } from '../../policies/evidence/show.ts'
import { headFile, readHead, verifyEvidence, type Verification } from '../../policies/evidence/verify.ts'
import { nearest } from '../../policies/nearest.ts'
import { asUsageError, both, exit, say, UsageError, type Invocation } from '../command.ts'
import { storeFiles } from '../evidence-store.ts'
import { readText } from '../input-file.ts'
import { note, print, writeWhole } from '../output.ts'

const actions = ['verify', 'show', 'head'] as const

export async function run(invocation: Invocation): Promise<number> {
  const [word = '', ...rest] = invocation.positionals
  const folder = invocation.string('evidence') ?? 'evidence'
  switch (actions.find((a) => a === word)) {
    case 'verify':
      none(rest)
      return verify(invocation, folder)
    case 'show':
      return show(invocation, folder, rest)
    case 'head':
      none(rest)
      return head(invocation, folder)
    case undefined: {
      const near = nearest(word, actions)
      throw new UsageError(`要做什么：${actions.join('、')}${word === '' ? '' : `；得到 ${word}`}${near === undefined ? '' : `，是 ${near} 吗`}`, `say which: ${actions.join(', ')}${word === '' ? '' : `; got ${word}`}${near === undefined ? '' : `, did you mean ${near}`}`)
    }
  }
}

function none(rest: readonly string[]): void {
  if (rest.length > 0) throw new UsageError(`多余的参数 ${rest.join(' ')}；目录用 --evidence DIR 给出`, `unexpected ${rest.join(' ')}; the folder goes into --evidence DIR`)
}

async function verify({ lang, string }: Invocation, folder: string): Promise<number> {
  const [headPath, keyPath] = [string('head'), string('key')]
  const head = headPath === undefined ? undefined : await readText(headPath, '--head')
  const key = keyPath === undefined ? undefined : await readText(keyPath, '--key')
  let found: Verification
  try {
    found = verifyEvidence(storeFiles(folder), { ...(head === undefined ? {} : { head }), ...(key === undefined ? {} : { key: readPublicSigner(key) }) })
  } catch (error) {
    throw asUsageError(error, { zh: `${folder}：`, en: `${folder}: ` })
  }
  const { problems, entries, blobs, signed, tailProved } = found
  if (string('format') === 'json') await print(JSON.stringify({ format: 'ywq.evidence-verification', version: 1, holds: problems.length === 0, ...found }))
  else {
    for (const problem of problems) await print(`✗ ${say(problem, lang)}`)
    await print(say({ zh: `${entries} 条、${blobs} 个对象文件，${signed} 条有签名：${problems.length === 0 ? '全部相符' : `${problems.length} 处不符`}`, en: `${entries} entries, ${blobs} blobs, ${signed} entries signed: ${problems.length === 0 ? 'all hold' : `${problems.length} do not hold`}` }, lang))
    if (key === undefined && signed > 0) note(say({ zh: '没有给 --key：签名只对照条目自己写明的公钥', en: 'no --key: signatures were held against the keys that the entries themselves name' }, lang))
    if (!tailProved && head === undefined) note(say({ zh: '没有给 --head：不能证明末尾没有被截去', en: 'no --head: nothing proves that the tail was not cut off' }, lang))
  }
  return problems.length === 0 ? exit.clean : exit.findings
}

async function show({ lang, string }: Invocation, folder: string, ids: readonly string[]): Promise<number> {
  const [id] = ids
  if (id === undefined || ids.length > 1) throw new UsageError('show 要一个编号：条目号、发现的指纹（至少 8 位）、条目号/指纹，或对象摘要', 'show takes one id: the number of an entry, a fingerprint (8 digits or more), number/fingerprint, or the digest of an object')
  try {
    const shown = showEvidence(storeFiles(folder), id)
    await print(string('format') === 'json' ? JSON.stringify(shown) : shown.lines.map((line) => say(line, lang)).join('\n'))
    return exit.clean
  } catch (error) {
    throw asUsageError(error)
  }
}

async function head({ lang, string }: Invocation, folder: string): Promise<number> {
  const content = storeFiles(folder).read(headFile)
  const text = content === null ? '' : Buffer.from(content).toString('utf8')
  const value = readHead(text)
  if (value === null) throw new UsageError(`${folder} 里没有读得出的 ${headFile}`, `${folder} holds no readable ${headFile}`)
  const output = string('output')
  if (output === undefined) await print(text)
  else {
    await writeWhole(output, text)
    note(both({ zh: `证据头（${value.count} 条）已写到 ${output}：与证据分开保存`, en: `the head (${value.count} entries) is in ${output}: keep it apart from the evidence` }, lang))
  }
  return exit.clean
}
