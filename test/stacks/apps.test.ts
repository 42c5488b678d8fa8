/** What an apps stack builds of a declared workload, exactly; from the Kubernetes API and the Pod Security Standards. */
import { describe, expect, test } from 'vitest'
import { estateOf, miniEstate } from './estate.ts'
import { object, synthesize } from './synth.ts'

const mini = synthesize(estateOf(miniEstate))
const image = 'registry.example/x@sha256:' + 'a'.repeat(64)
/** The mini estate with another workload in portal/web. */
const withWorkload = (workload: string, change: (text: string) => string = (text) => text) => {
  const synthesized = synthesize(estateOf(change(miniEstate.replace(/- \{ name: web, image: .*/, `- { name: web, image: "${image}", ${workload} }`))))
  return {
    deployment: object(synthesized, 'city_apps_bureau', 'kubernetes_deployment_v1', 'bureau--portal--web__web') as { readonly metadata: object; readonly lifecycle?: unknown; readonly spec: { readonly replicas: string; readonly template: { readonly metadata: { readonly annotations?: Record<string, string> }; readonly spec: Record<string, unknown> & { readonly container: readonly Record<string, unknown>[] } } } },
    synthesized,
  }
}
const minimal = 'replicas: 2, resources: { cpu: 100m, memory: 64Mi }'

describe('apps stack', () => {
  test('exactly the objects of the declared workloads', () => {
    expect(mini.addresses.get('city_apps_bureau')).toEqual([
      'kubernetes_deployment_v1.bureau--portal--web__web',
      'kubernetes_ingress_v1.bureau--portal--web__web',
      'kubernetes_pod_disruption_budget_v1.bureau--portal--web__web',
      'kubernetes_service_v1.bureau--portal--web__web',
    ])
    expect(mini.addresses.get('city_apps_hr')).toEqual([
      'kubernetes_pod_disruption_budget_v1.hr--pay--db__db',
      'kubernetes_service_v1.hr--pay--db__db',
      'kubernetes_service_v1.hr--pay--db__db-peers',
      'kubernetes_stateful_set_v1.hr--pay--db__db',
    ])
  })

  test('the pod is hardened', () => {
    const labels = {
      'app.kubernetes.io/managed-by': 'ywq', 'app.kubernetes.io/name': 'web', 'ywq.io/department': 'bureau', 'ywq.io/system': 'portal', 'ywq.io/tier': 'web',
      'ywq.io/importance': 'normal', 'ywq.io/data-class': 'general',
    }
    const spread = (key: string) => ({ max_skew: 1, topology_key: key, when_unsatisfiable: 'ScheduleAnyway', label_selector: [{ match_labels: { 'app.kubernetes.io/name': 'web' } }] })
    expect(withWorkload(minimal).deployment).toEqual({
      metadata: { name: 'web', namespace: 'bureau--portal--web', labels },
      wait_for_rollout: false,
      spec: {
        replicas: '2', revision_history_limit: 5, selector: { match_labels: { 'app.kubernetes.io/name': 'web' } }, strategy: { type: 'RollingUpdate' },
        template: {
          metadata: { labels },
          spec: {
            service_account_name: 'app-web', automount_service_account_token: false, enable_service_links: false, priority_class_name: 'ywq-normal',
            security_context: { run_as_non_root: true, seccomp_profile: { type: 'RuntimeDefault' } },
            topology_spread_constraint: [spread('topology.kubernetes.io/zone'), spread('kubernetes.io/hostname')],
            container: [{
              name: 'web', image, image_pull_policy: 'IfNotPresent',
              resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '100m', memory: '64Mi' } },
              security_context: { allow_privilege_escalation: false, privileged: false, read_only_root_filesystem: true, run_as_non_root: true, capabilities: { drop: ['ALL'] } },
            }],
          },
        },
      },
    })
  })

  test('probes: a path asks over HTTP, a port alone must accept, no port means no probe', () => {
    const probes = (workload: string) => {
      const [container = {}] = withWorkload(workload).deployment.spec.template.spec.container
      return [container['readiness_probe'], container['liveness_probe'], container['startup_probe']]
    }
    expect(probes(minimal)).toEqual([undefined, undefined, undefined])
    expect(probes(`${minimal}, ports: [{ name: http, port: 80 }]`)).toEqual([{ tcp_socket: [{ port: 'http' }] }, { tcp_socket: [{ port: 'http' }] }, undefined])
    expect(probes(`${minimal}, ports: [{ name: dns, port: 53, protocol: UDP }]`)).toEqual([undefined, undefined, undefined])
    expect(probes(`${minimal}, ports: [{ name: http, port: 80 }], probes: { readiness: { path: /ready }, startup: { path: /up, port: 81 } }`)).toEqual([
      { http_get: { path: '/ready', port: 'http' } }, { tcp_socket: [{ port: 'http' }] }, { http_get: { path: '/up', port: '81' } },
    ])
  })

  test('volumes: Secrets as read-only files, scratch in memory where the data is important, claims of their own', () => {
    const more = `${minimal}, runAsUser: 1234, secretFiles: [{ secret: tls.pem, mountPath: /tls }], scratch: [{ mountPath: /tmp, size: 64Mi }], storage: [{ name: data, mountPath: /data, size: 1Gi, class: encrypted }]`
    const general = withWorkload(more)
    expect(general.deployment.spec.template.spec['volume']).toEqual([
      { name: 'secret-0', secret: { secret_name: 'tls.pem', default_mode: '0440' } },
      { name: 'scratch-0', empty_dir: { size_limit: '64Mi' } },
      { name: 'data', persistent_volume_claim: { claim_name: 'web-data' } },
    ])
    expect(general.deployment.spec.template.spec.container[0]?.['volume_mount']).toEqual([
      { name: 'secret-0', mount_path: '/tls', read_only: true }, { name: 'scratch-0', mount_path: '/tmp' }, { name: 'data', mount_path: '/data' },
    ])
    expect(general.deployment.spec.template.spec['security_context']).toEqual({
      run_as_non_root: true, run_as_user: '1234', run_as_group: '1234', fs_group: '1234', fs_group_change_policy: 'OnRootMismatch', seccomp_profile: { type: 'RuntimeDefault' },
    })
    expect(object(general.synthesized, 'city_apps_bureau', 'kubernetes_persistent_volume_claim_v1', 'bureau--portal--web__web-data')).toMatchObject({
      metadata: { labels: { 'ywq.io/data-class': 'general' } }, lifecycle: { prevent_destroy: true }, wait_until_bound: false,
      spec: { access_modes: ['ReadWriteOnce'], storage_class_name: 'encrypted', resources: { requests: { storage: '1Gi' } } },
    })
    const important = withWorkload(more, (text) => text.replace('usage: { kind: people }', 'usage: { kind: people }\ndata: [{ name: x, class: important, personal: false, share: none }]'))
    expect(important.deployment.spec.template.spec['volume']).toContainEqual({ name: 'scratch-0', empty_dir: { size_limit: '64Mi', medium: 'Memory' } })
  })

  test('an autoscaler owns the replicas; a suspended system has neither', () => {
    const scaled = 'replicas: 2, autoscale: { min: 3, max: 9, cpuPercent: 70 }, resources: { cpu: 100m, memory: 64Mi }'
    const running = withWorkload(scaled)
    expect(running.deployment.spec.replicas).toBe('3')
    expect(running.deployment.lifecycle).toEqual({ ignore_changes: ['spec[0].replicas'] })
    expect(object(running.synthesized, 'city_apps_bureau', 'kubernetes_horizontal_pod_autoscaler_v2', 'bureau--portal--web__web')['spec']).toMatchObject({
      min_replicas: 3, max_replicas: 9, scale_target_ref: { api_version: 'apps/v1', kind: 'Deployment', name: 'web' },
    })
    const suspended = withWorkload(scaled, (text) => text.replace('phase: running', 'phase: suspended'))
    expect(suspended.deployment.spec.replicas).toBe('0')
    expect(suspended.deployment.lifecycle).toBeUndefined()
    expect(suspended.synthesized.addresses.get('city_apps_bureau')).not.toContain('kubernetes_horizontal_pod_autoscaler_v2.bureau--portal--web__web')
  })

  test('one replica gets no budget: none could allow one and not all', () => {
    expect(withWorkload('replicas: 1, resources: { cpu: 100m, memory: 64Mi }').synthesized.addresses.get('city_apps_bureau')).not.toContain('kubernetes_pod_disruption_budget_v1.bureau--portal--web__web')
  })

  test('Services are dual stack where the cluster is; the Ingress always has TLS for its host', () => {
    expect(object(mini, 'city_apps_bureau', 'kubernetes_service_v1', 'bureau--portal--web__web')['spec']).toEqual({
      type: 'ClusterIP', selector: { 'app.kubernetes.io/name': 'web' }, ip_family_policy: 'RequireDualStack', port: [{ name: 'http', port: 8080, target_port: 'http', protocol: 'TCP' }],
    })
    expect(object(mini, 'city_apps_hr', 'kubernetes_service_v1', 'hr--pay--db__db-peers')['spec']).toMatchObject({ cluster_ip: 'None' })
    const single = synthesize(estateOf(miniEstate.replace('serviceCidrs: [10.96.0.0/16, "fd00:96::/112"]', 'serviceCidrs: [10.96.0.0/16]')))
    expect(object(single, 'city_apps_bureau', 'kubernetes_service_v1', 'bureau--portal--web__web')['spec']).not.toHaveProperty('ip_family_policy')
    expect(object(mini, 'city_apps_bureau', 'kubernetes_ingress_v1', 'bureau--portal--web__web')['spec']).toEqual({
      ingress_class_name: 'nginx', tls: [{ hosts: ['portal.example'], secret_name: 'portal-tls' }],
      rule: [{ host: 'portal.example', http: { path: [{ path: '/', path_type: 'Prefix', backend: { service: { name: 'web', port: { name: 'http' } } } }] } }],
    })
    const none = synthesize(estateOf(miniEstate.replace('ingress: { className: nginx, namespace: ingress-nginx }\n', '')))
    expect(none.built.report.notBuilt.map((n) => n.reason)).toContain('no-ingress-class')
    expect(none.addresses.get('city_apps_bureau')).not.toContain('kubernetes_ingress_v1.bureau--portal--web__web')
  })

  test('placement: 信创 systems on 信创 nodes, level 4 in its own pool or reported', () => {
    const xinchuang = withWorkload(minimal, (text) => text.replace('usage: { kind: people }', 'usage: { kind: people }\nxinchuang: { state: required }'))
    expect(xinchuang.deployment.spec.template.spec).toMatchObject({ node_selector: { pool: 'xc' }, toleration: [{ key: 'xc', operator: 'Equal', value: 'yes', effect: 'NoSchedule' }] })
    const four = withWorkload(minimal, (text) => text.replace('members: { systems: [portal, pay, idp] }, level: 2', 'members: { systems: [portal, pay, idp] }, level: 4'))
    expect(four.synthesized.built.report.notBuilt.map((n) => n.reason)).toContain('no-pool')
    expect(four.deployment.spec.template.metadata.annotations).toMatchObject({ 'kubernetes.io/ingress-bandwidth': '50M', 'kubernetes.io/egress-bandwidth': '50M' })
    const chosen = withWorkload(minimal, (text) => text.replace('  - name: web\n    zone: service', '  - name: web\n    pool: general\n    zone: service'))
    expect(chosen.deployment.spec.template.spec).toMatchObject({ node_selector: { pool: 'general' } })
    expect(chosen.deployment.spec.template.spec).not.toHaveProperty('toleration')
  })
})

describe('quota', () => {
  const remarks = (quota: string) => synthesize(estateOf(miniEstate.replace('quota: { cpu: "6", memory: 12Gi, storage: 100Gi, pods: 31 }', `quota: ${quota}`))).built.report.notBuilt.filter((n) => n.reason === 'quota-too-small').map((n) => n.detail.en)

  test('a quota that the declared workloads exceed is reported before the server refuses their pods', () => {
    // pay/db asks for 2 × (500m, 1Gi) and 2 × 10Gi.
    expect(remarks('{ cpu: "1", memory: 2Gi, storage: 20Gi, pods: 3 }')).toEqual([])
    expect(remarks('{ cpu: 900m, memory: 1Gi, storage: 10Gi, pods: 1 }')).toEqual([
      'the quota of namespace hr--pay--db is too small for the declared workloads: cpu 1 > 450m, memory 2Gi > 512Mi, storage 20Gi > 5Gi, pods 2 > 1',
    ])
  })
})
