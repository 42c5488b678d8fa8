/**
 * Files of an INPUT: a file, a folder (all below it) or `-`. Hidden entries are left out; loops of links, links that lead out of the folder,
 * pipes, devices, unreadable and oversized files are reported, never followed and never dropped silently.
 */
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync, realpathSync, readSync, type Stats } from 'node:fs'
import { join, sep } from 'node:path'

import type { Unreadable } from '../subject.ts'
import type { Text } from '../text.ts'

export interface InputFiles {
  /** Paths as the reader will see them: the INPUT as typed, then the way below it. Sorted. */
  readonly files: readonly string[]
  readonly unreadable: readonly Unreadable[]
}

/** Files below one folder at most; a larger one is a mistake such as `/`. */
const maxFiles = 200_000
const maxFolders = 64

/**
 * @param root a folder
 * @param wanted whether a file (by name) is read
 */
export function filesBelow(root: string, wanted: (name: string) => boolean): InputFiles {
  const files: string[] = []
  const unreadable: Unreadable[] = []
  const base = realpathSync(root)
  const within = (real: string): boolean => real === base || real.startsWith(base === sep ? sep : base + sep)
  const walk = (folder: string, ancestors: readonly string[]): void => {
    if (files.length > maxFiles) return
    let names: string[]
    try {
      names = readdirSync(folder).sort()
    } catch (error) {
      unreadable.push({ location: folder, ...cannotRead(error) })
      return
    }
    for (const name of names) {
      if (name.startsWith('.')) continue
      const path = join(folder, name)
      try {
        const link = lstatSync(path).isSymbolicLink()
        const real = link ? realpathSync(path) : path
        const stats = lstatSync(real)
        if (link && !within(real)) {
          if (stats.isDirectory() || wanted(name)) {
            unreadable.push({ location: path, zh: '链接指向 INPUT 目录之外，没有读取；请把目标目录另作 INPUT', en: 'a link that leads out of the INPUT folder was not read; give its target as an INPUT of its own' })
          }
        } else if (stats.isDirectory()) {
          const own = realpathSync(path)
          if (ancestors.includes(own)) continue // a loop: everything in it has been read above
          if (ancestors.length > maxFolders) unreadable.push({ location: path, zh: `目录嵌套超过 ${maxFolders} 层，没有读取`, en: `folders nested more than ${maxFolders} deep were not read` })
          else walk(path, [...ancestors, own])
        } else if (wanted(name)) {
          if (stats.isFile()) files.push(path)
          else unreadable.push({ location: path, ...notAFile(stats) })
        }
      } catch (error) {
        if (wanted(name) || !isMissing(error)) unreadable.push({ location: path, ...cannotRead(error) })
      }
    }
  }
  walk(root, [base])
  if (files.length > maxFiles) {
    unreadable.push({ location: root, zh: `目录里的文件超过 ${maxFiles} 个，其余没有读取；请给出更小的目录`, en: `more than ${maxFiles} files; the rest was not read: give a smaller folder` })
    files.length = maxFiles
  }
  return { files, unreadable }
}

/**
 * @param path a file, or `-` for standard input
 * @param maxBytes larger files are refused before they are read into memory
 * @returns the bytes, or why there are none
 */
export function readInputFile(path: string, maxBytes: number): Buffer | Text {
  if (path === '-') return readStandardInput(maxBytes)
  let descriptor: number | null = null
  try {
    // O_NONBLOCK: opening a pipe that nobody writes to must not hang; it is refused below.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const stats = fstatSync(descriptor)
    if (!stats.isFile()) return notAFile(stats)
    if (stats.size > maxBytes) return tooLarge(stats.size, maxBytes)
    return readFileSync(descriptor)
  } catch (error) {
    return cannotRead(error)
  } finally {
    if (descriptor !== null) closeSync(descriptor)
  }
}

function readStandardInput(maxBytes: number): Buffer | Text {
  const parts: Buffer[] = []
  let total = 0
  for (;;) {
    const part = Buffer.allocUnsafe(1 << 20)
    let read: number
    try {
      read = readSync(0, part)
    } catch (error) {
      if (codeOf(error) === 'EAGAIN') {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
        continue
      }
      if (codeOf(error) === 'EOF') break
      return cannotRead(error)
    }
    if (read === 0) break
    total += read
    if (total > maxBytes) return tooLarge(total, maxBytes)
    parts.push(part.subarray(0, read))
  }
  return Buffer.concat(parts)
}

function tooLarge(size: number, limit: number): Text {
  const mb = (bytes: number): string => `${Math.ceil(bytes / 1_048_576)} MiB`
  return { zh: `文件有 ${mb(size)}，上限 ${mb(limit)}；请拆开后再给出`, en: `the file has ${mb(size)}, the limit is ${mb(limit)}; split it` }
}

function notAFile(stats: Stats): Text {
  if (stats.isDirectory()) return { zh: '这是目录，不是文件', en: 'a folder, not a file' }
  const [zh, en] = stats.isFIFO() ? ['管道（FIFO）', 'a pipe (FIFO)'] : stats.isSocket() ? ['套接字', 'a socket'] : ['设备文件', 'a device']
  return { zh: `这是${zh}，不是普通文件，没有读取；管道请用 - 从标准输入给出`, en: `${en}, not a regular file: not read; give pipes through - (standard input)` }
}

/** The system's reason in words; never a stack trace. */
export function cannotRead(error: unknown): Text {
  switch (codeOf(error)) {
    case 'ENOENT':
      return { zh: '没有这个文件或目录', en: 'no such file or folder' }
    case 'EACCES':
    case 'EPERM':
      return { zh: '没有读取权限', en: 'permission denied' }
    case 'ELOOP':
      return { zh: '符号链接成环', en: 'a loop of symbolic links' }
    case 'ENXIO':
      return { zh: '这是套接字或没有写入者的管道，没有读取', en: 'a socket, or a pipe that nobody writes to: not read' }
    case 'ENAMETOOLONG':
      return { zh: '路径过长', en: 'the path is too long' }
    default: {
      const reason = error instanceof Error ? error.message.replace(/, \w+( '.*')?$/s, '') : String(error)
      return { zh: `读取失败（${reason}）`, en: `cannot be read (${reason})` }
    }
  }
}

function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT'
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
