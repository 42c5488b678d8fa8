/** Protocol Buffers' wire format, just enough to read OTLP: fields in turn, unknown ones passed over (protobuf.dev, "Encoding"). */

/** A field of a message: a length-delimited one has bytes, the others a number. */
export interface Field {
  readonly number: number
  readonly bytes: Uint8Array | null
  /** Varint or fixed-width value; fixed64 as an unsigned number, exact to 2^53. */
  readonly value: number
  /** Where a fixed64 lies, for those who read it as a double. */
  readonly double: number
}

const none = new Uint8Array(0)

/**
 * @throws Error where the bytes end within a field or hold an unknown wire type
 */
export function* fields(bytes: Uint8Array): Generator<Field> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const cut = (): Error => new Error('protobuf: 消息不完整 / message is cut off')
  const varint = (): number => {
    let value = 0
    let scale = 1
    for (let i = 0; i < 10; i++) {
      const byte = bytes[at++]
      if (byte === undefined) throw cut()
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
      scale *= 128
    }
    throw new Error('protobuf: 变长整数过长 / varint too long')
  }
  while (at < bytes.length) {
    const tag = varint()
    const number = Math.floor(tag / 8)
    switch (tag % 8) {
      case 0: yield { number, bytes: null, value: varint(), double: NaN }; break
      case 1: {
        if (at + 8 > bytes.length) throw cut()
        yield { number, bytes: null, value: view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32, double: view.getFloat64(at, true) }
        at += 8
        break
      }
      case 2: {
        const length = varint()
        if (at + length > bytes.length) throw cut()
        yield { number, bytes: bytes.subarray(at, at + length), value: NaN, double: NaN }
        at += length
        break
      }
      case 5: {
        if (at + 4 > bytes.length) throw cut()
        yield { number, bytes: null, value: view.getUint32(at, true), double: NaN }
        at += 4
        break
      }
      default: throw new Error(`protobuf: 未知的线格式 ${tag % 8} / unknown wire type ${tag % 8}`)
    }
  }
}

/** Embedded messages of one field number. */
export function* messages(bytes: Uint8Array, number: number): Generator<Uint8Array> {
  for (const field of fields(bytes)) if (field.number === number && field.bytes !== null) yield field.bytes
}

export const bytesOf = (field: Field): Uint8Array => field.bytes ?? none
