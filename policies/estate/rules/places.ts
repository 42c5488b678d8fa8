/** A cluster stands in a city (or the province); a county uses its city's cloud and declares none. */
import { unknownReference } from './references.ts'
import type { Rule } from './rule.ts'

export const places: Rule = function* (input) {
  for (const document of input.of('Cluster')) {
    if (input.names('City').has(document.city) || input.names('Province').has(document.city)) continue
    const county = input.get('County', document.city)
    if (county === undefined) {
      yield unknownReference(document, ['city'], 'City/Province', document.city, [...input.names('City'), ...input.names('Province')])
      continue
    }
    yield {
      code: 'cluster-in-county', document, path: ['city'], suggestion: county.city,
      text: { zh: `“${document.city}”是县；县级使用市级云，不自建集群，应写 ${county.city}`, en: `"${document.city}" is a county: it uses its city's cloud and has no cluster of its own; write ${county.city}` },
    }
  }
}
