/** Values that Terraform only knows after apply: reading one makes the check's question unanswerable (`skip: unknown-until-apply`). */
import { Skip } from '../../check.ts'

/** Stands for an unknown value while a resource is converted. */
export const unknownValue: unique symbol = Symbol('unknown until apply')

/** Sets a property; an unknown value becomes a getter that throws Skip when a check reads it. */
export function put(object: Record<string, unknown>, key: string, value: unknown): void {
  if (value === unknownValue) {
    Object.defineProperty(object, key, { enumerable: true, configurable: true, get: () => { throw unknownUntilApply(key) } })
  } else if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
  else object[key] = value
}

/** A list in which some items are unknown. */
export function listOf(items: readonly unknown[]): unknown[] {
  if (!items.includes(unknownValue)) return [...items]
  const list: unknown[] = []
  items.forEach((item, i) => {
    if (item !== unknownValue) list[i] = item
    else Object.defineProperty(list, i, { enumerable: true, configurable: true, get: () => { throw unknownUntilApply(String(i)) } })
  })
  return list
}

function unknownUntilApply(key: string): Skip {
  return new Skip('unknown-until-apply', {
    zh: `${key} 的值要到 apply 之后才知道；请审计计划（terraform show -json）或集群`,
    en: `the value of ${key} is known only after apply; audit a plan (terraform show -json) or the cluster`,
  })
}
