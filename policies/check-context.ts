/** What a check may ask of its snapshot and estate (CheckContext), at one level. */
import type { AuditOptions, Level } from './audit.ts'
import { Skip, type CheckContext } from './check.ts'
import { networkProof, type NetworkProof } from './network/proof.ts'
import type { SnapshotIndex } from './snapshot-index.ts'

/** One proof a snapshot, whichever level asks. */
const proofs = new WeakMap<SnapshotIndex, NetworkProof>()

/** @param useOf what the run found so far, for checks that come after the others */
export function makeContext(index: SnapshotIndex, options: AuditOptions, level: Level, useOf: CheckContext['useOf']): CheckContext {
  const { estate } = options
  const noEstate = new Skip('no-estate', { zh: '需要声明（--estate）才能判定', en: 'needs the estate (--estate)' })
  return {
    now: options.now,
    pssMinor: options.pssMinor,
    level,
    estate,
    requireEstate() {
      if (estate === null) throw noEstate
      return estate
    },
    all(kind, namespace) {
      if (!index.isComplete(kind, namespace)) {
        const where = namespace === '' ? '' : namespace === '*' ? '（全部命名空间）' : `（${namespace}）`
        throw new Skip('incomplete', {
          zh: `输入没有给全 ${kind}${where}，不能断定“没有”`,
          en: `the input does not hold every ${kind}${namespace === '' ? '' : namespace === '*' ? ' of all namespaces' : ` of ${namespace}`}: absence cannot be concluded`,
        })
      }
      return index.of(kind, namespace)
    },
    known: (kind, namespace) => index.of(kind, namespace),
    find: (kind, namespace, name) => index.find(kind, namespace, name),
    pods: (namespace) => index.pods(namespace),
    isComplete: (kind, namespace) => index.isComplete(kind, namespace),
    useOf,
    network() {
      if (estate === null) throw noEstate
      let proof = proofs.get(index)
      if (proof === undefined) proofs.set(index, (proof = networkProof(index.snapshot, estate)))
      return proof
    },
    parameter: (name) => options.selection.parameter(name, level),
  }
}
