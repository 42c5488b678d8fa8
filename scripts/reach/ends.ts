/** `--from` and `--to`: a namespace, a workload, an address or a block → ends of connections. */
import { nearest } from '../../policies/nearest.ts'
import { parseAddress, parseCidr } from '../../policies/network/cidr.ts'
import type { End, Reachability } from '../../policies/network/reachability.ts'
import { UsageError } from '../command.ts'

/**
 * @param text `ns`, `ns/workload`, `203.0.113.7` or `203.0.113.0/24`; undefined = every end
 * @throws UsageError naming the nearest namespace or workload
 */
export function endsNamed(text: string | undefined, option: string, reach: Reachability): readonly End[] {
  if (text === undefined) return [...reach.workloads, ...reach.externals]
  const address = parseAddress(text)
  const block = address === null ? text : `${text}/${address.family === 4 ? 32 : 128}`
  if (parseCidr(block) !== null) return reach.externalsWithin(block)
  const found = reach.workloads.filter((w) => w.id === text || w.namespace === text)
  if (found.length > 0) return found
  const known = [...new Set(reach.workloads.flatMap((w) => [w.namespace, w.id]))]
  const guess = nearest(text, known)
  throw new UsageError(
    `--${option} ${text}：输入里没有这个命名空间或工作负载${guess === undefined ? '' : `，是不是 ${guess}？`}（写 命名空间、命名空间/工作负载、地址或网段）`,
    `--${option} ${text}: the input has no such namespace or workload${guess === undefined ? '' : `; did you mean ${guess}?`} (write NAMESPACE, NAMESPACE/WORKLOAD, an address or a CIDR)`,
  )
}
