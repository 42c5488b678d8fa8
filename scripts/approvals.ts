/** `--approvals git|signature|none`: who signed the approvals of an estate. The edge: runs git, reads signature files. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { allowedSigners, commitsOf, gitFault, parseBlame, parseSignatures, type CommitSignature } from '../policies/approvals/git.ts'
import { signatureFault } from '../policies/approvals/signature.ts'
import type { DocumentOf } from '../policies/estate/document.ts'
import type { Estate } from '../policies/estate/estate.ts'
import type { Text } from '../policies/text.ts'
import type { ApprovalMode } from '../policies/waivers.ts'
import { UsageError } from './command.ts'

type Approval = DocumentOf<'Approval'>

/** @throws UsageError where signatures are to be verified and there is no estate */
export function approvalMode(word: string | undefined, folder: string | undefined): ApprovalMode {
  const mode = (['git', 'signature'] as const).find((m) => m === word) ?? 'none'
  if (mode !== 'none' && folder === undefined) throw new UsageError(`--approvals ${mode} 需要 --estate`, `--approvals ${mode} needs --estate`)
  return mode
}

/**
 * The estate in which only those approvals hold that their approvers signed; as it is with `none`.
 * @throws UsageError where git cannot answer (not a repository, a shallow one, no git)
 */
export async function verifiedEstate(estate: Estate, mode: ApprovalMode): Promise<Estate> {
  if (mode === 'none') return estate
  const faults = mode === 'git' ? await gitFaults(estate) : await signatureFaults(estate)
  const faultOf = (approval: Approval): Text | null => faults.get(approval.name) ?? null
  return { ...estate, signatureFault: faultOf, approvalsOf: (document) => estate.approvalsOf(document).filter((a) => faultOf(a) === null) }
}

async function signatureFaults(estate: Estate): Promise<ReadonlyMap<string, Text | null>> {
  const faults = new Map<string, Text | null>()
  for (const approval of estate.of('Approval')) {
    const path = join(dirname(estate.position(approval).file), `${approval.name}.sig`)
    const detached = approval.signature === undefined ? await readFile(path).catch(() => null) : null
    faults.set(approval.name, signatureFault(estate, approval, detached))
  }
  return faults
}

async function gitFaults(estate: Estate): Promise<ReadonlyMap<string, Text | null>> {
  const approvals = estate.of('Approval')
  const byFile = new Map<string, { readonly approval: Approval; readonly line: number }[]>()
  for (const approval of approvals) {
    const { file, line } = estate.position(approval)
    byFile.set(file, [...(byFile.get(file) ?? []), { approval, line }])
  }
  const starts = new Map<string, number[]>([...byFile.keys()].map((file) => [file, []]))
  for (const document of estate.documents) {
    const { file, line } = estate.position(document)
    starts.get(file)?.push(line)
  }
  const commits = new Map<Approval, readonly string[]>()
  for (const [file, list] of byFile) {
    await refuseShallow(file)
    const lines = (await readFile(file, 'utf8')).split('\n')
    const blame = parseBlame(await git(file, ['blame', '--porcelain', '--no-textconv', '--', basename(file)]).catch((error: unknown) => blameFailed(error)))
    const sorted = [...(starts.get(file) ?? [])].sort((a, b) => a - b)
    for (const { approval, line } of list) commits.set(approval, commitsOf(lines, blame, line, (sorted.find((s) => s > line) ?? lines.length + 1) - 1))
  }
  const [first] = byFile.keys()
  const signatures = first === undefined ? new Map<string, CommitSignature>() : await readSignatures(first, estate, new Set([...commits.values()].flat().filter((c) => !/^0+$/.test(c))))
  return new Map(approvals.map((a) => [a.name, gitFault(estate, a, commits.get(a) ?? [], signatures)]))
}

/** A file that git does not know has no committed line; any other refusal ends the run. */
function blameFailed(error: unknown): string {
  const text = error instanceof UsageError ? error.text.en : ''
  if (/no such path .* in HEAD|no such ref: HEAD/.test(text)) return ''
  throw error
}

/** In a shallow clone the oldest commit is blamed for all that came before it. */
async function refuseShallow(file: string): Promise<void> {
  if ((await git(file, ['rev-parse', '--is-shallow-repository'])).trim() === 'false') return
  throw new UsageError('--approvals git 需要完整的历史：这是浅克隆，请先 git fetch --unshallow', '--approvals git needs the whole history: this is a shallow clone, run git fetch --unshallow first')
}

async function readSignatures(file: string, estate: Estate, commits: ReadonlySet<string>): Promise<ReadonlyMap<string, CommitSignature>> {
  if (commits.size === 0) return new Map()
  const folder = await mkdtemp(join(tmpdir(), 'ywq-signers-'))
  try {
    const signers = join(folder, 'allowed_signers')
    await writeFile(signers, allowedSigners(estate))
    // Only SSH keys of the estate count: what a keyring of this machine trusts says nothing here.
    const only = ['-c', `gpg.ssh.allowedSignersFile=${signers}`, '-c', 'gpg.ssh.program=ssh-keygen', '-c', 'gpg.ssh.revocationFile=', '-c', 'gpg.program=false', '-c', 'gpg.x509.program=false']
    const list = [...commits]
    const parts: string[] = []
    for (let i = 0; i < list.length; i += 500) parts.push(await git(file, [...only, 'show', '-s', '--no-show-signature', '--format=%H %G? %GS', ...list.slice(i, i + 500)]))
    return parseSignatures(parts.join('\n'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const execute = promisify(execFile)

/** @throws UsageError with what git said */
async function git(file: string, args: readonly string[]): Promise<string> {
  try {
    // Replaced objects and ignored revisions would let somebody else's commit stand for the signed one.
    const { stdout } = await execute('git', ['--no-replace-objects', '-c', 'blame.ignoreRevsFile=', '-C', dirname(file), ...args], { maxBuffer: 256 * 1024 * 1024, env: { ...process.env, LC_ALL: 'C' } })
    return stdout
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    const said = code === 'ENOENT' ? 'git: not found' : error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
    throw new UsageError(`--approvals git：git 无法回答（${file}）：${said}。声明须在 git 仓库里，且装有 git 与 ssh-keygen`, `--approvals git: git cannot answer (${file}): ${said}. The estate must be in a git repository, with git and ssh-keygen installed`)
  }
}
