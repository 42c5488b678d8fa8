/**
 * Where a stack's state is kept, from the Estate document. One state a stack, whatever the backend: a name of its own in each.
 * No credential ever stands here: PG_CONN_STR, AWS_*, KUBE_* come by environment.
 */
import type { DocumentOf } from '../policies/estate/document.ts'

export interface Backend {
  readonly type: string
  readonly settings: Readonly<Record<string, string>>
}

/**
 * The Terraform backend block of a stack.
 * @param declared the Estate's `backend`. @default local, a file `terraform.<stack>.tfstate` beside the output folder
 * @param stack stack name, `<cluster>_space_<department>` …
 */
export function backendOf(declared: DocumentOf<'Estate'>['backend'], stack: string): Backend {
  switch (declared?.type) {
    case undefined:
    case 'local':
      // Terraform runs in <out>/stacks/<name>; cdktf's own default is an absolute path of this machine, which is not reproducible.
      return { type: 'local', settings: { path: localPath(declared?.directory, `terraform.${stack}.tfstate`) } }
    case 'kubernetes':
      return {
        type: 'kubernetes',
        // Part of a Secret name and a label value (Terraform docs, kubernetes backend): no underscores, at most 63 characters, and
        // not ending in a number, which would read as a chunk of a state. No name of ours holds `--`, so two stacks never share one.
        settings: { secret_suffix: `${declared.secretSuffixPrefix ?? ''}${stack.replaceAll('_', '--')}-state`, ...(declared.namespace === undefined ? {} : { namespace: declared.namespace }) },
      }
    case 'pg':
      return { type: 'pg', settings: { schema_name: `${declared.schemaPrefix ?? 'ywq_'}${stack.replaceAll('_', '__').replaceAll('-', '_')}` } }
    case 's3':
      return {
        type: 's3',
        settings: {
          bucket: declared.bucket, region: declared.region, key: `${declared.keyPrefix ?? 'ywq/'}${stack}.tfstate`,
          ...(declared.endpoint === undefined ? {} : { endpoint: declared.endpoint }),
        },
      }
  }
}

function localPath(directory: string | undefined, file: string): string {
  if (directory === undefined) return `../../../${file}`
  const folder = directory.replace(/\/+$/, '')
  return folder.startsWith('/') ? `${folder}/${file}` : `../../../${folder}/${file}`
}
