/** `ywq kpi report` beside an awk one-liner with exact distinct counts, mtail and goaccess, over the same access log. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeAccessLog } from './access-log.ts'
import { node, type Bench } from './bench.ts'
import type { Absent, Contender } from './compare.ts'
import { findProgram, missing } from './peers-on-path.ts'

/** Lines by size; the issue's own size is L. */
const lines = { S: 200_000, M: 1_000_000, L: 5_000_000, XL: 5_000_000 } as const
const [systems, users] = [600, 200_000]

const awk = `{ n=split($7,p,"/"); s=p[2]; t[s]++; if($9>=500) f[s]++
  if($3!="-"){ if(!((s,$3) in u)){u[s,$3]; a[s]++}; if($9>=500 && !((s,$3) in v)){v[s,$3]; h[s]++} } }
END { for(s in t) print s, t[s], f[s]+0, a[s]+0, h[s]+0 }`

const mtail = `counter transactions by system, status
/^\\S+ - \\S+ \\[[^\\]]+\\] "\\S+ \\/(?P<system>[^\\/ ?]*)[^"]*" (?P<status>\\d)\\d\\d / {
  transactions[$system][$status]++
}
`

export const kpiBench: Bench = {
  sizes: ['S', 'M', 'L'],
  about: '访问日志的业务量、失败、活跃与受影响用户 transactions, failures, active and affected users of an access log',
  prepare({ size, seed, work, dist, progress }) {
    const log = join(work, 'access.log')
    progress('写访问日志 writing the access log')
    const { bytes } = writeAccessLog(log, { lines: lines[size], systems, users, seed })
    const programs = join(work, 'mtail')
    mkdirSync(programs)
    writeFileSync(join(programs, 'kpi.mtail'), mtail)
    writeFileSync(join(work, 'exact.awk'), awk)
    const absent: Absent[] = []
    const peer = (name: string, howToGet: string, args: readonly string[], note: string): readonly Contender[] => {
      const program = findProgram(name)
      if (program === null) absent.push(missing(name, howToGet))
      return program === null ? [] : [{ name, note, command: { program, args } }]
    }
    const contenders: Contender[] = [
      { name: 'ywq kpi report', note: `人数 ${systems} 个系统各自去重，4096 以内准确 distinct users of each system, exact up to 4096`, command: node(join(dist, 'scripts/ywq.js'), ['kpi', 'report', log, '--format', 'json', '--output', join(work, 'ours.json')]) },
      ...peer('awk', 'Debian: mawk', ['-f', join(work, 'exact.awk'), log], '准确去重，只认整齐的行 exact, only for tidy lines'),
      ...peer('mtail', 'Debian: mtail', ['--one_shot', '--progs', programs, '--logs', log, '--port', '0', '--address', '127.0.0.1'], '只数业务量，不能去重 counts only, cannot tell users apart'),
      ...peer('goaccess', 'Debian: goaccess', [log, '--log-format=COMBINED', '--no-progress', '-o', join(work, 'goaccess.json')], '全站访客，不分系统 visitors of the whole site, not by system'),
    ]
    return Promise.resolve({ comparisons: [{ title: `kpi ${size}`, input: `输入 input: ${lines[size].toLocaleString('en-US')} 行 lines, ${(bytes / 1e6).toFixed(0)} MB, ${systems} 个系统 systems, ${users.toLocaleString('en-US')} 个用户 users`, contenders, absent }] })
  },
}
