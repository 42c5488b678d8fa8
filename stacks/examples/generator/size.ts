/** The sizes that benches and tests name. Counts from public reports on real clouds: a city's, a province's, and the largest we aim at. */

export interface Size {
  readonly departments: number
  readonly systems: number
  /** Cities with a cluster each; 0 = one cloud of the province itself. */
  readonly cities: number
  readonly countiesPerCity: number
  /** Nodes of the access tree: units of the city, units of the counties, townships, villages. */
  readonly nodes: { readonly city: number; readonly county: number; readonly township: number; readonly village: number }
}

export const sizeNames = ['S', 'M', 'L', 'XL'] as const
export type SizeName = (typeof sizeNames)[number]

/**
 * XL has 4,162 network nodes (260 + 1,600 + 252 + 2,050). Its 110,000 organisations and 1.66 M accounts are entries of the
 * users' directory: they reach us only as hashed ids in KPI samples, so no document stands for them.
 */
export const sizes: Readonly<Record<SizeName, Size>> = {
  S: { departments: 50, systems: 150, cities: 1, countiesPerCity: 11, nodes: { city: 52, county: 11, township: 0, village: 0 } },
  M: { departments: 74, systems: 508, cities: 0, countiesPerCity: 0, nodes: { city: 76, county: 0, township: 0, village: 0 } },
  L: { departments: 200, systems: 2000, cities: 1, countiesPerCity: 11, nodes: { city: 202, county: 44, township: 0, village: 0 } },
  XL: { departments: 200, systems: 600, cities: 21, countiesPerCity: 6, nodes: { city: 260, county: 1600, township: 252, village: 2050 } },
}
