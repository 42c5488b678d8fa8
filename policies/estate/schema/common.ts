/**
 * The words that several estate kinds share: names, titles, dates, addresses, references.
 * Names follow RFC 1123 labels without leading digits, so that `<department>--<system>--<tier>` always fits 63 characters:
 * 16 + 2 + 24 + 2 + 10 = 54.
 */
import { Type, type Static, type TSchema, type TObject, type TProperties } from '@sinclair/typebox'

const namePattern = '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'

export const name = (maxLength: number, description: string) => Type.String({ pattern: namePattern, maxLength, description })

/** Free text in both languages; reaches the cluster in annotations only. English may be left out. */
export const title = Type.Object(
  { zh: Type.String({ minLength: 1, maxLength: 200 }), en: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) },
  { additionalProperties: false, description: '名称（中文必填，英文可选）/ title, Chinese required, English optional' },
)
export type Title = Static<typeof title>

/** YYYY-MM-DD; lasts to the end of that day in the estate's time zone. */
export const date = (description: string) => Type.String({ format: 'date', description })
/** RFC 3339 instant. */
export const instant = (description: string) => Type.String({ format: 'date-time', description })

export const cidr = Type.String({ format: 'cidr', description: 'IPv4 或 IPv6 网段，如 10.8.0.0/16、fd00:8::/48' })
export const clauseId = Type.String({ pattern: '^[6-9](\\.[0-9]+){3,4}(\\.[a-z])?$', description: 'GB/T 22239 条款号，如 8.1.4.2.d' })
export const level = Type.Union([Type.Literal(2), Type.Literal(3), Type.Literal(4)], { description: '安全保护等级 2、3、4' })
export const person = Type.String({ pattern: namePattern, maxLength: 40, description: 'Person 的 name' })
export const organisation = Type.String({ pattern: namePattern, maxLength: 40, description: 'Organisation 的 name' })
export const reference = (kind: string, maxLength = 40) => Type.String({ pattern: namePattern, maxLength, description: `${kind} 的 name` })

/** One of a closed list of words; the description carries what each means. */
export const oneOf = <const T extends readonly string[]>(words: T, description: string) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...words], description })

/** CPU and memory as Kubernetes quantities. */
export const quantity = (description: string) =>
  Type.String({ pattern: '^[0-9]+(\\.[0-9]+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$', description })

export const port = Type.Integer({ minimum: 1, maximum: 65535 })
export const protocol = oneOf(['TCP', 'UDP', 'SCTP'], '传输协议')

export const importances = ['key', 'high', 'normal'] as const
export const importance = oneOf(importances, '重要程度：key 关键、high 重要、normal 一般')
export const dataClasses = ['general', 'important', 'core'] as const
export const dataClass = oneOf(dataClasses, '数据分类：general 一般、important 重要、core 核心')

/** A document of a kind: strict object, `kind` first. */
export function kind<const K extends string, P extends TProperties>(word: K, properties: P, description: string): TObject<{ kind: ReturnType<typeof Type.Literal<K>> } & P> {
  return Type.Object({ kind: Type.Literal(word), ...properties }, { additionalProperties: false, description, $id: word })
}

export const strict = <P extends TProperties>(properties: P, description?: string) =>
  Type.Object(properties, { additionalProperties: false, ...(description === undefined ? {} : { description }) })

export const listOf = <S extends TSchema>(item: S, description: string, minItems = 0) => Type.Array(item, { description, minItems, maxItems: 5000 })
export const optional = <S extends TSchema>(schema: S) => Type.Optional(schema)
