/** The formats, from the standards that they quote. */
import { describe, expect, it } from 'vitest'
import { formats, type Format } from '../../policies/estate/formats.ts'
import { looksSecret } from '../../policies/estate/rules/secret-literal.ts'
import { checkDigit } from '../../policies/estate/uscc.ts'

const accepts = (format: Format, text: string): boolean => format.fault(text) === null

describe('formats', () => {
  it.each<[keyof typeof formats, readonly string[], readonly string[]]>([
    ['date', ['2026-01-01', '2024-02-29', '2000-02-29', '0001-01-01'], ['2026-02-29', '1900-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '2026-1-1', '20260101', ' 2026-01-01', '2026-01-01 ', '+2026-01-01']],
    ['date-time', ['2026-06-30T08:00:00+08:00', '2026-06-30T00:00:00Z', '2026-06-30t00:00:00.123z', '2026-12-31T23:59:59-11:30'],
      ['2026-06-30', '2026-06-30T08:00', '2026-06-30T08:00:00', '2026-06-30 08:00:00Z', '2026-02-30T00:00:00Z', '2026-06-30T24:00:00Z', '2026-06-30T08:60:00Z', '2026-06-30T08:00:00+0800', '2026-06-30T08:00:00+24:00']],
    ['cidr', ['0.0.0.0/0', '10.0.0.0/8', '192.168.1.1/32', '::/0', 'fd00:1::/64', '2001:db8::1/128'], ['10.0.0.1/8', '10.0.0.0', '10.0.0/8', '256.0.0.0/8', '10.0.0.0/33', '010.0.0.0/8', 'fd00::1/64', 'fd00::/129', 'x']],
    // The first two are the examples printed in public notices of the code; the rest are ours.
    ['uscc', ['91350100M000100Y43', '11100000000013127D', '11990100000000019F'], ['91350100M000100Y44', '91350100M000100Y4', '91350100m000100y43', '9135O100M000100Y43', '', '91350100M000100Y433']],
    ['hostname', ['a', 'portal.example.cn', 'a-b.c', '1.2.3', `${'a'.repeat(63)}.cn`], ['', '-a.cn', 'a-.cn', 'a..b', 'A.cn', 'a_b.cn', `${'a'.repeat(64)}.cn`, 'a.'.repeat(127)]],
    ['email', ['a@b.cn', 'first.last+tag@example.cn', 'x@EXAMPLE.cn'], ['a', '@b.cn', 'a@', 'a@b@c.', '.a@b.cn', 'a..b@c.cn', 'a b@c.cn', `${'x'.repeat(65)}@b.cn`]],
    ['flow-end', ['portal/web', 'a-b/c', 'service:identity', 'node:core-1', '10.0.0.0/8', 'fd00::/16', '172.16.3.4/32'], ['portal', 'Portal/web', 'portal/', '/web', 'service:', 'service:X', 'pod:x', '10.0.0.1/8', 'a/b/c', '10.0.0.0']],
  ])('%s', (word, good, bad) => {
    expect(good.filter((text) => !accepts(formats[word], text))).toEqual([])
    expect(bad.filter((text) => accepts(formats[word], text))).toEqual([])
  })

  it('the check digit sees every single changed character', () => {
    const code = '91350100M000100Y4'
    const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
    for (let i = 0; i < code.length; i++)
      for (const other of alphabet) if (other !== code[i]) expect(checkDigit(code.slice(0, i) + other + code.slice(i + 1)), `${i} ${other}`).not.toBe('3')
  })

  it.each([
    ['DB_PASSWORD', 'x', true], ['dbPassword', 'x', false], ['API_KEY', 'abc', true], ['TOKEN', 'abc', true], ['JWT', `eyJ${'a'.repeat(20)}.eyJ${'b'.repeat(20)}.c`, true],
    ['KEY', '-----BEGIN RSA PRIVATE KEY-----', true], ['URL', 'https://u:p@h/', true], ['URL', 'https://h:8080/a', false], ['URL', 'https://u@h/', false],
    ['PASSWORD_FILE', '/run/x', false], ['PASSWORD', '/run/x', false], ['TOKEN_URL', 'https://idp/token', false], ['SECRET', '', false], ['USE_TOKEN', 'true', false],
  ])('%s=%s holds a secret: %s', (name, value, wanted) => expect(looksSecret(name, value)).toBe(wanted))
})
