/**
 * Terraform templates in cdk.tf.json: escapes undone, references to literal values of the same stack followed, everything else unknown.
 */
import { isDictionary, type Dictionary } from '../kubernetes-object.ts'
import type { Scalar } from './convert.ts'
import { unknownValue } from './unknown.ts'

/** References to references to …: a cycle ends here. */
const deepest = 8

/**
 * @param config the whole of one cdk.tf.json
 * @returns reader of its scalars
 */
export function templateReader(config: Dictionary): Scalar {
  const resources = isDictionary(config['resource']) ? config['resource'] : {}
  const locals = isDictionary(config['locals']) ? config['locals'] : {}
  const read = (value: unknown, depth: number): unknown => {
    if (typeof value !== 'string' || !(value.includes('${') || value.includes('%{'))) return value
    if (depth > deepest) return unknownValue
    const whole = /^\$\{([^{}]*)\}$/.exec(value)
    if (whole !== null) return follow(whole[1] ?? '', depth)
    let unknown = false
    const text = value.replace(/\$\$\{|%%\{|\$\{([^{}]*)\}|[$%]\{/g, (found, reference: string | undefined) => {
      if (found === '$${') return '${'
      if (found === '%%{') return '%{'
      const part = reference === undefined ? unknownValue : follow(reference, depth)
      if (typeof part === 'string' || typeof part === 'number' || typeof part === 'boolean') return String(part)
      unknown = true
      return ''
    })
    return unknown ? unknownValue : text
  }
  /** `kubernetes_namespace_v1.x.metadata[0].name`, `local.x`. */
  const follow = (reference: string, depth: number): unknown => {
    const expression = reference.trim()
    if (!/^[A-Za-z_][\w-]*(\.[\w-]+|\[\d+\]|\["[\w-]+"\])+$/.test(expression)) return unknownValue
    const [first = '', ...steps] = expression.replace(/\["?([\w-]+)"?\]/g, '.$1').split('.')
    let at: unknown = first === 'local' ? locals : Object.hasOwn(resources, first) ? resources[first] : undefined
    for (const step of steps) {
      if (Array.isArray(at)) at = /^\d+$/.test(step) ? (at as unknown[])[Number(step)] : undefined
      else if (!isDictionary(at)) return unknownValue
      else if (Object.hasOwn(at, step)) at = at[step]
      else if (step !== '0') return unknownValue // a block of which there is one may be written without its list
    }
    return at === undefined || at === null || isDictionary(at) ? unknownValue : read(at, depth + 1)
  }
  return (value) => read(value, 0)
}
