// The static token file's format is that of the Kubernetes docs ("Static token file"): token,user,uid,"group1,group2".
import { expect, test } from 'vitest'

import { findUser, knownUsers, tokenFile } from '../../../scripts/control-plane/access.ts'

test('writes one line a user, groups quoted', () => {
  const users = knownUsers([{ user: 'li', groups: ['a', 'b'], token: 't1' }])
  expect(tokenFile(users).trimEnd().split('\n').at(-1)).toBe('t1,li,li,"a,b"')
})

test('makes up a different token for each user without one', () => {
  const tokens = knownUsers([{ user: 'li' }, { user: 'wu' }]).map(({ token }) => token)
  expect(new Set(tokens).size).toBe(tokens.length)
  expect(tokens.every((token) => /^[0-9a-f]{48}$/.test(token))).toBe(true)
})

test.each([
  ['a quote in a group', [{ user: 'li', groups: ['a"b'] }], /"a\\"b"/],
  ['a comma in a group, which would be two groups', [{ user: 'li', groups: ['a,system:masters'] }], /a,system:masters/],
  ['a line break, which would be another user', [{ user: 'li\nx,root,root,system:masters' }], /li\\nx/],
  ['an empty name', [{ user: '' }], /""/],
  ['one user twice with the same groups', [{ user: 'li', groups: ['a', 'b'] }, { user: 'li', groups: ['b', 'a'] }], /li \[b, a\]/],
  ['one token for two users', [{ user: 'li', token: 't' }, { user: 'wu', token: 't' }], /wu/],
  ['a second administrator under the same name and group', [{ user: 'admin', groups: ['system:masters'] }], /admin/],
])('refuses %s', (_, extra, message) => {
  expect(() => knownUsers(extra)).toThrow(message)
})

test('finds a user by name, or by name and groups in any order', () => {
  const users = knownUsers([{ user: 'li', groups: ['a', 'b'], token: 't1' }, { user: 'li', groups: ['c'], token: 't2' }])
  expect(findUser(users, 'li')?.token).toBe('t1')
  expect(findUser(users, 'li', ['b', 'a'])?.token).toBe('t1')
  expect(findUser(users, 'li', ['c'])?.token).toBe('t2')
  expect(findUser(users, 'li', ['d'])).toBeUndefined()
})
