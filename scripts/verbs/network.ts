/** `ywq network`: the network as the estate declares it: address plan with free space, coverage, links, private networks, planes. */
import { declaredNetwork } from '../../policies/network/declared.ts'
import { declaredJson, renderDeclaredTable } from '../../policies/network/report/declared-table.ts'
import { dayOf } from '../../policies/time.ts'
import { exit, UsageError, type Invocation } from '../command.ts'
import { judgedAt } from '../instant.ts'
import { estateOrFail } from '../load-estate.ts'
import { print, writeWhole } from '../output.ts'

export async function run({ lang, positionals, string }: Invocation): Promise<number> {
  if (positionals.length > 0) throw new UsageError(`不接受 ${positionals.join(' ')}；声明用 --estate 目录 给出`, `does not take ${positionals.join(' ')}; give the estate by --estate DIR`)
  const estate = estateOrFail(string('estate') ?? '.', lang)
  const now = judgedAt(string('now'), estate.root.asOf, estate.timezone, Date.now)
  const network = declaredNetwork(estate, dayOf(now, estate.timezone))
  const text = string('format') === 'json' ? `${JSON.stringify(declaredJson(network, new Date(now).toISOString()), null, 2)}\n` : renderDeclaredTable(network, lang)
  const file = string('output')
  if (file === undefined) await print(text)
  else await writeWhole(file, text)
  return exit.clean
}
