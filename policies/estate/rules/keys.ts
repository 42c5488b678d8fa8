/** Public keys of persons: each is what its type says, and belongs to one person, or a signature would not say who signed. */
import { keyFault, sshKeyOf } from '../../approvals/keys.ts'
import type { DocumentOf } from '../document.ts'
import type { Rule } from './rule.ts'

export const keys: Rule = function* (input) {
  const owners = new Map<string, DocumentOf<'Person'>>()
  for (const person of input.of('Person')) {
    for (const [i, key] of (person.keys ?? []).entries()) {
      const path = ['keys', i, 'public']
      const fault = keyFault(key)
      if (fault !== null) {
        yield { code: 'bad-key', document: person, path, text: fault }
        continue
      }
      const same = key.type === 'ssh' ? (sshKeyOf(key.public) ?? '') : key.public.replace(/-----[A-Z ]+-----|\s/g, '')
      const owner = owners.get(same) ?? person
      owners.set(same, owner)
      if (owner.name === person.name) continue
      yield {
        code: 'shared-key', document: person, path,
        text: { zh: `这把公钥已登记在 ${owner.name} 名下；一把密钥只属于一个人`, en: `the key is registered for ${owner.name} already: a key belongs to one person` },
      }
    }
  }
}
