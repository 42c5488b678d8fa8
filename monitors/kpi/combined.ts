/**
 * nginx' and Apache's combined format, read as bytes: `addr ident user [time] "request" status bytes "referer" "agent" …`, a virtual host
 * before it, and what a format adds behind it. nginx writes a quote within a field as \x22, Apache as \" (ngx_http_log_module, mod_log_config).
 */
import { holds, type Condition } from './failed-when.ts'
import { compareNumber, dashIsNothing, findQuery, findSegment, findTargetHost, longestLine, withoutPort, type Fault, type LineReader, type Span } from './line.ts'
import { commonLogTime } from './time.ts'
import type { CombinedField } from './sources.ts'

const [feed, carriage, space, quote, backslash, dash, open] = [0x0a, 0x0d, 0x20, 0x22, 0x5c, 0x2d, 0x5b]
const decoder = new TextDecoder()
const encoder = new TextEncoder()

/** Begin and end of every field of the line read last. */
interface Fields {
  hostStart: number
  hostEnd: number
  addrStart: number
  addrEnd: number
  userStart: number
  userEnd: number
  requestStart: number
  requestEnd: number
  statusStart: number
  bytesStart: number
  bytesEnd: number
  refererStart: number
  refererEnd: number
  agentStart: number
  agentEnd: number
}

export function combinedReader(): LineReader {
  const names = new Map<string, Uint8Array>()
  const at: Fields = { hostStart: 0, hostEnd: 0, addrStart: 0, addrEnd: 0, userStart: 0, userEnd: 0, requestStart: 0, requestEnd: 0, statusStart: 0, bytesStart: 0, bytesEnd: 0, refererStart: 0, refererEnd: 0, agentStart: 0, agentEnd: 0 }
  let line: Uint8Array = new Uint8Array(0)
  let status = 0
  const asked: Span = { bytes: line, start: 0, end: 0 }

  const reader: LineReader = {
    fault: null,
    time: NaN,
    read(b, start) {
      line = b
      let i = start
      if (b[i] === feed || (b[i] === carriage && b[i + 1] === feed)) return fail(b, i, start, 'empty')
      at.addrStart = i
      at.hostStart = at.hostEnd = 0
      while (b[i] !== space && b[i] !== feed) i++
      at.addrEnd = i
      if (b[i] === feed) return fail(b, i, start, 'truncated')
      i++
      if (b[i] !== dash) {
        // An identity is `-` nearly always; an address in its place means that a virtual host stands first.
        let end = i
        let address = false
        for (; b[end] !== space && b[end] !== feed; end++) address ||= b[end] === 0x2e || b[end] === 0x3a
        if (address && b[end] === space) {
          at.hostStart = at.addrStart
          at.hostEnd = at.addrEnd
          at.addrStart = i
          at.addrEnd = end
          i = end + 1
        }
      }
      while (b[i] !== space && b[i] !== feed) i++
      if (b[i] === feed) return fail(b, i, start, 'truncated')
      // A user name may hold spaces: it lasts until ` [`.
      at.userStart = ++i
      while (!(b[i] === open && b[i - 1] === space) && b[i] !== feed) i++
      if (b[i] === feed) return fail(b, i, start, 'truncated')
      at.userEnd = i - 1
      reader.time = commonLogTime(b, i + 1)
      if (Number.isNaN(reader.time)) return fail(b, i, start, lineFeedWithin(b, i, 30) ? 'truncated' : 'time')
      i += 28
      if (b[i] !== space || b[i + 1] !== quote) return fail(b, i, start, 'truncated')
      i += 2
      at.requestStart = i
      i = endOfQuoted(b, i)
      if (b[i] === feed) return fail(b, i, start, 'truncated')
      at.requestEnd = i
      i += 2
      at.statusStart = i
      const [d1, d2, d3] = [(b[i] ?? 0) - 48, (b[i + 1] ?? 0) - 48, (b[i + 2] ?? 0) - 48]
      if (b[i - 1] !== space || d1 >>> 0 > 9 || d2 >>> 0 > 9 || d3 >>> 0 > 9) return fail(b, i - 1, start, lineFeedWithin(b, i - 1, 5) ? 'truncated' : 'status')
      status = d1 * 100 + d2 * 10 + d3
      i += 3
      if (b[i] !== space) return fail(b, i, start, b[i] === feed || b[i] === carriage ? 'truncated' : 'status')
      at.bytesStart = ++i
      while (b[i] !== space && b[i] !== feed && b[i] !== carriage) i++
      at.bytesEnd = i
      if (i === at.bytesStart) return fail(b, i, start, 'truncated')
      // Referer and agent, where the format has them; quotes behind them must close too.
      at.refererStart = at.refererEnd = at.agentStart = at.agentEnd = 0
      for (let quoted = 0; b[i] !== feed; i++) {
        if (b[i] !== quote) continue
        const from = i + 1
        i = endOfQuoted(b, from)
        if (b[i] === feed) return fail(b, i, start, 'truncated')
        quoted++
        if (quoted === 1) {
          at.refererStart = from
          at.refererEnd = i
        } else if (quoted === 2) {
          at.agentStart = from
          at.agentEnd = i
        }
      }
      reader.fault = i - start > longestLine ? 'too-long' : null
      return i + 1
    },
    find(source, span) {
      span.bytes = line
      if (source.from === 'field') {
        place(source.name, span)
        if (source.name === 'host' && span.end > span.start) withoutPort(span)
      } else {
        place('request_uri', span)
        if (source.from === 'path') findSegment(span, source.segment)
        else findQuery(span, nameBytes(source.name))
      }
      dashIsNothing(span)
    },
    failed(conditions) {
      for (const condition of conditions) {
        if (condition.field === 'status' && condition.number !== null) {
          if (compareNumber(status, condition.operator, condition.number)) return true
        } else if (holds(condition, text(condition))) return true
      }
      return false
    },
  }

  function fail(b: Uint8Array, from: number, start: number, fault: Fault): number {
    let i = from
    while (b[i] !== feed) i++
    reader.fault = i - start > longestLine ? 'too-long' : fault
    return i + 1
  }

  function text({ field }: Condition): string {
    asked.bytes = line
    place(field, asked)
    return decoder.decode(line.subarray(asked.start, asked.end))
  }

  function nameBytes(name: string): Uint8Array {
    const known = names.get(name) ?? encoder.encode(name)
    names.set(name, known)
    return known
  }

  function place(name: string, span: Span): void {
    switch (name as CombinedField) {
      case 'remote_user': set(span, at.userStart, at.userEnd); break
      case 'remote_addr': set(span, at.addrStart, at.addrEnd); break
      case 'status': set(span, at.statusStart, at.statusStart + 3); break
      case 'body_bytes_sent': set(span, at.bytesStart, at.bytesEnd); break
      case 'http_referer': set(span, at.refererStart, at.refererEnd); break
      case 'http_user_agent': set(span, at.agentStart, at.agentEnd); break
      case 'request_method': set(span, at.requestStart, wordEnd(at.requestStart)); break
      case 'request_uri': {
        const target = wordEnd(at.requestStart) + 1
        set(span, target, wordEnd(target))
        break
      }
      case 'host':
        if (at.hostEnd > at.hostStart) set(span, at.hostStart, at.hostEnd)
        else {
          place('request_uri', span)
          findTargetHost(span)
        }
    }
  }

  /** The request's words end at a space or its end. */
  function wordEnd(start: number): number {
    let i = start
    while (i < at.requestEnd && line[i] !== space) i++
    return i
  }
  return reader
}

function set(span: Span, start: number, end: number): void {
  span.start = start
  span.end = end
}

/** The closing quote, or the line feed that comes before it. */
function endOfQuoted(b: Uint8Array, start: number): number {
  let i = start
  for (let c = b[i]; c !== quote && c !== feed; c = b[++i]) if (c === backslash && b[i + 1] !== feed) i++
  return i
}

function lineFeedWithin(b: Uint8Array, start: number, most: number): boolean {
  for (let i = start; i < start + most; i++) if (b[i] === feed) return true
  return false
}
