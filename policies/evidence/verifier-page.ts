/** The verifier as one HTML file that needs no network and no installation: digests, signatures and chain, in the assessor's own browser. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../package-root.ts'
import { disclaimer } from '../report.ts'

const style = `body{font:16px/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:52em;margin:2em auto;padding:0 1em}
label{display:block;margin:1em 0}.good{color:#0a6b2d;font-weight:bold}.bad{color:#a40000}.note{color:#444}p{margin:.2em 0;overflow-wrap:anywhere}`

/** The verifier's program: what the page runs, without the page. */
export function verifierProgram(): string {
  const folder = join(packageRoot(import.meta.url), 'policies', 'evidence', 'verifier')
  return ['digests.js', 'verify.js'].map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
}

/** @returns a whole HTML document */
export function verifierPage(): string {
  const script = `${verifierProgram()}\n${readFileSync(join(packageRoot(import.meta.url), 'policies', 'evidence', 'verifier', 'page.js'), 'utf8')}`
  const hash = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hash(style)}'; script-src '${hash(script)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>云网墙 证据核验 Evidence verifier</title>
<style>${style}</style>
</head>
<body>
<h1>云网墙 · 证据核验 <small>Evidence verifier</small></h1>
<p>${disclaimer.zh} · ${disclaimer.en}</p>
<p class="note">本页不联网，文件不离开这台电脑。 This page uses no network; no file leaves this computer.</p>
<label>一、另存的证据头（可不选，应先选） 1. The head kept apart (optional, pick it first) <input type="file" id="head" accept=".json"></label>
<label>二、证据目录 evidence 2. The folder “evidence” <input type="file" id="folder" webkitdirectory></label>
<div id="result" role="status"></div>
<script>${script}</script>
</body>
</html>
`
}
