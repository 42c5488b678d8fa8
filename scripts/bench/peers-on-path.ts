/** Finds the programs that a bench compares with: YWQ_BENCH_PATH, the tools cache, then PATH. Nothing is downloaded. */
import { accessSync, constants } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Absent } from './compare.ts'

const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'ywq', 'bench')

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** @returns path of the program, or null */
export function findProgram(name: string): string | null {
  const folders = [process.env['YWQ_BENCH_PATH'] ?? '', join(cache, 'bin'), join(cache, name, 'bin'), ...(process.env['PATH'] ?? '').split(delimiter)]
  return folders.filter((folder) => folder !== '').map((folder) => join(folder, name)).find(executable) ?? null
}

/** Why a program is not compared, with the way to get it. */
export const missing = (name: string, howToGet: string): Absent => ({ name, reason: `没有找到程序 ${name}；${howToGet} / program not found; ${howToGet}` })
