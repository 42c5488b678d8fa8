/**
 * What of a judged object is kept: the object without secrets. Values of Secrets go whatever they are; in other objects, what has the
 * shape or the name of a credential (credential.ts). Redacting is told in place, so that nobody takes the copy for the original.
 */
import { credentialKind } from '../credential.ts'
import type { Subject } from '../subject.ts'

export const redacted = '[redacted 已脱敏]'

/** Copies of the object by other tools, with everything that was ever in it. */
const copies: ReadonlySet<string> = new Set(['kubectl.kubernetes.io/last-applied-configuration'])

/** @returns the object as evidence keeps it: no managedFields, no secrets */
export function evidenceObject(subject: Pick<Subject, 'group' | 'kind' | 'object'>): Readonly<Record<string, unknown>> {
  const isSecret = subject.kind === 'Secret' && subject.group === ''
  const object: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(subject.object)) {
    if (isSecret && (key === 'data' || key === 'stringData')) object[key] = valuesGone(value)
    else if (value !== undefined) object[key] = key === 'metadata' ? metadata(value) : walk(key, value)
  }
  return object
}

function valuesGone(value: unknown): unknown {
  return isRecord(value) ? Object.fromEntries(Object.keys(value).map((key) => [key, redacted])) : redacted
}

function metadata(value: unknown): unknown {
  if (!isRecord(value)) return value
  const kept = Object.entries(value).filter(([key, v]) => key !== 'managedFields' && v !== undefined)
  return Object.fromEntries(kept.map(([key, v]) => [key, key === 'annotations' && isRecord(v) ? walk(key, Object.fromEntries(Object.entries(v).filter(([name]) => !copies.has(name)))) : walk(key, v)]))
}

function walk(key: string, value: unknown): unknown {
  if (typeof value === 'string') return text(key, value)
  if (Array.isArray(value)) return value.map((item: unknown) => walk(key, item))
  if (!isRecord(value)) return value
  // An environment variable or argument: the name stands beside the value.
  const name = value['name']
  return Object.fromEntries(Object.entries(value).flatMap(([inner, v]) => (v === undefined ? [] : [[inner, inner === 'value' && typeof name === 'string' && typeof v === 'string' ? text(name, v) : walk(inner, v)]])))
}

/** A file in a ConfigMap is looked at line by line, `name = value` or `name: value`. */
function text(name: string, value: string): string {
  if (credentialKind(name, value) !== null) return redacted
  if (!value.includes('\n') && !/^[^\s=:]+\s*[=:]/.test(value)) return value
  return value.split('\n').map((line) => {
    const [, left = '', right = ''] = /^(\s*[^\s=:]+\s*[=:]\s*)(.*)$/.exec(line) ?? []
    return left !== '' && credentialKind(left.replace(/[=:\s]/g, ''), right.replace(/^["']|["']$/g, '')) !== null ? `${left}${redacted}` : line
  }).join('\n')
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
