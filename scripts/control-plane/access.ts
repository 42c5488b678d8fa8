/**
 * Who may speak to the server: the static token file (Kubernetes docs, "Static token file") and kubeconfigs.
 * The token file is read once at start, so every user is named when the control plane is started.
 */
import { randomBytes } from 'node:crypto'

/** A user the server shall know; `token` is made up when left out. */
export interface TokenUser {
  readonly user: string
  readonly groups?: readonly string[]
  readonly token?: string
}

export interface KnownUser {
  readonly user: string
  readonly groups: readonly string[]
  readonly token: string
}

/** Users every control plane has: the administrator and the parts themselves. */
const builtIn: readonly TokenUser[] = [
  { user: 'admin', groups: ['system:masters'] },
  // RBAC's bootstrap bindings know these two by name.
  { user: 'system:kube-controller-manager' },
  { user: 'system:kube-scheduler' },
  // kwok plays all kubelets at once, which no bootstrap role allows.
  { user: 'kwok', groups: ['system:masters'] },
]

/**
 * All users of a control plane, each with a token.
 * @throws Error when two entries have the same user and groups, or the same token, or a name that the file cannot hold
 */
export function knownUsers(extra: readonly TokenUser[]): readonly KnownUser[] {
  const users = [...builtIn, ...extra].map(({ user, groups = [], token = randomBytes(24).toString('hex') }) => ({
    user,
    groups,
    token,
  }))
  const seen = new Set<string>()
  for (const { user, groups, token } of users) {
    const bad = [user, ...groups, token].find((word) => word === '' || /[",\r\n]/.test(word))
    if (bad !== undefined) {
      throw new Error(
        `令牌文件不能表示 ${JSON.stringify(bad)}：用户、组、令牌不得为空，不得含引号、逗号、换行` +
          ` / user, group and token must not be empty nor hold quotes, commas or line breaks`,
      )
    }
    for (const key of [identityKey(user, groups), `token:${token}`]) {
      if (seen.has(key)) {
        throw new Error(`用户或令牌重复：${user} [${groups.join(', ')}] / user or token given twice; remove one of them`)
      }
      seen.add(key)
    }
  }
  return users
}

/** The token file's text: token,user,uid,"group1,group2" a line. */
export function tokenFile(users: readonly KnownUser[]): string {
  return users.map(({ user, groups, token }) => `${token},${user},${user},"${groups.join(',')}"\n`).join('')
}

/** The user asked for; without groups the first of that name. */
export function findUser(users: readonly KnownUser[], user: string, groups?: readonly string[]): KnownUser | undefined {
  return users.find((known) =>
    groups === undefined ? known.user === user : identityKey(known.user, known.groups) === identityKey(user, groups),
  )
}

/**
 * A self-contained kubeconfig (JSON, which is YAML).
 * @param caPem certificates in PEM, or the path of a file that will hold them
 */
export function kubeconfig(server: string, ca: { readonly pem: string } | { readonly file: string }, user: string, token: string): string {
  const authority =
    'pem' in ca ? { 'certificate-authority-data': Buffer.from(ca.pem).toString('base64') } : { 'certificate-authority': ca.file }
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'ywq-test', cluster: { server, ...authority } }],
    users: [{ name: user, user: { token } }],
    contexts: [{ name: 'ywq-test', context: { cluster: 'ywq-test', user } }],
    'current-context': 'ywq-test',
  }
  return `${JSON.stringify(config, null, 2)}\n`
}

function identityKey(user: string, groups: readonly string[]): string {
  return JSON.stringify([user, [...groups].sort()])
}
