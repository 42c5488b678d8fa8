import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { maxResults, renderSarif } from '../../policies/reports/sarif.ts'
import { findings, sample, subjects } from './sample.ts'

const text = (over = {}) => ({ type: 'object', required: ['text'], properties: { text: { type: 'string', minLength: 1 }, markdown: { type: 'string' } }, additionalProperties: false, ...over })
const location = {
  type: 'object', required: ['physicalLocation'], additionalProperties: false,
  properties: {
    physicalLocation: {
      type: 'object', required: ['artifactLocation', 'region'], additionalProperties: false,
      properties: {
        artifactLocation: { type: 'object', required: ['uri'], properties: { uri: { type: 'string', format: 'uri-reference' } }, additionalProperties: false },
        region: { type: 'object', required: ['startLine'], properties: { startLine: { type: 'integer', minimum: 1 } }, additionalProperties: false },
      },
    },
    logicalLocations: { type: 'array', minItems: 1, items: { type: 'object', properties: { fullyQualifiedName: { type: 'string' }, name: { type: 'string' }, kind: { type: 'string' } }, additionalProperties: false } },
  },
}
const level = { enum: ['none', 'note', 'warning', 'error'] }
const object = { type: 'object' }
/** The part of the SARIF 2.1.0 schema (OASIS, §3) that our log uses; additionalProperties is false there, too. */
const schema = {
  type: 'object', required: ['version', 'runs'], additionalProperties: false,
  properties: {
    $schema: { type: 'string' }, version: { const: '2.1.0' },
    runs: {
      type: 'array', minItems: 1, maxItems: 20,
      items: {
        type: 'object', required: ['tool', 'results'], additionalProperties: false,
        properties: {
          tool: {
            type: 'object', required: ['driver'], additionalProperties: false,
            properties: {
              driver: {
                type: 'object', required: ['name', 'rules'], additionalProperties: false,
                properties: {
                  name: { type: 'string' }, semanticVersion: { type: 'string' },
                  rules: {
                    type: 'array', maxItems: 25_000,
                    items: {
                      type: 'object', required: ['id', 'shortDescription', 'fullDescription', 'help'], additionalProperties: false,
                      properties: {
                        id: { type: 'string', maxLength: 255 }, shortDescription: text(), fullDescription: text(), help: text(),
                        defaultConfiguration: { type: 'object', properties: { level }, additionalProperties: false },
                        properties: { type: 'object', properties: { tags: { type: 'array', maxItems: 20, uniqueItems: true, items: { type: 'string' } }, 'security-severity': { type: 'string', pattern: '^[0-9]+\\.[0-9]$' } } },
                      },
                    },
                  },
                },
              },
            },
          },
          automationDetails: { type: 'object', properties: { id: { type: 'string' } }, additionalProperties: false },
          columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
          invocations: {
            type: 'array',
            items: {
              type: 'object', required: ['executionSuccessful'], additionalProperties: false,
              properties: {
                executionSuccessful: { type: 'boolean' }, endTimeUtc: { type: 'string', pattern: 'Z$' },
                toolExecutionNotifications: { type: 'array', items: { type: 'object', required: ['message'], properties: { level, message: text(), locations: { type: 'array', items: location } }, additionalProperties: false } },
              },
            },
          },
          results: {
            type: 'array', maxItems: 25_000,
            items: {
              type: 'object', required: ['ruleId', 'message', 'locations', 'partialFingerprints'], additionalProperties: false,
              properties: {
                ruleId: { type: 'string' }, ruleIndex: { type: 'integer', minimum: 0 }, level, message: text(), locations: { type: 'array', minItems: 1, items: location },
                partialFingerprints: { type: 'object', additionalProperties: { type: 'string' }, minProperties: 1 },
                suppressions: { type: 'array', items: { type: 'object', required: ['kind'], properties: { kind: { enum: ['inSource', 'external'] }, status: { enum: ['accepted', 'underReview', 'rejected'] }, justification: { type: 'string' } }, additionalProperties: false } },
                properties: object,
              },
            },
          },
          properties: object,
        },
      },
    },
  },
}
const valid = new Ajv({ allErrors: true, strict: false, formats: { 'uri-reference': /^([a-z]+:)?[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/ } }).compile(schema)

interface Result { ruleId: string; ruleIndex: number; level: string; message: { text: string }; locations: { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } }; logicalLocations: { fullyQualifiedName: string }[] }[]; partialFingerprints: Record<string, string>; suppressions?: object[] }
interface Run { tool: { driver: { rules: { id: string; properties: { tags: string[] } }[] } }; results: Result[]; invocations: { executionSuccessful: boolean; toolExecutionNotifications: { message: { text: string } }[] }[]; properties: { leftOut: number } }
function run(log: string): Run {
  const parsed = JSON.parse(log) as { runs: Run[] }
  expect(valid(parsed), JSON.stringify(valid.errors)).toBe(true)
  const [first] = parsed.runs
  if (first === undefined) throw new Error('no run')
  return first
}

describe('SARIF 2.1.0', () => {
  const { tool, results, invocations } = run(renderSarif(sample()))

  it('has a result for each fail and error, none for passes and skips', () => {
    expect(results.map((r) => [r.ruleId, r.level])).toEqual([['cluster-check', 'error'], ['pod-check', 'error'], ['pod-check', 'error'], ['namespace-check', 'warning']])
    for (const r of results) expect(tool.driver.rules[r.ruleIndex]?.id).toBe(r.ruleId)
  })

  it('points at the file, the estate’s line, or a name for a live object', () => {
    const uris = results.map((r) => r.locations[0]?.physicalLocation)
    expect(uris[0]).toEqual({ artifactLocation: { uri: 'estate/bureau.yaml' }, region: { startLine: 3 } })
    expect(uris[2]).toEqual({ artifactLocation: { uri: '%E7%9B%AE%E5%BD%95%20a/pod.yaml' }, region: { startLine: 12 } })
    expect(uris[1]?.artifactLocation.uri).toMatch(/^cluster\/city\/hr--a--web\/Pod\/%3C%2Fscript%3E/)
  })

  it('names the address of synthesized objects as logical location beside the estate’s line', () => {
    const [first] = findings
    if (first === undefined) throw new Error('no finding')
    const [result] = run(renderSarif(sample({ findings: [{ ...first, subject: subjects.synth }] }))).results
    expect(result?.locations[0]).toMatchObject({
      physicalLocation: { artifactLocation: { uri: 'estate/hr.yaml' }, region: { startLine: 7 } },
      logicalLocations: [{ fullyQualifiedName: 'city_apps_hr/kubernetes_deployment_v1.api' }, { fullyQualifiedName: 'city/hr--a--web/Deployment/api' }],
    })
  })

  it('makes absolute paths relative to the base, and file URIs of those outside', () => {
    const [first] = findings
    if (first === undefined) throw new Error('no finding')
    const uri = (location: string) => run(renderSarif(sample({ findings: [{ ...first, subject: { ...subjects.manifest, location } }] }), { base: '/repo' })).results[0]?.locations[0]?.physicalLocation
    expect(uri('/repo/k8s/a.yaml:4')).toEqual({ artifactLocation: { uri: 'k8s/a.yaml' }, region: { startLine: 4 } })
    expect(uri('/other/a.yaml:4')).toEqual({ artifactLocation: { uri: 'file:///other/a.yaml' }, region: { startLine: 4 } })
    expect(uri('-:9')).toEqual({ artifactLocation: { uri: 'stdin' }, region: { startLine: 9 } })
    expect(uri('a.yaml')).toEqual({ artifactLocation: { uri: 'a.yaml' }, region: { startLine: 1 } })
  })

  it('keeps waived results and marks them as accepted', () => {
    expect(results.map((r) => r.suppressions?.length ?? 0)).toEqual([0, 0, 0, 1])
  })

  it('says what could not be read', () => {
    expect(invocations[0]?.executionSuccessful).toBe(false)
    expect(invocations[0]?.toolExecutionNotifications.map((n) => n.message.text)).toContain('缩进不对 / bad indentation')
  })

  it('keeps to 20 tags a rule', () => {
    expect(tool.driver.rules.map((r) => r.properties.tags.length)).toEqual([1, 1, 20])
  })

  it('keeps the worst 25,000 results and says how many were left out', () => {
    const [first] = findings
    if (first === undefined) throw new Error('no finding')
    const many = [...Array.from({ length: maxResults + 7 }, (_, i) => ({ ...first, severity: 'low' as const, path: String(i) })), { ...first, severity: 'critical' as const, path: 'x' }]
    const big = run(renderSarif(sample({ findings: many })))
    expect(big.results).toHaveLength(25_000)
    expect(big.results[0]?.level).toBe('error')
    expect(big.properties.leftOut).toBe(8)
    expect(big.invocations[0]?.toolExecutionNotifications.map((n) => n.message.text).join()).toContain('另有 8 条较轻的结果未列出')
  })

  it('gives the same bytes for the same report', () => {
    expect(renderSarif(sample())).toBe(renderSarif(sample()))
  })
})
