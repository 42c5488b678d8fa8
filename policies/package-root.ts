/** Where the package's own data files lie, run from source or from dist/. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The folder that holds package.json and the source tree's data: dist/ has only compiled code.
 * @param from import.meta.url of the caller
 * @throws Error where no package.json stands above
 */
export function packageRoot(from: string): string {
  let folder = dirname(fileURLToPath(from))
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder)
    if (above === folder) throw new Error(`安装不完整：${fileURLToPath(from)} 的上级目录里没有 package.json / incomplete installation: no package.json above this file`)
    folder = above
  }
  return folder
}
