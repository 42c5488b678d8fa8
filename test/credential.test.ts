// What counts as a credential written as a plain value, and what only speaks about one.
import { describe, expect, it } from 'vitest'
import { credentialKind } from '../policies/credential.ts'

describe('credentialKind', () => {
  it.each([
    ['DB_PASSWORD', 'Portal-2026', 'named'], ['dbPassword', 'x', 'named'], ['REDIS_PWD', '123456', 'named'], ['api-key', 'abc', 'named'], ['mapApiKey', 'abc', 'named'],
    ['AWS_SECRET_ACCESS_KEY', 'abc', 'named'], ['TOKEN', 'abc', 'named'], ['ENCRYPTION_KEY', 'abc', 'named'], ['DEFAULT_PASSWORD', 'changeme', 'named'],
    ['TLS', '-----BEGIN RSA PRIVATE KEY-----\nMII', 'private-key'], ['X', '-----BEGIN PRIVATE KEY-----', 'private-key'],
    ['URL', 'redis://:Portal-2026@cache:6379', 'url-password'], ['URL', 'https://user:pw@example.cn/', 'url-password'],
    ['SESSION', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwb3J0YWwifQ.sig', 'json-web-token'],
    ['ID', 'AKIAIOSFODNN7EXAMPLE', 'cloud-access-key'], ['GIT', 'glpat-abcdefghijklmnopqrst', 'repository-token'],
  ])('%s=%s is one (%s)', (name, value, kind) => expect(credentialKind(name, value)).toBe(kind))

  it.each([
    ['DB_PASSWORD_FILE', '/run/secrets/password'], ['PASSWORD', '/run/secrets/password'], ['PASSWORD', '$(FROM_SECRET)'], ['PASSWORD', '${FROM_SECRET}'], ['PASSWORD', ''],
    ['PASSWORD', ' '], ['TOKEN_TTL', '3600'], ['PASSWORD_MIN_LENGTH', '12'], ['SECRET_NAME', 'db'], ['TOKEN_URL', 'https://id.example.cn/token'],
    ['REQUIRE_PASSWORD', 'true'], ['KEYBOARD', 'qwerty'], ['MONKEY', 'x'], ['PUBLIC_KEY', 'abc'], ['TOKENIZER', 'jieba'], ['DATABASE', 'postgres://portal@db:5432/portal'],
    ['URL', 'https://example.cn:8443/a@b'], ['URL', 'postgres://portal:$(PW)@db/portal'], ['CERT', '-----BEGIN CERTIFICATE-----'], ['', ''],
  ])('%s=%s is none', (name, value) => expect(credentialKind(name, value)).toBeNull())

  it('answers on hostile values', () => {
    expect(credentialKind('A'.repeat(50_000), `eyJ${'a'.repeat(100_000)}://${':'.repeat(100_000)}`)).toBeNull()
  })
})
