/** Platform and monitoring stacks: nothing of systems in them; administrators apart from each other. */
import { describe, expect, test } from 'vitest'
import { estateOf, miniEstate } from './estate.ts'
import { object, synthesize } from './synth.ts'

const mini = synthesize(estateOf(miniEstate))
interface ClusterRole { readonly rule: readonly { readonly api_groups?: readonly string[]; readonly resources?: readonly string[]; readonly verbs: readonly string[] }[] }
const clusterRole = (stack: string, name: string) => object(mini, stack, 'kubernetes_cluster_role_v1', name) as unknown as ClusterRole

describe('platform', () => {
  test('exactly these objects', () => {
    expect(mini.addresses.get('city_platform')).toEqual([
      'kubernetes_cluster_role_binding_v1.ywq-audit-admin', 'kubernetes_cluster_role_binding_v1.ywq-security-admin', 'kubernetes_cluster_role_binding_v1.ywq-system-admin',
      'kubernetes_cluster_role_v1.ywq-audit-admin', 'kubernetes_cluster_role_v1.ywq-security-admin', 'kubernetes_cluster_role_v1.ywq-system-admin',
      'kubernetes_default_service_account_v1.ywq-system__default', 'kubernetes_limit_range_v1.ywq-system__ywq-defaults', 'kubernetes_namespace_v1.ywq-system',
      'kubernetes_network_policy_v1.ywq-system__ywq-allow-dns', 'kubernetes_network_policy_v1.ywq-system__ywq-default-deny',
      'kubernetes_priority_class_v1.ywq-high', 'kubernetes_priority_class_v1.ywq-key', 'kubernetes_priority_class_v1.ywq-normal',
      'kubernetes_resource_quota_v1.ywq-system__ywq-quota',
    ])
  })

  test('each administrator’s role is bound to its own group and to nothing else', () => {
    for (const name of ['system-admin', 'audit-admin', 'security-admin']) {
      expect(object(mini, 'city_platform', 'kubernetes_cluster_role_binding_v1', `ywq-${name}`)).toMatchObject({
        role_ref: { kind: 'ClusterRole', name: `ywq-${name}` }, subject: [{ kind: 'Group', name: `ywq:${name}` }],
      })
    }
  })

  test('the audit administrator and the exporter only read; nobody reads Secrets, escalates, or holds a wildcard', () => {
    const reading = ['get', 'list', 'watch']
    expect(clusterRole('city_platform', 'ywq-audit-admin').rule.flatMap((r) => r.verbs).filter((v) => !reading.includes(v))).toEqual([])
    expect(clusterRole('city_monitoring', 'ywq-exporter').rule.filter((r) => r.verbs.some((v) => !reading.includes(v))).flatMap((r) => r.resources)).toEqual(['tokenreviews', 'subjectaccessreviews'])
    for (const [stack, name] of [['city_platform', 'ywq-system-admin'], ['city_platform', 'ywq-security-admin'], ['city_platform', 'ywq-audit-admin'], ['city_monitoring', 'ywq-exporter']] as const) {
      const words = clusterRole(stack, name).rule.flatMap((r) => [...(r.resources ?? []), ...r.verbs, ...(r.api_groups ?? [])])
      for (const forbidden of ['secrets', '*', 'escalate', 'bind', 'impersonate', 'pods/exec', 'pods/attach', 'serviceaccounts/token']) expect(words, name).not.toContain(forbidden)
    }
  })

  test('no two administrators may write the same thing', () => {
    const writes = (name: string) => new Set(clusterRole('city_platform', name).rule.flatMap((r) => (r.resources ?? []).flatMap((resource) => r.verbs.filter((v) => !['get', 'list', 'watch'].includes(v)).map((v) => `${v} ${resource}`))))
    const system = writes('ywq-system-admin')
    expect([...writes('ywq-security-admin')].filter((w) => system.has(w))).toEqual([])
  })

  test('nothing of the estate’s systems: another system leaves both stacks byte for byte', () => {
    const fewer = synthesize(estateOf(miniEstate.replace(/---\nkind: System\nname: portal[\s\S]*?(?=---\nkind: System\nname: idp)/, '')))
    for (const stack of ['city_platform', 'city_monitoring']) expect(fewer.texts.get(stack)).toBe(mini.texts.get(stack))
  })
})

describe('monitoring', () => {
  test('the exporter’s Deployment is built only with an image, and the report says when it is not', () => {
    expect(mini.addresses.get('city_monitoring')?.some((a) => a.startsWith('kubernetes_deployment_v1.'))).toBe(false)
    expect(mini.built.report.notBuilt.map((n) => n.reason)).toContain('no-exporter-image')
    const image = `registry.example/ywq@sha256:${'b'.repeat(64)}`
    const full = synthesize(estateOf(miniEstate), { exporterImage: image })
    expect(full.built.report.notBuilt.map((n) => n.reason)).not.toContain('no-exporter-image')
    expect(object(full, 'city_monitoring', 'kubernetes_deployment_v1', 'ywq-monitoring__ywq-exporter')).toMatchObject({
      spec: { replicas: '2', template: { spec: { service_account_name: 'ywq-exporter', container: [{ image }] } } },
    })
  })

  test('rules and dashboards become ConfigMaps found by label; a file too large for one is refused by name', () => {
    const files = { 'rules/kpi.yaml': 'groups: []\n', 'dashboards/总览/overview.json': '{}' }
    const built = synthesize(estateOf(miniEstate), { files, departmentFiles: new Map([['hr', { 'rules/slo.yaml': 'groups: []\n' }]]) })
    expect(object(built, 'city_monitoring', 'kubernetes_config_map_v1', 'ywq-monitoring__ywq-rules-kpi')).toEqual({
      metadata: { name: 'ywq-rules-kpi', namespace: 'ywq-monitoring', labels: { 'app.kubernetes.io/managed-by': 'ywq', 'ywq.io/component': 'monitoring', 'ywq.io/content': 'rules' } },
      data: { 'kpi.yaml': 'groups: []\n' },
    })
    expect(object(built, 'city_monitoring', 'kubernetes_config_map_v1', 'ywq-monitoring__ywq-dashboards-overview')['data']).toEqual({ 'overview.json': '{}' })
    expect(object(built, 'city_space_hr', 'kubernetes_config_map_v1', 'ywq-monitoring__hr-rules-slo')['metadata']).toMatchObject({ labels: { 'ywq.io/content': 'rules', 'ywq.io/department': 'hr' } })
    expect(() => synthesize(estateOf(miniEstate), { files: { 'rules/big.yaml': 'x'.repeat(1024 * 1024) } })).toThrow('rules/big.yaml')
  })

  test('a department’s slice holds its own documents only', () => {
    const slice = object(mini, 'city_space_hr', 'kubernetes_config_map_v1', 'ywq-monitoring__hr-estate-slice-estate') as unknown as { readonly data: Readonly<Record<string, string>> }
    const documents = (slice.data['estate.yaml'] ?? '').split('\n---\n').map((text) => JSON.parse(text) as { readonly kind: string; readonly name: string; readonly members?: { readonly systems: readonly string[] } })
    expect(documents.map((d) => `${d.kind}/${d.name}`)).toEqual(['Department/hr', 'System/pay', 'Flow/pay-to-idp', 'GradingObject/g2'])
    expect(documents.at(-1)?.members).toEqual({ systems: ['pay'] })
  })
})
