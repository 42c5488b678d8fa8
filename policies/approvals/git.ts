/**
 * Approvals verified by git: every line of an Approval comes from a commit that its approver signed (SSH). Pure: what git printed goes in.
 * Lines are asked, not the file's last commit, as one file holds the approvals of many people.
 */
import type { DocumentOf } from '../estate/document.ts'
import type { Estate } from '../estate/estate.ts'
import type { Text } from '../text.ts'
import { inForceOn } from '../today.ts'
import { sshKeyOf } from './keys.ts'
import { keysOf, noKey } from './signature.ts'

type Approval = DocumentOf<'Approval'>

/** The all-zero name under which blame lists lines that are in no commit. */
const uncommitted = '0'.repeat(40)

/**
 * Content of the allowed-signers file (ssh-keygen(1)): one principal a key, `<person>/<number>`, so that the signer's name also says with
 * which key. Periods are judged by the day of the approval, not here.
 */
export function allowedSigners(estate: Estate): string {
  return estate.of('Person').flatMap((person) => (person.keys ?? []).flatMap((key, i) => (key.type === 'ssh' ? [`${person.name}/${i} namespaces="git" ${sshKeyOf(key.public) ?? ''}\n`] : []))).join('')
}

/**
 * @param text of `git blame --porcelain FILE`
 * @returns commit of each line, the first line at 0
 */
export function parseBlame(text: string): readonly string[] {
  const commits: string[] = []
  for (const line of text.split('\n')) {
    const [, commit, at] = /^([0-9a-f]{40}) [0-9]+ ([0-9]+)(?: [0-9]+)?$/.exec(line) ?? []
    if (commit !== undefined && at !== undefined) commits[Number(at) - 1] = commit
  }
  return commits
}

/** One commit as git judged its signature: `%G?` (G = good, by a key of the file; N = none …) and `%GS`, the principal. */
export interface CommitSignature {
  readonly status: string
  readonly signer: string
}

/** @param text of `git show -s --format=%H %G? %GS COMMIT…`, a commit a line */
export function parseSignatures(text: string): ReadonlyMap<string, CommitSignature> {
  return new Map([...text.matchAll(/^([0-9a-f]{40}) ([A-Z]) ?(.*)$/gm)].map(([, commit = '', status = '', signer = '']) => [commit, { status, signer }]))
}

/**
 * Commits that wrote an Approval. Separators, comments and blank lines say nothing and may be anybody's.
 * @param lines of its file
 * @param from first line of the document, 1-based
 * @param to line before the next document
 */
export function commitsOf(lines: readonly string[], blame: readonly string[], from: number, to: number): readonly string[] {
  const commits = new Set<string>()
  for (let i = from - 1; i < Math.min(to, lines.length); i++) {
    if (!/^\s*(#.*)?$|^(---|\.\.\.)\s*(#.*)?$/.test(lines[i] ?? '')) commits.add(blame[i] ?? uncommitted)
  }
  return [...commits]
}

/** @returns why the commits do not prove the approver's signature; null where they do */
export function gitFault(estate: Estate, approval: Approval, commits: readonly string[], signatures: ReadonlyMap<string, CommitSignature>): Text | null {
  if (keysOf(estate, approval, (key) => key.type === 'ssh').length === 0) return noKey(approval, 'ssh')
  for (const commit of commits) {
    const short = commit.slice(0, 12)
    if (commit === uncommitted) return { zh: '还没有提交，或提交之后又改过', en: 'not committed, or changed since' }
    const { status, signer } = signatures.get(commit) ?? { status: 'N', signer: '' }
    if (status === 'N') return { zh: `提交 ${short} 没有签名`, en: `commit ${short} is not signed` }
    if (status !== 'G') return { zh: `提交 ${short} 的签名不是任何登记的公钥签的（git：${status}）`, en: `the signature of commit ${short} is by no registered key (git: ${status})` }
    const [name = '', number = ''] = signer.split('/')
    if (name !== approval.approver) return { zh: `提交 ${short} 是 ${name} 签的，不是 ${approval.approver}`, en: `commit ${short} is signed by ${name}, not by ${approval.approver}` }
    const key = estate.get('Person', name)?.keys?.[Number(number)]
    if (key === undefined || !inForceOn(key, approval.approved)) return { zh: `提交 ${short} 所用的密钥在 ${approval.approved} 不在有效期内`, en: `the key of commit ${short} was not in force on ${approval.approved}` }
  }
  return commits.length === 0 ? { zh: '文件里找不到它的行', en: 'its lines are not found in the file' } : null
}
