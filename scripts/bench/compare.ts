/** Ours and its peers on the same input, turn by turn in one run, so that whatever else the machine does hits all of them alike. */
import { cpus, loadavg, totalmem } from 'node:os'
import { Failed, measure, median, type Command, type Sample } from './measure.ts'

export interface Contender {
  readonly name: string
  readonly command: Command
  /** Before each run, not measured: empty an output folder, reset a server. */
  readonly before?: () => void | Promise<void>
  /** What must be said beside its numbers: how the comparison is not like for like. */
  readonly note?: string
  /** Ended after so many times our own last turn: enough to show a ratio where a peer takes hours. */
  readonly limitRatio?: number
}

/** A peer that cannot run here, and why. */
export interface Absent {
  readonly name: string
  readonly reason: string
}

export interface Comparison {
  readonly title: string
  /** Ours first. */
  readonly contenders: readonly Contender[]
  readonly absent?: readonly Absent[]
  /** Facts about the input: counts, bytes. */
  readonly input: string
  /** One turn each that does not count. @default true */
  readonly warmUp?: boolean
}

interface Row {
  readonly name: string
  readonly samples: readonly Sample[]
  readonly note?: string
}

/** One warm-up each (unless told otherwise), then `runs` turns. A contender that fails is told and left out; ours failing ends the bench. */
export async function compare(comparison: Comparison, runs: number, progress: (line: string) => void): Promise<string> {
  const failures: Absent[] = []
  const rows = new Map<Contender, Sample[]>(comparison.contenders.map((contender) => [contender, []]))
  for (let turn = comparison.warmUp === false ? 1 : 0; turn <= runs; turn++) {
    for (const [contender, samples] of rows) {
      try {
        await contender.before?.()
        const sample = await measure(limited(contender, comparison.contenders[0] === undefined ? undefined : rows.get(comparison.contenders[0])))
        if (turn > 0) samples.push(sample)
        progress(`${turn === 0 ? '预热 warm-up' : `第 ${turn}/${runs} 轮 turn`} ${contender.name}: ${sample.stopped ? '> ' : ''}${sample.seconds.toFixed(2)} s`)
      } catch (error) {
        if (!(error instanceof Failed) || contender === comparison.contenders[0]) throw error
        rows.delete(contender)
        failures.push({ name: contender.name, reason: error.message.split('\n').slice(0, 6).join(' | ') })
      }
    }
  }
  return render(comparison, [...rows].map(([{ name, note }, samples]) => ({ name, samples, ...(note === undefined ? {} : { note }) })), runs, [...(comparison.absent ?? []), ...failures])
}

function limited({ command, limitRatio }: Contender, ours: readonly Sample[] | undefined): Command {
  const last = ours?.at(-1)
  return limitRatio === undefined || last === undefined ? command : { ...command, limitSeconds: last.seconds * limitRatio }
}

/** Ratio of ours to a peer: below 1 we are faster; `<` and `>` where the peer was ended before it was done. */
function render(comparison: Comparison, rows: readonly Row[], runs: number, absent: readonly Absent[]): string {
  const [ours] = rows
  const medianOf = (row: Row): number => median(row.samples.map(({ seconds }) => seconds))
  const peakOf = (row: Row): string => {
    const peaks = row.samples.flatMap(({ peakMb }) => (peakMb === null ? [] : [peakMb]))
    return peaks.length === 0 ? '?' : `${Math.max(...peaks).toFixed(0)} MB`
  }
  const line = (row: Row): string => {
    const seconds = row.samples.map((sample) => sample.seconds)
    const ratio = ours === undefined || row === ours ? '' : (medianOf(ours) / medianOf(row)).toFixed(2)
    const stopped = row.samples.some((sample) => sample.stopped)
    return `| ${row.name} | ${stopped ? '> ' : ''}${medianOf(row).toFixed(3)} s | ${Math.min(...seconds).toFixed(3)}–${Math.max(...seconds).toFixed(3)} s | ${peakOf(row)} | ${stopped ? '< ' : ''}${ratio} |`
  }
  return [
    `## ${comparison.title}`, '', comparison.input, '',
    `| | 中位数 median of ${runs} | 最小–最大 range | 内存峰值 peak memory | 我们÷它 ours÷peer |`, '| --- | --- | --- | --- | --- |',
    ...rows.map(line), '',
    ...rows.flatMap((row) => (row.note === undefined ? [] : [`- ${row.name}：${row.note}`])),
    ...absent.map(({ name, reason }) => `- ${name}：未比较 not compared: ${reason}`), '',
    machine(), '',
  ].join('\n')
}

/** The machine that the numbers belong to. */
export function machine(): string {
  const all = cpus()
  const load = loadavg()[0] ?? 0
  return `机器 machine: ${all.length} × ${all[0]?.model.trim() ?? 'CPU'}, ${(totalmem() / 1e9).toFixed(0)} GB, ${process.platform} ${process.arch}, Node ${process.versions.node}, 负载 load ${load.toFixed(1)}`
}
