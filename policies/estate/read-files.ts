/**
 * Files of an estate, read whole: every .yaml and .yml below a folder, sorted by path. The edge where hostile input ends: size before
 * reading, links that leave the folder, devices, text that is not UTF-8.
 */
import { isUtf8 } from 'node:buffer'
import { readdirSync, readFileSync, realpathSync, statSync, type Stats } from 'node:fs'
import { join, sep } from 'node:path'
import type { Text } from '../text.ts'

export interface SourceFile {
  /** As the user gave the folder, with the file's path below it. */
  readonly path: string
  /** Without byte order mark. */
  readonly text: string
}

export interface FileFault {
  readonly code: string
  readonly path: string
  readonly line: number
  readonly column: number
  readonly text: Text
}

export const maxFileBytes = 16 * 1024 * 1024
const maxTotalBytes = 64 * 1024 * 1024
const maxFiles = 20_000
const maxFolderDepth = 32

/** Written by synth, read by lock.ts: never a document of the estate. */
export const lockFileName = 'estate.lock.yaml'

/**
 * @param root folder, or one file
 * @returns what could be read, and a fault for each thing that could not
 */
export function readFiles(root: string): { readonly files: readonly SourceFile[]; readonly lock: SourceFile | null; readonly faults: readonly FileFault[] } {
  const faults: FileFault[] = []
  const fault = (code: string, path: string, zh: string, en: string, line = 1, column = 1): null => {
    faults.push({ code, path, line, column, text: { zh, en } })
    return null
  }
  const files: SourceFile[] = []
  let lock: SourceFile | null = null
  let total = 0
  const take = (path: string, bytes: number): SourceFile | null => {
    if (bytes > maxFileBytes) return fault('file-too-large', path, `文件有 ${bytes} 字节，上限 ${maxFileBytes}`, `the file has ${bytes} bytes, the limit is ${maxFileBytes}`)
    if (total + bytes > maxTotalBytes) return fault('estate-too-large', path, `读到这里，声明总共超过 ${maxTotalBytes} 字节，余下不读`, `with this file the estate exceeds ${maxTotalBytes} bytes: not read`)
    total += bytes
    const data = attempt(() => readFileSync(path))
    return data instanceof Error ? unreadable(path, data, fault) : decode(path, data, fault)
  }
  const rootStats = attempt(() => statSync(root))
  if (rootStats instanceof Error) {
    unreadable(root, rootStats, fault)
    return { files, lock, faults }
  }
  if (!rootStats.isDirectory()) {
    const file = rootStats.isFile() ? take(root, rootStats.size) : notAFile(root, fault)
    return { files: file === null ? [] : [file], lock, faults }
  }
  const home = realpathSync(root)
  const seen = new Set<string>([home])
  const walk = (folder: string, depth: number): void => {
    const names = attempt(() => readdirSync(folder))
    if (names instanceof Error) return void unreadable(folder, names, fault)
    for (const name of names.sort((a, b) => (a < b ? -1 : 1))) {
      // Dot files are version control's, editors' and the mounts' of ConfigMaps.
      if (name.startsWith('.') || name === 'node_modules' || name === 'cdktf.out') continue
      const path = join(folder, name)
      const found = resolveEntry(path, home, fault)
      if (found === null) continue
      const isYaml = /\.ya?ml$/i.test(name)
      if (found.stats.isDirectory()) {
        if (seen.has(found.real)) fault('link-loop', path, '链接绕回了已经读过的文件夹', 'the link leads back to a folder that is read already')
        else if (depth >= maxFolderDepth) fault('folder-too-deep', path, `文件夹嵌套超过 ${maxFolderDepth} 层`, `folders nest deeper than ${maxFolderDepth}`)
        else {
          seen.add(found.real)
          walk(path, depth + 1)
        }
      } else if (isYaml && !found.stats.isFile()) notAFile(path, fault)
      else if (isYaml && !seen.has(found.real)) {
        seen.add(found.real)
        if (seen.size > maxFiles) return void fault('too-many-files', path, `超过 ${maxFiles} 个文件，余下不读`, `more than ${maxFiles} files: the rest is not read`)
        const file = take(path, found.stats.size)
        if (file === null) continue
        if (depth === 0 && name === lockFileName) lock = file
        else files.push(file)
      }
    }
  }
  walk(root, 0)
  return { files, lock, faults }
}

type FaultOf = (code: string, path: string, zh: string, en: string, line?: number, column?: number) => null

/** Links are followed inside the folder only. */
function resolveEntry(path: string, home: string, fault: FaultOf): { readonly real: string; readonly stats: Stats } | null {
  const real = attempt(() => realpathSync(path))
  if (real instanceof Error) return unreadable(path, real, fault)
  if (real !== home && !real.startsWith(home + sep)) return fault('link-outside', path, '链接指到声明文件夹之外，拒绝读取', 'the link leads out of the estate folder: refused')
  const stats = attempt(() => statSync(real))
  return stats instanceof Error ? unreadable(path, stats, fault) : { real, stats }
}

const reasons: Readonly<Record<string, Text>> = {
  ENOENT: { zh: '不存在', en: 'does not exist' },
  EACCES: { zh: '没有读取权限', en: 'permission denied' },
  EPERM: { zh: '没有读取权限', en: 'permission denied' },
  ELOOP: { zh: '链接成环', en: 'the links form a loop' },
  ENAMETOOLONG: { zh: '路径太长', en: 'the path is too long' },
  ENOTDIR: { zh: '路径中有一段不是文件夹', en: 'a part of the path is not a folder' },
}

function unreadable(path: string, error: Error, fault: FaultOf): null {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.message
  const reason = reasons[code] ?? { zh: code, en: code }
  return fault('unreadable', path, `无法读取：${reason.zh}`, `cannot be read: ${reason.en}`)
}

function notAFile(path: string, fault: FaultOf): null {
  return fault('not-a-file', path, '不是普通文件（管道或设备），拒绝读取', 'not a regular file (a pipe or device): refused')
}

function decode(path: string, data: Buffer, fault: FaultOf): SourceFile | null {
  const at = (offset: number): readonly [number, number] => {
    let line = 1
    let start = 0
    for (let i = data.indexOf(10); i >= 0 && i < offset; i = data.indexOf(10, i + 1)) [line, start] = [line + 1, i + 1]
    return [line, data.subarray(start, offset).toString('utf8').length + 1]
  }
  if (!isUtf8(data)) {
    const utf16 = data.length > 1 && ((data[0] === 0xff && data[1] === 0xfe) || (data[0] === 0xfe && data[1] === 0xff))
    if (utf16) return fault('not-utf8', path, '文件是 UTF-16 编码；请另存为 UTF-8', 'the file is UTF-16; save it as UTF-8')
    return fault('not-utf8', path, '不是 UTF-8（可能是 GBK）；请另存为 UTF-8', 'not UTF-8 (GBK perhaps); save it as UTF-8', ...at(firstInvalid(data)))
  }
  const nul = data.indexOf(0)
  if (nul >= 0) return fault('nul-byte', path, '含有 NUL 字节；这不是文本文件', 'a NUL byte stands in it: not a text file', ...at(nul))
  const text = data.toString('utf8')
  return { path, text: text.startsWith('\ufeff') ? text.slice(1) : text }
}

/** Offset of the first byte that no UTF-8 text can have: bisected, since every longer prefix stays invalid. */
function firstInvalid(data: Buffer): number {
  let [good, bad] = [0, data.length]
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    // A prefix may cut a character of up to four bytes in two.
    const whole = [0, 1, 2, 3].some((back) => middle >= back && isUtf8(data.subarray(0, middle - back)) && couldBegin(data.subarray(middle - back, middle)))
    if (whole) good = middle
    else bad = middle
  }
  return [0, 1, 2, 3].map((back) => good - back).find((length) => isUtf8(data.subarray(0, length))) ?? good
}

/** True where the bytes are nothing, or the beginning of one character. */
function couldBegin(bytes: Buffer): boolean {
  const [lead = 0] = bytes
  if (bytes.length === 0) return true
  const length = lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1
  return lead < 0xf5 && bytes.length < length && bytes.subarray(1).every((b) => b >= 0x80 && b < 0xc0)
}

function attempt<T>(act: () => T): T | Error {
  try {
    return act()
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
