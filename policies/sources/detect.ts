/** INPUT of the command line → the source that reads it, by content and not by name; what none can read is said, with what to do. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

import type { Snapshot } from '../subject.ts'
import type { Text } from '../text.ts'
import { cannotRead, readInputFile } from './input-files.ts'
import { parseJson } from './json-file.ts'
import { isDictionary, type Dictionary } from './kubernetes-object.ts'
import { parseManifests, readManifests } from './manifests.ts'
import { clusterOf, type SourceOptions } from './options.ts'
import { isTerraformShow, readPlan } from './plan.ts'
import { readStackFile, readSynth } from './synth.ts'

/** Plans may be large; manifests have a limit of their own (64 MiB). */
const largest = 512 * 1024 * 1024
const largestManifest = 64 * 1024 * 1024

/**
 * @param path a cdktf.out, a plan or state (`terraform show -json`), one cdk.tf.json, manifests (file or folder), or `-`
 * @returns snapshots, one a cluster for a cdktf.out
 * @throws never for what is wrong with the input: that is in `unreadable`
 */
export async function readInput(path: string, options: SourceOptions): Promise<Snapshot[]> {
  if (path === '') return [refused('(空)', { zh: 'INPUT 是空字符串', en: 'INPUT is an empty string' }, options)]
  let folder = false
  try {
    folder = path !== '-' && statSync(path).isDirectory()
  } catch (error) {
    return [refused(path, cannotRead(error), options)]
  }
  return folder ? readFolder(path, options) : [...readFile(path, options)]
}

async function readFolder(path: string, options: SourceOptions): Promise<Snapshot[]> {
  let names: readonly string[]
  try {
    names = readdirSync(path)
  } catch (error) {
    return [refused(path, cannotRead(error), options)]
  }
  if (names.includes('manifest.json') && (names.includes('stacks') || isSynthManifest(join(path, 'manifest.json')))) return readSynth(path, options)
  if (existsSync(join(path, 'cdktf.out', 'manifest.json')) && names.includes('cdktf.json')) return readSynth(join(path, 'cdktf.out'), options)
  if (names.includes('cdk.tf.json')) return readStackFile(join(path, 'cdk.tf.json'), options)
  const advice = folderAdvice(path, names)
  return advice === null ? [await readManifests([path], options)] : [refused(path, advice, options)]
}

function folderAdvice(path: string, names: readonly string[]): Text | null {
  if (names.includes('Chart.yaml')) return { zh: '这是 Helm chart，里面是未渲染的模板；请审计：helm template . | ywq audit -', en: 'a Helm chart holds unrendered templates; audit: helm template . | ywq audit -' }
  if (/(^|\/)stacks\/?$/.test(path) && names.some((n) => existsSync(join(path, n, 'cdk.tf.json')))) return { zh: '这是 cdktf.out 里的 stacks 目录；请给出它上一级的 cdktf.out', en: 'the stacks folder inside a cdktf.out; give the cdktf.out above it' }
  if (names.some((n) => n.endsWith('.tf'))) return { zh: '这是 Terraform HCL 目录；请给出计划：terraform plan -out=plan && terraform show -json plan > plan.json', en: 'a folder of Terraform HCL; give a plan: terraform plan -out=plan && terraform show -json plan > plan.json' }
  if (names.includes('cdktf.json')) return { zh: '这是 cdktf 工程，还没有输出；先运行 cdktf synth，再给出 cdktf.out', en: 'a cdktf project without output; run cdktf synth, then give cdktf.out' }
  return null
}

function isSynthManifest(path: string): boolean {
  const bytes = readInputFile(path, largestManifest)
  const json = bytes instanceof Uint8Array ? parseJson(bytes) : null
  return json !== null && 'value' in json && isDictionary(json.value) && isDictionary(json.value['stacks'])
}

function readFile(path: string, options: SourceOptions): readonly Snapshot[] {
  const bytes = readInputFile(path, options.maxFileBytes ?? largest)
  if (!(bytes instanceof Uint8Array)) return [refused(path, bytes, options)]
  const advice = contentAdvice(bytes, path)
  if (advice !== null) return [refused(path, advice, options)]
  if (startsLikeObject(bytes)) {
    const json = terraformJson(bytes)
    const found = json === null ? null : terraformSnapshots(json, path, options)
    if (found !== null) return found
  }
  if (bytes.length > (options.maxFileBytes ?? largestManifest)) {
    return [refused(path, { zh: `清单文件有 ${Math.ceil(bytes.length / 1_048_576)} MiB，上限 64 MiB；请拆开后再给出`, en: `the manifest has ${Math.ceil(bytes.length / 1_048_576)} MiB, the limit is 64 MiB; split it` }, options)]
  }
  return [parseManifests(bytes, path, options)]
}

function startsLikeObject(bytes: Buffer): boolean {
  return /^(\u00ef\u00bb\u00bf)?\s*\{/.test(bytes.toString('latin1', 0, 1024))
}

/** Words that every Terraform JSON has near its top or bottom; Kubernetes lists do not. Saves parsing large manifests twice. */
function terraformJson(bytes: Buffer): Dictionary | null {
  const words = ['"format_version"', '"terraform_version"', '"required_providers"', '"resource"', '"planned_values"', '"stacks"', '"terraform"', '"module"']
  if (!words.some((word) => bytes.includes(word))) return null
  const json = parseJson(bytes)
  return 'value' in json && isDictionary(json.value) && !('apiVersion' in json.value && 'kind' in json.value) ? json.value : null
}

function terraformSnapshots(json: Dictionary, path: string, options: SourceOptions): readonly Snapshot[] | null {
  if (isTerraformShow(json)) return [readPlan(json, path, options)]
  if (isDictionary(json['stacks']) && 'version' in json && path !== '-') return readSynth(path.slice(0, path.lastIndexOf('/') + 1) || '.', options)
  if (typeof json['terraform_version'] === 'string' && Array.isArray(json['resources'])) {
    return [refused(path, { zh: '这是 Terraform 的原始状态文件；请在其目录运行 terraform show -json > state.json，再给出 state.json', en: 'a raw Terraform state file; run terraform show -json > state.json in its folder and give state.json' }, options)]
  }
  return 'resource' in json || 'terraform' in json || 'provider' in json ? readStackFile(path, options, json) : null
}

/** Formats that are no text, told by their first bytes; and Terraform HCL. */
function contentAdvice(bytes: Buffer, path: string): Text | null {
  const head = bytes.toString('latin1', 0, 8)
  if (bytes.length === 0) return { zh: '文件是空的', en: 'the file is empty' }
  if (head.startsWith('PK\u0003\u0004')) {
    return bytes.includes('tfplan') && bytes.includes('tfstate')
      ? { zh: '这是 Terraform 的二进制计划；请转成 JSON：terraform show -json 计划文件 > plan.json', en: 'a binary Terraform plan; make JSON of it: terraform show -json PLANFILE > plan.json' }
      : { zh: '这是 zip 压缩包：Terraform 的二进制计划请用 terraform show -json 文件 > plan.json 转成 JSON；其他的请解压后给出目录', en: 'a zip archive: turn a binary Terraform plan into JSON by terraform show -json FILE > plan.json; unpack any other and give the folder' }
  }
  if (head.startsWith('\u001f\u008b')) return { zh: '这是 gzip 压缩文件；请解压后再给出', en: 'a gzip file; unpack it first' }
  if (head.startsWith('\u007fELF')) return { zh: '这是可执行程序，不是清单', en: 'an executable, not a manifest' }
  if (head.startsWith('%PDF')) return { zh: '这是 PDF，不是清单', en: 'a PDF, not a manifest' }
  if (head.startsWith('\u0089PNG') || head.startsWith('\u00ff\u00d8\u00ff')) return { zh: '这是图片，不是清单', en: 'an image, not a manifest' }
  if (head.startsWith('\u00ff\u00fe') || head.startsWith('\u00fe\u00ff')) return { zh: '文本是 UTF-16 编码；请另存为 UTF-8', en: 'the text is UTF-16; save it as UTF-8' }
  if (path.endsWith('.tf') || path.endsWith('.tf.tmpl')) {
    return { zh: '这是 Terraform HCL；请给出计划：terraform plan -out=plan && terraform show -json plan > plan.json；cdktf 工程请先 cdktf synth', en: 'Terraform HCL; give a plan: terraform plan -out=plan && terraform show -json plan > plan.json; in a cdktf project run cdktf synth' }
  }
  return null
}

function refused(location: string, text: Text, options: SourceOptions): Snapshot {
  return { cluster: clusterOf(options), source: 'manifests', readAt: options.readAt, subjects: [], complete: { has: () => false }, unreadable: [{ location, zh: text.zh, en: text.en }] }
}
