/** When an approval holds, what a flow crosses, and what it needs for that. */
import { describe, expect, it } from 'vitest'
import { approvalFault } from '../../policies/estate/approvals.ts'
import { createEstate } from '../../policies/estate/create-estate.ts'
import { canonicalJson, digest } from '../../policies/estate/digest.ts'
import type { DocumentOf } from '../../policies/estate/document.ts'
import type { Estate } from '../../policies/estate/estate.ts'
import { bordersOf, missingApprovals } from '../../policies/estate/flow-ends.ts'
import { loadFiles } from '../../policies/estate/load.ts'
import { miniFiles } from './mini.ts'

const { estate: mini } = loadFiles(miniFiles)
if (mini === null) throw new Error('the mini estate does not load')

type Approval = DocumentOf<'Approval'>

/** The mini estate with its approvals replaced; digests that say `now` become those of the documents as they stand. */
function approved(...approvals: readonly Partial<Approval>[]): Estate {
  const flow = flowOf(mini, 'to-portal')
  const given = approvals.map((a, i): Approval => ({
    kind: 'Approval', name: `a${i}`, of: 'Flow/to-portal', as: 'bureau', approver: 'zhang', approved: '2026-01-15', ...a,
    digest: a.digest ?? (mini ?? { digestOf: () => '' }).digestOf(flow),
  }))
  return createEstate([...(mini?.documents ?? []).filter((d) => d.kind !== 'Approval'), ...given])
}

function flowOf(estate: Estate | null, name: string): DocumentOf<'Flow'> {
  const flow = estate?.get('Flow', name)
  if (flow === undefined) throw new Error(`no flow ${name}`)
  return flow
}

const fault = (approval: Partial<Approval>): string | null => {
  const estate = approved(approval)
  const [document] = estate.of('Approval')
  return document === undefined ? 'none' : approvalFault(estate, document)
}

describe('an approval', () => {
  it.each<[string, Partial<Approval>, string | null]>([
    ['holds', {}, null],
    ['is void once the document changed', { digest: `sha256:${'0'.repeat(64)}` }, 'digest-changed'],
    ['of nothing', { of: 'Flow/none' }, 'no-document'],
    ['by nobody', { approver: 'none' }, 'no-person'],
    ['by one without an approving role', { approver: 'wang' }, 'no-role'],
    ['by the security administrator for the bureau', { approver: 'li' }, null],
    ['on the last day of a role', { approver: 'li', approved: '2027-12-31' }, null],
    ['the day after the role ended', { approver: 'li', approved: '2028-01-01' }, 'no-role'],
    ['the day before the role began', { approved: '2024-12-31' }, 'no-role'],
    ['by the target owner', { as: 'target-owner', approver: 'zhou' }, null],
    ['by the owner of the other side as target owner', { as: 'target-owner', approver: 'chen' }, 'own-request'],
    ['by the bureau as target owner', { as: 'target-owner', approver: 'zhang' }, 'no-role'],
    ['by the leading group where nobody is in it', { as: 'leading-group' }, 'no-role'],
    ['of a request by its own author', { of: 'Request/operate-portal', approver: 'liu', as: 'department', digest: digestOf('Request', 'operate-portal') }, 'own-request'],
    ['of a waiver by its department', { of: 'Waiver/old-image', approver: 'zhou', as: 'department', digest: digestOf('Waiver', 'old-image') }, null],
    ['of a waiver by another department', { of: 'Waiver/old-image', approver: 'chen', as: 'department', digest: digestOf('Waiver', 'old-image') }, 'no-role'],
    ['of a rectification by the system’s department', { of: 'Rectification/fix-image', approver: 'zhou', as: 'department', digest: digestOf('Rectification', 'fix-image') }, null],
  ])('%s', (_name, approval, wanted) => expect(fault(approval)).toBe(wanted))
})

function digestOf(kind: 'Request' | 'Waiver' | 'Rectification', name: string): string {
  const document = mini?.get(kind, name)
  return document === undefined || mini === null ? '' : mini.digestOf(document)
}

describe('a flow', () => {
  it.each([
    ['web-to-db', ['zone'], ['target-owner', 'bureau']],
    ['to-portal', ['department'], ['target-owner', 'bureau']],
    ['from-core', ['outside'], ['target-owner', 'bureau']],
    ['to-outside', ['outside'], ['bureau']],
  ])('%s crosses %s and needs %s', (name, borders, needs) => {
    const estate = approved()
    expect([bordersOf(estate, flowOf(estate, name)), missingApprovals(estate, flowOf(estate, name))]).toEqual([borders, needs])
  })
  it('needs nothing once both hold', () => {
    const estate = approved({ as: 'bureau' }, { as: 'target-owner', approver: 'zhou' })
    expect(missingApprovals(estate, flowOf(estate, 'to-portal'))).toEqual([])
    expect(estate.approvalsOf(flowOf(estate, 'to-portal')).map((a) => a.as)).toEqual(['bureau', 'target-owner'])
  })
  it('needs the other where one holds', () => {
    const estate = approved({ as: 'bureau' })
    expect(missingApprovals(estate, flowOf(estate, 'to-portal'))).toEqual(['target-owner'])
  })
  it('crosses levels', () => {
    const changed = approved().documents.map((d) => (d.kind === 'GradingObject' && d.name === 'services' ? { ...d, members: { systems: ['portal'] } } : d))
    const estate = createEstate(changed)
    expect(bordersOf(estate, flowOf(estate, 'to-portal'))).toEqual(['department', 'level'])
  })
})

describe('digests', () => {
  it('do not depend on the order of keys', () => expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}'))
  // printf '{"a":1,"b":"中"}' | sha256sum
  it('are the SHA-256 of the UTF-8 text', () => expect(digest({ b: '中', a: 1 })).toBe('sha256:2831299868169bc527f55f88ebbdcd8b785d78d9e7dc64e6887dfbd2825dd247'))
  it.each([undefined, Number.NaN])('refuse %s, which JSON does not have', (value) => expect(() => canonicalJson({ value })).toThrow(TypeError))
})
