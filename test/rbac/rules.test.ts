/** Which requests a rule covers, by the RBAC documentation and the authorizer's semantics. */
import { describe, expect, it } from 'vitest'
import type { PolicyRule } from '../../policies/kubernetes.ts'
import { allows, allowsEverything, covers, coversUrl, type RbacRequest } from '../../policies/rbac/rules.ts'

const rule = (apiGroups: string, resources: string, verbs: string, resourceNames?: string): PolicyRule => ({
  apiGroups: apiGroups.split(','), resources: resources.split(','), verbs: verbs.split(','), ...(resourceNames === undefined ? {} : { resourceNames: resourceNames.split(',') }),
})
const ask = (verb: string, resource: string, group = '', name?: string): RbacRequest => ({ verb, group, resource, ...(name === undefined ? {} : { name }) })

describe('covers', () => {
  it.each<[string, PolicyRule, RbacRequest, boolean]>([
    ['verb, group and resource', rule('', 'pods', 'get'), ask('get', 'pods'), true],
    ['not another verb', rule('', 'pods', 'get'), ask('list', 'pods'), false],
    ['not another group', rule('', 'pods', 'get'), ask('get', 'pods', 'metrics.k8s.io'), false],
    ['not the parent for a subresource', rule('', 'pods', 'get'), ask('get', 'pods/log'), false],
    ['not a subresource for the parent', rule('', 'pods/log', 'get'), ask('get', 'pods'), false],
    ['every verb', rule('', 'pods', '*'), ask('escalate', 'pods'), true],
    ['every group', rule('*', 'pods', 'get'), ask('get', 'pods', 'x.example'), true],
    ['every resource with its subresources', rule('', '*', 'get'), ask('get', 'pods/exec'), true],
    ['a subresource of every resource', rule('apps', '*/scale', 'patch'), ask('patch', 'deployments/scale', 'apps'), true],
    ['not another subresource', rule('apps', '*/scale', 'patch'), ask('patch', 'deployments/status', 'apps'), false],
    ['not the parent by */scale', rule('apps', '*/scale', 'patch'), ask('patch', 'deployments', 'apps'), false],
    ['not by pods/*, which is no wildcard', rule('', 'pods/*', 'create'), ask('create', 'pods/exec'), false],
    ['a named object', rule('', 'secrets', 'get', 'a,b'), ask('get', 'secrets', '', 'b'), true],
    ['not another object', rule('', 'secrets', 'get', 'a'), ask('get', 'secrets', '', 'b'), false],
    ['some object, where names bind the rule', rule('', 'secrets', 'get', 'a'), ask('get', 'secrets'), true],
    ['not create, whose name is not known', rule('', 'pods', 'create', 'a'), ask('create', 'pods'), false],
    ['not deletecollection by name', rule('', 'pods', 'deletecollection', 'a'), ask('deletecollection', 'pods'), false],
    ['create of a subresource of a named object', rule('', 'pods/exec', 'create', 'a'), ask('create', 'pods/exec'), true],
    ['nothing, where lists are missing', {}, ask('get', 'pods'), false],
    ['no resource by URL rules', { nonResourceURLs: ['*'], verbs: ['*'] }, ask('get', 'pods'), false],
  ])('%s', (_what, given, request, covered) => expect(covers(given, request)).toBe(covered))
})

describe('coversUrl', () => {
  it.each<[readonly string[], string, boolean]>([
    [['/healthz'], '/healthz', true], [['/healthz'], '/healthz/ping', false], [['/healthz/*'], '/healthz/ping', true], [['/healthz*'], '/healthz', true],
    [['*'], '/metrics', true], [['/api/*/x'], '/api/a/x', false],
  ])('%j for %s: %s', (nonResourceURLs, url, covered) => expect(coversUrl({ nonResourceURLs, verbs: ['get'] }, 'get', url)).toBe(covered))
  it('needs the verb', () => expect(coversUrl({ nonResourceURLs: ['*'], verbs: ['get'] }, 'post', '/x')).toBe(false))
})

describe('allows', () => {
  it('ORs rules, never their parts', () => {
    const rules = [rule('', 'pods', 'get'), rule('', 'secrets', 'delete')]
    expect(allows(rules, ask('get', 'secrets'))).toBe(false)
    expect(allows(rules, ask('delete', 'secrets'))).toBe(true)
  })
})

describe('allowsEverything', () => {
  it.each<[PolicyRule, boolean]>([[rule('*', '*', '*'), true], [rule('*', '*', '*', 'x'), false], [rule('', '*', '*'), false], [{ nonResourceURLs: ['*'], verbs: ['*'] }, false]])(
    '%j: %s', (given, everything) => expect(allowsEverything(given)).toBe(everything),
  )
})
