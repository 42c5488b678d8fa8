// The page around verifyStore: a folder is picked, nothing leaves the browser.
'use strict'

const out = document.getElementById('result')
let keptHead = null

const line = (text, kind) => {
  const p = document.createElement('p')
  p.textContent = text
  p.className = kind
  out.append(p)
}

document.getElementById('head').addEventListener('change', async (event) => {
  const [file] = event.target.files
  keptHead = file === undefined ? null : await file.text()
})

document.getElementById('folder').addEventListener('change', async (event) => {
  out.replaceChildren()
  line('正在核验 Verifying …', 'note')
  const all = Array.from(event.target.files)
  const root = all.find((f) => f.name === 'ywq.evidence.json')
  const base = root === undefined ? '' : root.webkitRelativePath.slice(0, -root.name.length)
  const files = new Map()
  for (const file of all) if (file.webkitRelativePath.startsWith(base)) files.set(file.webkitRelativePath.slice(base.length), new Uint8Array(await file.arrayBuffer()))
  const { problems, entries, blobs, signers } = verifyStore(files, keptHead)
  out.replaceChildren()
  if (problems.length === 0) line('✓ 全部相符 All holds: ' + entries + ' 条 entries, ' + blobs + ' 个对象文件 blobs', 'good')
  else line('✗ ' + problems.length + ' 处不符 do not hold', 'bad')
  for (const problem of problems) line(problem, 'bad')
  for (const signer of signers) line('签名公钥 signed by ' + signer + '（请与主管单位公布的公钥核对 compare with the published key）', 'note')
  if (signers.length === 0) line('没有签名 not signed', 'note')
  if (keptHead === null) line('没有选另存的头：不能证明末尾没有被截去 no head kept apart: nothing proves that the tail was not cut off', 'note')
})
