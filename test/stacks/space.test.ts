import { expect, test } from 'vitest'
import { estateOf, miniEstate } from './estate.ts'
import { synthesize } from './synth.ts'
test('x', () => {
  const s = synthesize(estateOf(miniEstate))
  console.log(s.addresses, s.built.report.notBuilt)
  console.log(s.texts.get('city_space_hr'))
  expect(s.addresses.size).toBe(2)
})
