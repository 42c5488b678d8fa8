/** Report formats by name: kept apart from the renderers, so that --help loads none of them. */
export const formats = ['table', 'json', 'ndjson', 'sarif', 'junit', 'html', 'xlsx', 'markdown', 'csv', 'openreports', 'oscal'] as const
export type Format = (typeof formats)[number]

const byExtension: Readonly<Record<string, Format>> = { '.json': 'json', '.ndjson': 'ndjson', '.sarif': 'sarif', '.xml': 'junit', '.html': 'html', '.xlsx': 'xlsx', '.md': 'markdown', '.csv': 'csv', '.txt': 'table' }

/** Format that a file name asks for by its ending; undefined where it says nothing. */
export function formatOfFile(path: string): Format | undefined {
  return byExtension[path.slice(path.lastIndexOf('.'))]
}

/** Formats that are bytes, not text: they need a file. */
export const binaryFormats: readonly Format[] = ['xlsx']
