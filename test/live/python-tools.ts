/** The Python environment with foreign readers of our reports (compliance-trestle, openpyxl): where install-test-tools.sh puts it. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { cacheFolder } from '../../scripts/control-plane/tools.ts'

const requirements = readFileSync(resolve(import.meta.dirname, 'python/requirements.txt'))
const folder = join(cacheFolder(), 'tools', `python-${createHash('sha256').update(requirements).digest('hex').slice(0, 12)}`, 'bin')

/** Path of the interpreter; '' where it is not installed. */
export const python = existsSync(join(folder, 'trestle')) ? join(folder, 'python') : ''

export const pythonMissing = '没有 compliance-trestle 与 openpyxl；运行 bash scripts/install-test-tools.sh / not installed'
