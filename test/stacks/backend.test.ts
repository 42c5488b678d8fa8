/** One state a stack, whatever the backend; no two stacks share one. */
import { expect, test } from 'vitest'
import { backendOf } from '../../stacks/backend.ts'

const stack = 'city-a_space_health-care'

test.each([
  [undefined, { type: 'local', settings: { path: '../../../terraform.city-a_space_health-care.tfstate' } }],
  [{ type: 'local', directory: 'states/' }, { type: 'local', settings: { path: '../../../states/terraform.city-a_space_health-care.tfstate' } }],
  [{ type: 'local', directory: '/var/states' }, { type: 'local', settings: { path: '/var/states/terraform.city-a_space_health-care.tfstate' } }],
  [{ type: 'kubernetes', namespace: 'ywq-system', secretSuffixPrefix: 'x' }, { type: 'kubernetes', settings: { secret_suffix: 'xcity-a--space--health-care-state', namespace: 'ywq-system' } }],
  [{ type: 'pg' }, { type: 'pg', settings: { schema_name: 'ywq_city_a__space__health_care' } }],
  [{ type: 's3', bucket: 'b', region: 'r', keyPrefix: 'k/' }, { type: 's3', settings: { bucket: 'b', region: 'r', key: 'k/city-a_space_health-care.tfstate' } }],
] as const)('%o', (declared, expected) => {
  expect(backendOf(declared, stack)).toEqual(expected)
})

test('stacks whose names differ only in where their parts end keep their states apart', () => {
  const names = ['a_space_b-c', 'a-space_platform', 'a_space_platform', 'a-space_space_b', 'a_apps_space-b']
  for (const declared of [{ type: 'kubernetes' }, { type: 'pg' }, { type: 's3', bucket: 'b', region: 'r' }, { type: 'local' }] as const) {
    expect(new Set(names.map((name) => JSON.stringify(backendOf(declared, name)))).size).toBe(names.length)
  }
})
