/** What a document that is no Kubernetes object looks like, so that the message can say what to do with it. */
import { schemas } from '../estate/schema/index.ts'
import type { Text } from '../text.ts'
import type { Dictionary } from './kubernetes-object.ts'

export interface Foreign extends Text {
  /** Whether it hides no Kubernetes objects from us: in a folder it is then passed over with a remark instead of an error. */
  readonly harmless: boolean
}

/**
 * @param document a mapping without `apiVersion` and `kind` (or of a kind that Kubernetes does not serve)
 * @param path file it stands in
 * @returns what it looks like, or null
 */
export function foreignFormat(document: Dictionary, path: string): Foreign | null {
  const file = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  const has = (...keys: readonly string[]): boolean => keys.every((key) => Object.hasOwn(document, key))
  const { kind } = document
  if (typeof kind === 'string' && !has('apiVersion') && Object.hasOwn(schemas, kind)) {
    return harmless(`这是声明文档（kind: ${kind}）；声明用 --estate 目录 给出`, `an estate document (kind: ${kind}); give the estate by --estate FOLDER`)
  }
  if (/^kustomization\.ya?ml$/.test(file) || kind === 'Kustomization') {
    return harmless('这是 kustomization；它不是对象。请审计渲染结果：kubectl kustomize 目录 | ywq audit -', 'a kustomization, not an object; audit what it renders: kubectl kustomize DIR | ywq audit -')
  }
  if (/^chart\.ya?ml$/.test(file) && has('name', 'version')) {
    return harmless('这是 Helm 的 Chart.yaml；请审计渲染结果：helm template . | ywq audit -', 'a Helm Chart.yaml; audit what it renders: helm template . | ywq audit -')
  }
  if (/^values[^/]*\.ya?ml$/.test(file)) return harmless('这像 Helm 的 values 文件', 'looks like a Helm values file')
  if (has('services') && !has('kind')) return harmless('这像 docker compose 文件', 'looks like a docker compose file')
  if (has('jobs') && (has('on') || has('true'))) return harmless('这像 GitHub Actions 工作流', 'looks like a GitHub Actions workflow')
  if (has('openapi') || has('swagger')) return harmless('这像 OpenAPI 文档', 'looks like an OpenAPI document')
  if (has('$schema') || (has('type') && has('properties'))) return harmless('这像 JSON Schema 或它约束的设置文件', 'looks like a JSON Schema or a settings file that names one')
  if (has('scrape_configs') || (has('groups') && !has('kind'))) return harmless('这像 Prometheus 的配置或规则', 'looks like a Prometheus configuration or rules')
  if (/^(package|package-lock|tsconfig[^/]*|cdktf)\.json$/.test(file)) return harmless(`这是工程的 ${file}`, `the project's ${file}`)
  if (has('format_version', 'planned_values')) return hiding('这是 Terraform 计划 JSON；请单独作为 INPUT 给出', 'a Terraform plan in JSON; give it as an INPUT of its own')
  if (has('format_version', 'values')) return hiding('这是 Terraform 状态 JSON；请单独作为 INPUT 给出', 'a Terraform state in JSON; give it as an INPUT of its own')
  if (has('terraform_version', 'resources')) return hiding('这是 Terraform 的原始状态文件；请先运行 terraform show -json', 'a raw Terraform state file; run terraform show -json first')
  if (has('stacks', 'version') && file === 'manifest.json') return hiding('这是 cdktf.out 的清单；请把 cdktf.out 目录作为 INPUT', 'the manifest of a cdktf.out; give the cdktf.out folder as INPUT')
  if (has('resource') || has('terraform') || has('provider')) {
    return hiding('这像 Terraform 配置 JSON（cdk.tf.json）；请单独作为 INPUT 给出', 'looks like Terraform configuration in JSON (cdk.tf.json); give it as an INPUT of its own')
  }
  if (has('Resources') && has('AWSTemplateFormatVersion')) return harmless('这像 CloudFormation 模板', 'looks like a CloudFormation template')
  return null
}

/** Text that no YAML parser reads because it still has to be rendered. */
export function foreignText(text: string): Text | null {
  if (/\{\{-?\s*(\.|include|if|range|with|end|toYaml|define|template|\$|\/\*)/.test(text) || text.includes('{{')) {
    return { zh: '这像未渲染的 Helm 模板（含 {{ … }}）；请先 helm template，再审计其输出', en: 'looks like an unrendered Helm template ({{ … }}); run helm template and audit its output' }
  }
  if (/^\s*(resource|provider|variable|terraform|module|locals|data)\s*("[^"]*"\s*)*\{/m.test(text)) {
    return { zh: '这像 Terraform HCL；请审计 cdktf synth 的输出或 terraform show -json 的计划', en: 'looks like Terraform HCL; audit the output of cdktf synth, or a plan by terraform show -json' }
  }
  return null
}

function harmless(zh: string, en: string): Foreign {
  return { zh, en, harmless: true }
}

function hiding(zh: string, en: string): Foreign {
  return { zh, en, harmless: false }
}
