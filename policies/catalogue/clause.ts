/**
 * What one requirement item of GB/T 22239-2019 is to us: whose duty, how far this tool can prove it, by which checks.
 * The texts are this project's own paraphrases, to be read beside the standard.
 */
import type { Level } from '../audit.ts'
import type { Text } from '../text.ts'

export const levels = [2, 3, 4] as const satisfies readonly Level[]

export const parts = ['general', 'cloud'] as const
export type Part = (typeof parts)[number]

/** Who must meet the clause. `shared`: tenant and platform each their part. `facility`: whoever runs the machine room. */
export const responsibilities = ['platform', 'tenant', 'shared', 'organisation', 'facility'] as const
export type Responsibility = (typeof responsibilities)[number]

/**
 * How far the tool proves the clause. `automated`: wholly, by its checks. `partial`: checks prove a part, the residual is proved
 * on paper. `manual`: a Record decides (checks can only lower it). `inherited`: the provider's or facility's own assessment,
 * as a Record. `not-applicable`: no such object on this cloud, still to be confirmed by an Applicability.
 */
export const statuses = ['automated', 'partial', 'manual', 'inherited', 'not-applicable'] as const
export type Status = (typeof statuses)[number]

/** The wall's three axes (一道墙): what is guarded, when, by what. A row stands in the one cell where its main work is done. */
export const wallAxes = { layer: ['云', '网', '数', '用', '端'], phase: ['事前', '事中', '事后'], means: ['人防', '物防', '技防'] } as const
export type Layer = (typeof wallAxes.layer)[number]
export type WallPhase = (typeof wallAxes.phase)[number]
export type Means = (typeof wallAxes.means)[number]

export interface WallCell {
  readonly layer: Layer
  readonly phase: WallPhase
  readonly means: Means
}

/** The five things that the evaluation of digital government looks at. */
export const dimensions = ['统筹管理', '项目建设', '数据共享开放', '安全保障', '应用成效'] as const
export type Dimension = (typeof dimensions)[number]

export interface Clause {
  /** Clause number and letter: `8.1.4.2.d`. */
  readonly id: string
  readonly level: Level
  readonly part: Part
  /** Security domain and control point, in the standard's headings. */
  readonly domain: string
  readonly point: Text
  readonly summary: Text
  readonly responsibility: Responsibility
  readonly wall: WallCell
  readonly dimension: Dimension
  readonly status: Status
  /** What stays to be proved on paper (Chinese); '' where nothing does. */
  readonly residual: string
  /** Checks whose results decide the clause. */
  readonly checks: readonly string[]
  /** Checks that run and are reported beside the clause and do not decide it (expiry of its Records, for instance). */
  readonly related: readonly string[]
  /** Checks that the clause still waits for: part of the residual until they exist. */
  readonly planned: readonly string[]
  /** Numbers that the clause sets, by name. */
  readonly parameters: Readonly<Record<string, number>>
  /** Item of GB/T 28448-2019 that assesses the clause; '' where not certain. */
  readonly assess: string
  /** The item one level up on the same subject, which asks at least as much: what proves that proves this. '' = none. */
  readonly above: string
}

/** The ten security domains of the standard, by their Chinese heading. */
export const domainText: Readonly<Record<string, Text>> = Object.fromEntries(
  [
    ['安全物理环境', 'Physical environment'],
    ['安全通信网络', 'Communication network'],
    ['安全区域边界', 'Area boundary'],
    ['安全计算环境', 'Computing environment'],
    ['安全管理中心', 'Management centre'],
    ['安全管理制度', 'Management rules'],
    ['安全管理机构', 'Organisation'],
    ['安全管理人员', 'Personnel'],
    ['安全建设管理', 'Construction management'],
    ['安全运维管理', 'Operation management'],
  ].map(([zh = '', en = '']) => [zh, { zh, en }]),
)
