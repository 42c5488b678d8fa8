/**
 * What is due when in the life of a System (申请 → 建设 → 试运行 → 运行 → 停用 → 注销). Not yet due is no finding at all, neither a
 * pass nor a fail. A suspended system keeps its data, so what protects data stays due.
 */
import type { DocumentOf } from './estate/document.ts'

type System = DocumentOf<'System'>

/** Neither asked for only, nor gone. */
export function isAlive(system: System): boolean {
  return system.phase !== 'requested' && system.phase !== 'retired'
}

/** Holds data of its own: from the trial run on. */
export function operates(system: System): boolean {
  return system.phase === 'trial' || system.phase === 'running' || system.phase === 'suspended'
}

/** Serves for real: what is due for the public service is not due for a test environment. */
export function inProduction(system: System): boolean {
  return operates(system) && system.environment !== 'test'
}

/** Past the trial run: handed over from the builder to the operator. */
export function handedOver(system: System): boolean {
  return inProduction(system) && system.phase !== 'trial'
}
