/** runbook.md as a page, so that every alert's runbook link leads somewhere. Only what runbook.md uses: headings, lists, code, paragraphs. */

export function renderRunbook(markdown: string): string {
  const body = markdown
    .split('\n')
    .map((line) => {
      const heading = /^(#{1,3}) (.+)$/.exec(line)
      if (heading !== null) {
        const depth = heading[1]?.length ?? 1
        const title = heading[2] ?? ''
        return `<h${depth} id="${escape(title.toLowerCase())}">${inline(title)}</h${depth}>`
      }
      if (line.startsWith('- ')) return `<p class="item">${inline(line.slice(2))}</p>`
      return line === '' ? '' : `<p>${inline(line)}</p>`
    })
    .join('\n')
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>运行手册 / Runbook</title>
<style>body{font:16px/1.6 system-ui,"Noto Sans CJK SC",sans-serif;max-width:50em;margin:2em auto;padding:0 1em}code{background:#eee;padding:0 .2em}.item{margin:.2em 0 .2em 1.2em}h2:target{background:#fff3bf}</style>
</head><body>
${body}
</body></html>
`
}

const inline = (text: string): string => escape(text).replace(/`([^`]+)`/g, '<code>$1</code>')

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
}
