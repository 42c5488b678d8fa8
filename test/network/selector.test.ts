/** LabelSelector semantics by the API reference (meta/v1 LabelSelector): missing and empty, the four operators, AND. */
import { describe, expect, it } from 'vitest'
import { isEmptySelector, selects, selectsByMap } from '../../policies/network/selector.ts'
import type { LabelSelector } from '../../policies/kubernetes.ts'

const web = { app: 'web', tier: 'front' }
const term = (operator: string, key: string, values?: readonly string[]): LabelSelector => ({ matchExpressions: [{ key, operator, ...(values === undefined ? {} : { values }) }] })

describe('selects', () => {
  it.each<[string, LabelSelector | null | undefined, boolean]>([
    ['a missing selector nothing', undefined, false],
    ['null nothing', null, false],
    ['an empty selector everything', {}, true],
    ['empty terms everything', { matchLabels: {}, matchExpressions: [] }, true],
    ['equal labels', { matchLabels: { app: 'web' } }, true],
    ['not other values', { matchLabels: { app: 'db' } }, false],
    ['not absent keys', { matchLabels: { zone: 'x' } }, false],
    ['terms together', { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'tier', operator: 'In', values: ['back'] }] }, false],
    ['In a list', term('In', 'app', ['db', 'web']), true],
    ['In not without the key', term('In', 'zone', ['x']), false],
    ['NotIn another value', term('NotIn', 'app', ['db']), true],
    ['NotIn not a listed value', term('NotIn', 'app', ['web']), false],
    ['NotIn objects without the key', term('NotIn', 'zone', ['x']), true],
    ['Exists', term('Exists', 'app'), true],
    ['Exists not absent keys', term('Exists', 'zone'), false],
    ['DoesNotExist absent keys', term('DoesNotExist', 'zone'), true],
    ['DoesNotExist not present keys', term('DoesNotExist', 'app'), false],
    ['no key of the prototype', term('Exists', 'constructor'), false],
  ])('matches %s', (_what, selector, matched) => expect(selects(selector, web)).toBe(matched))

  it('takes missing labels as none', () => {
    expect(selects({}, undefined)).toBe(true)
    expect(selects({ matchLabels: { app: 'web' } }, undefined)).toBe(false)
    expect(selects(term('DoesNotExist', 'app'), null)).toBe(true)
  })

  it.each<[LabelSelector]>([[term('in', 'app', ['web'])], [term('In', 'app')], [term('NotIn', 'app', [])], [term('Exists', 'app', ['web'])]])('refuses %j, as the API does', (selector) => {
    expect(() => selects(selector, web)).toThrow('selector:')
  })
})

describe('isEmptySelector', () => {
  it.each<[LabelSelector | null | undefined, boolean]>([[{}, true], [{ matchLabels: {} }, true], [{ matchLabels: { a: 'b' } }, false], [term('Exists', 'a'), false], [undefined, false], [null, false]])(
    '%j: %s', (selector, empty) => expect(isEmptySelector(selector)).toBe(empty),
  )
})

describe('selectsByMap', () => {
  it.each<[Record<string, string> | undefined, boolean]>([[undefined, false], [{}, false], [{ app: 'web' }, true], [{ app: 'web', tier: 'back' }, false]])(
    'Service selector %j: %s', (selector, matched) => expect(selectsByMap(selector, web)).toBe(matched),
  )
})
