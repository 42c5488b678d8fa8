/** `--approvals git` on real repositories, with keys of ssh-keygen and commits that git signs. */
import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { allowedSigners, parseBlame } from '../../policies/approvals/git.ts'
import { verifiedEstate } from '../../scripts/approvals.ts'
import { approvalText, load, missing, newEstate, waiverOf } from './estate.ts'

const why = missing(['git', '--version'], ['ssh-keygen', '-?'])
if (why !== '') console.warn(`git signatures are not tested: ${why}`)

const keyFolder = mkdtempSync(join(tmpdir(), 'ywq-keys-'))
afterAll(() => rmSync(keyFolder, { recursive: true, force: true }))
function sshKey(name: string): string {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', join(keyFolder, name)])
  return readFileSync(join(keyFolder, `${name}.pub`), 'utf8').trim()
}

function git(folder: string, ...args: readonly string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' }
  return execFileSync('git', ['-C', folder, '-c', 'user.name=x', '-c', 'user.email=x@example.cn', '-c', 'gpg.format=ssh', ...args], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** @param signer name of a key, or null for an unsigned commit */
function commit(folder: string, signer: string | null): void {
  git(folder, 'add', '-A')
  const sign = signer === null ? ['commit', '--no-gpg-sign'] : ['-c', `user.signingKey=${join(keyFolder, signer)}`, 'commit', '-S']
  git(folder, ...sign, '-q', '-m', 'change')
}

/** What holds, and why the others do not, with git as the judge. */
async function judged(folder: string): Promise<{ readonly holds: readonly string[]; readonly faults: readonly string[] }> {
  const estate = await verifiedEstate(load(folder), 'git')
  return {
    holds: estate.approvalsOf(waiverOf(estate)).map((a) => a.name),
    faults: estate.of('Approval').flatMap((a) => estate.signatureFault?.(a)?.en ?? []),
  }
}

describe.skipIf(why !== '')('approvals by git', () => {
  const keys = why === '' ? Object.fromEntries(['zhang', 'li', 'stranger'].map((name) => [name, sshKey(name)])) : {}
  const registered = (name: string, period = 'from: 2025-01-01'): string => `[{ type: ssh, public: "${keys[name] ?? ''}", ${period} }]`

  function repository(over: Readonly<Record<string, string>> = {}): string {
    const folder = newEstate({ zhang: registered('zhang'), li: registered('li'), ...over })
    git(folder, 'init', '-q', '-b', 'main')
    commit(folder, null)
    return folder
  }
  const file = (folder: string): string => join(folder, 'approvals', 'a.yaml')
  const approve = (folder: string, signer: string | null, over: Readonly<Record<string, string>> = {}): void => {
    writeFileSync(file(folder), approvalText(folder, over))
    commit(folder, signer)
  }

  it('holds where the approver signed the commit', async () => {
    const folder = repository()
    approve(folder, 'zhang')
    expect(await judged(folder)).toEqual({ holds: ['old-driver-bureau'], faults: [] })
  })

  it.each<[string, string | null, RegExp]>([
    ['nobody signed', null, /^commit [0-9a-f]{12} is not signed$/],
    ['another registered person signed', 'li', /is signed by li, not by zhang$/],
    ['a stranger signed', 'stranger', /by no registered key/],
  ])('does not hold where %s', async (_title, signer, fault) => {
    const folder = repository()
    approve(folder, signer)
    const { holds, faults } = await judged(folder)
    expect(holds).toEqual([])
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(fault)
  })

  it('does not hold before it is committed, nor after an uncommitted change', async () => {
    const folder = repository()
    writeFileSync(file(folder), approvalText(folder))
    expect((await judged(folder)).faults).toEqual(['not committed, or changed since'])
    commit(folder, 'zhang')
    writeFileSync(file(folder), approvalText(folder, { approved: '2026-01-16' }))
    expect((await judged(folder)).faults).toEqual(['not committed, or changed since'])
  })

  it('is void once somebody else changes a line of it, however well signed', async () => {
    const folder = repository()
    approve(folder, 'zhang')
    writeFileSync(file(folder), approvalText(folder, { approved: '2026-01-16' }))
    commit(folder, 'li')
    expect((await judged(folder)).faults[0]).toMatch(/signed by li, not by zhang/)
  })

  it('stands beside an approval of another person, comments and separators in one file', async () => {
    const folder = repository()
    approve(folder, 'zhang')
    appendFileSync(file(folder), `\n--- # by the security administrator\n# 另一位批准人\n${approvalText(folder, { name: 'second', approver: 'li' })}`)
    commit(folder, 'li')
    expect(await judged(folder)).toEqual({ holds: ['old-driver-bureau', 'second'], faults: [] })
  })

  it('needs a key that was in force on the day of the approval', async () => {
    const folder = repository({ zhang: registered('zhang', 'from: 2026-02-01') })
    approve(folder, 'zhang')
    expect((await judged(folder)).faults).toEqual(['zhang had no ssh key registered on 2026-01-15 (Person.keys)'])
  })

  it('ignores signers that the repository’s own configuration trusts', async () => {
    const folder = repository()
    const trusted = join(dirname(folder), 'signers')
    writeFileSync(trusted, `zhang/0 ${keys['stranger'] ?? ''}\n`)
    approve(folder, 'stranger')
    git(folder, 'config', 'gpg.ssh.allowedSignersFile', trusted)
    git(folder, 'config', 'gpg.ssh.program', 'true')
    expect((await judged(folder)).faults[0]).toMatch(/by no registered key/)
  })

  it('refuses a shallow clone and a folder without repository', async () => {
    const folder = repository()
    approve(folder, 'zhang')
    const clone = join(dirname(folder), 'clone')
    git(folder, 'clone', '-q', '--depth', '1', `file://${folder}`, clone)
    await expect(judged(clone)).rejects.toThrow(/shallow/)
    const plain = newEstate()
    writeFileSync(file(plain), approvalText(plain))
    await expect(judged(plain)).rejects.toThrow(/git cannot answer/)
  })
})

describe('what git prints', () => {
  it('blame: the commit of each line', () => {
    const [a, b] = ['a'.repeat(40), 'b'.repeat(40)]
    expect(parseBlame(`${a} 1 1 2\nauthor x\n\tkind: Approval\n${a} 2 2\n\t${b} 9 9\n${b} 7 3 1\nfilename f\n\tz\n`)).toEqual([a, a, b])
  })
  it('a key of the file is one line with its owner and number, and no comment', () => {
    const folder = newEstate({ zhang: `[{ type: ssh, public: "ssh-ed25519 ${Buffer.concat([Buffer.from([0, 0, 0, 11]), Buffer.from('ssh-ed25519'), Buffer.alloc(36)]).toString('base64')} zhang li", from: 2025-01-01 }]` })
    expect(allowedSigners(load(folder))).toMatch(/^zhang\/0 namespaces="git" ssh-ed25519 [A-Za-z0-9+/]+=*\n$/)
  })
})
