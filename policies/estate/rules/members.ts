/** A system, a cluster and the network have one level each: they stand in one grading object. */
import type { DocumentOf } from '../document.ts'
import type { Path } from '../yaml-node.ts'
import type { Rule } from './rule.ts'

export const members: Rule = function* (input) {
  const graded = new Map<string, DocumentOf<'GradingObject'>>()
  for (const document of input.of('GradingObject')) {
    const { systems = [], platforms = [], network } = document.members
    const all: (readonly [string, Path])[] = [
      ...systems.map((name, i) => [`System/${name}`, ['members', 'systems', i]] as const),
      ...platforms.map((name, i) => [`Cluster/${name}`, ['members', 'platforms', i]] as const),
      ...(network === true ? [['network', ['members', 'network']] as const] : []),
    ]
    if (all.length === 0) yield { code: 'empty-grading-object', document, path: ['members'], text: { zh: '定级对象没有成员；须列出系统、平台或网络', en: 'the grading object has no members: list systems, platforms or the network' } }
    for (const [member, path] of all) {
      const other = graded.get(member)
      graded.set(member, document)
      if (other === undefined) continue
      yield { code: 'graded-twice', document, path, text: { zh: `${member} 已在定级对象“${other.name}”（${input.where(other)}）里；只能属于一个`, en: `${member} is a member of the grading object "${other.name}" (${input.where(other)}) already; it has one` } }
    }
  }
}
