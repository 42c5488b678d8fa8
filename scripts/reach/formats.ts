/** Formats of `ywq reach` by name; table and json everywhere, the others where they say something. */
export const reachFormats = ['table', 'json', 'csv', 'html', 'dot', 'mermaid', 'markdown'] as const
export type ReachFormat = (typeof reachFormats)[number]
export const matrices = ['zone', 'system', 'workload'] as const
export type MatrixWord = (typeof matrices)[number]
