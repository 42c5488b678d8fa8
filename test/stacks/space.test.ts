/** What a space stack holds, exactly, from a small estate. */
import { describe, expect, test } from 'vitest'
import { estateOf, miniEstate } from './estate.ts'
import { object, synthesize } from './synth.ts'

const mini = synthesize(estateOf(miniEstate))

describe('space stack', () => {
  test('a namespace with two neighbours has exactly these objects', () => {
    const addresses = mini.addresses.get('city_space_hr') ?? []
    expect(addresses.filter((a) => a.includes('.hr--pay--db'))).toEqual([
      'kubernetes_default_service_account_v1.hr--pay--db__default',
      'kubernetes_limit_range_v1.hr--pay--db__ywq-defaults',
      'kubernetes_namespace_v1.hr--pay--db',
      'kubernetes_network_policy_v1.hr--pay--db__ywq-allow-dns',
      'kubernetes_network_policy_v1.hr--pay--db__ywq-default-deny',
      'kubernetes_resource_quota_v1.hr--pay--db__ywq-quota',
      'kubernetes_role_binding_v1.hr--pay--db__ywq-delivery',
      'kubernetes_role_binding_v1.hr--pay--db__ywq-operator-ann',
      'kubernetes_role_binding_v1.hr--pay--db__ywq-viewer-bob',
      'kubernetes_role_v1.hr--pay--db__ywq-delivery',
      'kubernetes_role_v1.hr--pay--db__ywq-operator',
      'kubernetes_role_v1.hr--pay--db__ywq-viewer',
      'kubernetes_service_account_v1.hr--pay--db__app-db',
    ])
    expect(addresses.filter((a) => !a.includes('.hr--pay--'))).toEqual(['kubernetes_config_map_v1.ywq-monitoring__hr-estate-slice-estate'])
  })

  test('the namespace carries its owner, zone, level, data class and a pinned Pod Security level', () => {
    expect(object(mini, 'city_space_hr', 'kubernetes_namespace_v1', 'hr--pay--db')).toEqual({
      metadata: {
        name: 'hr--pay--db',
        annotations: { 'ywq.io/title-zh': '社保' },
        labels: {
          'app.kubernetes.io/managed-by': 'ywq', 'ywq.io/department': 'hr', 'ywq.io/system': 'pay', 'ywq.io/tier': 'db', 'ywq.io/zone': 'data', 'ywq.io/level': '2',
          'ywq.io/environment': 'production', 'ywq.io/importance': 'normal', 'ywq.io/data-class': 'important', 'ywq.io/owner': 'bob',
          'pod-security.kubernetes.io/enforce': 'restricted', 'pod-security.kubernetes.io/enforce-version': 'v1.34',
          'pod-security.kubernetes.io/audit': 'restricted', 'pod-security.kubernetes.io/audit-version': 'v1.34',
          'pod-security.kubernetes.io/warn': 'restricted', 'pod-security.kubernetes.io/warn-version': 'v1.34',
        },
      },
      lifecycle: { prevent_destroy: true },
    })
  })

  test('a namespace without state may be destroyed; everything in it waits for it', () => {
    expect(object(mini, 'city_space_hr', 'kubernetes_namespace_v1', 'hr--pay--web')).not.toHaveProperty('lifecycle')
    const resources = mini.resources.get('city_space_hr') ?? {}
    for (const [type, objects] of Object.entries(resources)) {
      if (type === 'kubernetes_namespace_v1') continue
      for (const [id, attributes] of Object.entries(objects)) {
        if (id.startsWith('ywq-monitoring__')) expect(attributes, `${type}.${id}`).not.toHaveProperty('depends_on')
        else expect(attributes['depends_on'], `${type}.${id}`).toEqual([`kubernetes_namespace_v1.${id.split('__')[0] ?? ''}`])
      }
    }
  })

  test('tiers without a quota of their own share the system’s: what their workloads ask for and an equal part of the rest', () => {
    const hard = (id: string) => object(mini, 'city_space_hr', 'kubernetes_resource_quota_v1', id)['spec']
    const quota = (cpu: string, memory: string, storage: string, pods: string) => ({
      hard: {
        'requests.cpu': cpu, 'limits.cpu': cpu, 'requests.memory': memory, 'limits.memory': memory, 'requests.storage': storage,
        pods, services: '20', persistentvolumeclaims: '20', 'services.nodeports': '0', 'services.loadbalancers': '0',
      },
    })
    // pay declares 6 CPU, 12Gi, 100Gi and 31 pods; db asks for 2 × (500m, 1Gi, 10Gi), web for nothing.
    expect(hard('hr--pay--web__ywq-quota')).toEqual(quota('2500m', '5Gi', '40Gi', '14'))
    expect(hard('hr--pay--db__ywq-quota')).toEqual(quota('3500m', '7Gi', '60Gi', '16'))
  })

  test('nobody but the bureau’s own roles: the delivery Role writes no policy of the space and reads no Secret', () => {
    const { rule } = object(mini, 'city_space_hr', 'kubernetes_role_v1', 'hr--pay--db__ywq-delivery') as { readonly rule: readonly { readonly resources: readonly string[]; readonly verbs: readonly string[]; readonly resource_names?: readonly string[] }[] }
    const verbsOn = (resource: string) => rule.filter((r) => r.resources.includes(resource) && r.resource_names === undefined).flatMap((r) => r.verbs)
    expect(verbsOn('secrets')).toEqual(['create', 'delete'])
    for (const resource of ['namespaces', 'resourcequotas', 'limitranges', 'roles', 'rolebindings', 'serviceaccounts', 'networkpolicies']) {
      expect(verbsOn(resource).filter((v) => ['update', 'patch', 'delete'].includes(v)), resource).toEqual([])
    }
    expect(rule.flatMap((r) => [...r.resources, ...r.verbs]).filter((word) => word.includes('*'))).toEqual([])
  })

  test('people are bound one by one, each with the end that the estate gives', () => {
    expect(object(mini, 'city_space_hr', 'kubernetes_role_binding_v1', 'hr--pay--db__ywq-operator-ann')).toMatchObject({
      metadata: { annotations: { 'ywq.io/expires': '2027-12-31' } },
      role_ref: { kind: 'Role', name: 'ywq-operator' },
      subject: [{ kind: 'User', name: 'ann@gov' }],
    })
    expect(object(mini, 'city_space_hr', 'kubernetes_role_binding_v1', 'hr--pay--db__ywq-delivery')).toMatchObject({ subject: [{ kind: 'Group', name: 'ywq:delivery:hr' }] })
  })

  test('an adopted namespace and its default account are imported, not created', () => {
    const adopted = synthesize(estateOf(miniEstate.replace('- { name: web, zone: service, cluster: city }', '- { name: web, zone: service, cluster: city, namespace: legacy, adopt: true }')))
    const { import: imports } = JSON.parse(adopted.texts.get('city_space_hr') ?? '{}') as { readonly import?: unknown }
    expect(imports).toEqual([
      { to: 'kubernetes_namespace_v1.legacy', id: 'legacy' },
      { to: 'kubernetes_default_service_account_v1.legacy__default', id: 'legacy/default' },
    ])
    expect(JSON.parse(mini.texts.get('city_space_hr') ?? '{}')).not.toHaveProperty('import')
  })

  test('external people get nothing in a key system, and the report says so', () => {
    const key = estateOf(miniEstate.replace('account: ann@gov', 'account: ann@gov, external: true').replace('title: { zh: 社保 }', 'title: { zh: 社保 }\nimportance: key'))
    const { addresses, built } = synthesize(key)
    expect((addresses.get('city_space_hr') ?? []).filter((a) => a.includes('ywq-operator'))).toEqual([])
    expect(built.report.notBuilt.filter((n) => n.reason === 'external-person-in-key-system').map((n) => n.subject)).toEqual(['System/pay'])
  })
})
