/** One file that an option or argument names, read whole: what cannot be read is told by its path. */
import { readFile, stat } from 'node:fs/promises'
import { UsageError } from './command.ts'

/** Larger than any list a person keeps in a sheet, and than a baseline of a province. */
const maxBytes = 256 * 1024 * 1024

/**
 * @param what the option or argument, for the message
 * @throws UsageError where the file is not there, no regular file, or too large
 */
export async function readBytes(path: string, what: string): Promise<Buffer> {
  try {
    const info = await stat(path)
    if (!info.isFile()) throw new Error('不是普通文件 / not a regular file')
    if (info.size > maxBytes) throw new Error(`${info.size} 字节，上限 ${maxBytes} / ${info.size} bytes, the limit is ${maxBytes}`)
    return await readFile(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const [zh, en = zh] = code === 'ENOENT' ? ['文件不存在', 'no such file'] : (error instanceof Error ? error.message : '').split(' / ')
    throw new UsageError(`${what} ${path} 读不了：${zh ?? ''}`, `${what} ${path} cannot be read: ${en ?? ''}`)
  }
}

/** The same as text, UTF-8 without byte order mark. */
export async function readText(path: string, what: string): Promise<string> {
  const text = (await readBytes(path, what)).toString('utf8')
  return text.startsWith('\ufeff') ? text.slice(1) : text
}
