/**
 * The wall as a matrix: 5 layers × 3 phases × 3 means. Every clause stands in one cell; a cell without a clause has its reason here,
 * so that a hole is never just overlooked.
 */
import type { Text } from '../text.ts'
import { wallAxes, type Clause, type WallCell } from './clause.ts'

export const wallCells: readonly WallCell[] = wallAxes.layer.flatMap((layer) => wallAxes.phase.flatMap((phase) => wallAxes.means.map((means) => ({ layer, phase, means }))))

const onSite: Text = {
  zh: '标准把物理防护集中在机房和设备（端）、介质（数）与基础设施位置（云），此格没有单独的物理对象',
  en: 'the standard gathers physical protection at rooms and devices (端), media (数) and the site (云): this cell has no physical object of its own',
}

/** Cells in which the standard asks for nothing of its own at some level, and why. Key: layer, phase, means. */
const reasons: ReadonlyMap<string, Text> = new Map<string, Text>([
  ...(['云 事中', '云 事后', '网 事前', '网 事中', '网 事后', '数 事前', '数 事后', '用 事前', '用 事中', '用 事后'] as const).map((cell) => [`${cell} 物防`, onSite] as const),
  ['端 事后 物防', { zh: '二级不要求机房防盗报警或录像', en: 'level 2 asks for no burglar alarm or recording' }],
  ['端 事后 技防', { zh: '端上的日志并入用的审计（用·事后·技防），备份并入数（数·事后·技防）', en: 'logs of devices are audited with the applications (用), their backups kept with the data (数)' }],
  ['数 事中 人防', { zh: '人对数据的日常操作归入介质管理（数·事中·物防）和访问控制（用·事中·技防）', en: 'what people do with data day by day is asked at media (数 事中 物防) and access control (用 事中 技防)' }],
])

export const cellName = ({ layer, phase, means }: WallCell): string => `${layer} ${phase} ${means}`

/** Why a cell may hold no clause; undefined where it must hold one. */
export function emptyReason(cell: WallCell): Text | undefined {
  return reasons.get(cellName(cell))
}

/** Clauses by cell name, every cell there. */
export function byCell(clauses: readonly Clause[]): ReadonlyMap<string, readonly Clause[]> {
  const cells = new Map<string, Clause[]>(wallCells.map((cell) => [cellName(cell), []]))
  for (const clause of clauses) cells.get(cellName(clause.wall))?.push(clause)
  return cells
}
