/**
 * One rich resource of each type that the stacks use, and bare ones that leave everything to the provider, as cdk.tf.json holds them.
 * Applied by the real provider in test/live/sources-synth.test.ts; read by the synth source everywhere else.
 */
const container = {
  name: 'main',
  image: 'example.test/main@sha256:0000000000000000000000000000000000000000000000000000000000000000',
  image_pull_policy: 'IfNotPresent',
  command: ['/bin/main'],
  args: ['--a', '$${literal}'],
  working_dir: '/work',
  env: [
    { name: 'A', value: '1' },
    { name: 'B', value_from: { field_ref: { field_path: 'metadata.name' } } },
    { name: 'C', value_from: { config_map_key_ref: { name: 'c', key: 'k', optional: true } } },
    { name: 'D', value_from: { secret_key_ref: { name: 's', key: 'k' } } },
    { name: 'F', value_from: { config_map_key_ref: { name: 'c', key: 'k' } } },
    { name: 'E', value_from: { resource_field_ref: { container_name: 'main', resource: 'limits.cpu' } } },
  ],
  env_from: [{ prefix: 'X_', config_map_ref: { name: 'c', optional: true } }, { secret_ref: { name: 's' } }, { config_map_ref: { name: 'd' } }, { secret_ref: { name: 't', optional: true } }],
  port: [{ name: 'http', container_port: 8080 }, { name: 'dns', container_port: 53, protocol: 'UDP' }],
  resources: { limits: { cpu: '500m', memory: '256Mi' }, requests: { cpu: '100m', memory: '128Mi' } },
  security_context: {
    allow_privilege_escalation: false, privileged: false, read_only_root_filesystem: true, run_as_non_root: true, run_as_user: '1000', run_as_group: '1000',
    capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] }, seccomp_profile: { type: 'RuntimeDefault' }, se_linux_options: { level: 's0' },
  },
  volume_mount: [{ name: 'empty', mount_path: '/empty' }, { name: 'config', mount_path: '/config', read_only: true, sub_path: 'x' }],
  liveness_probe: { http_get: { path: '/live', port: '8080', scheme: 'HTTPS', http_header: [{ name: 'h', value: 'v' }] }, initial_delay_seconds: 3, period_seconds: 5 },
  readiness_probe: { tcp_socket: [{ port: 'http' }] },
  startup_probe: { exec: { command: ['true'] }, failure_threshold: 9 },
  lifecycle: { pre_stop: [{ exec: { command: ['sleep', '5'] } }] },
  termination_message_policy: 'FallbackToLogsOnError',
}

const podSpec = {
  automount_service_account_token: false,
  service_account_name: 'default',
  host_network: false,
  dns_policy: 'None',
  dns_config: { nameservers: ['10.96.0.10'], searches: ['x.test'], option: [{ name: 'ndots', value: '2' }] },
  enable_service_links: false,
  termination_grace_period_seconds: 10,
  priority_class_name: 'max',
  node_selector: { 'kubernetes.io/os': 'linux' },
  image_pull_secrets: [{ name: 'pull' }],
  host_aliases: [{ ip: '10.1.2.3', hostnames: ['a.test'] }],
  security_context: { run_as_non_root: true, run_as_user: '1000', run_as_group: '1000', fs_group: '2000', fs_group_change_policy: 'OnRootMismatch', supplemental_groups: [3000], seccomp_profile: { type: 'RuntimeDefault' } },
  toleration: [{ key: 'k', operator: 'Equal', value: 'v', effect: 'NoExecute', toleration_seconds: '60' }, { key: 'e', operator: 'Exists' }],
  topology_spread_constraint: [{ max_skew: 1, topology_key: 'kubernetes.io/hostname', when_unsatisfiable: 'ScheduleAnyway', label_selector: [{ match_labels: { app: 'max' } }] }],
  affinity: {
    node_affinity: {
      required_during_scheduling_ignored_during_execution: { node_selector_term: [{ match_expressions: [{ key: 'kubernetes.io/os', operator: 'In', values: ['linux'] }] }] },
      preferred_during_scheduling_ignored_during_execution: [{ weight: 1, preference: { match_expressions: [{ key: 'x', operator: 'Exists' }] } }],
    },
    pod_anti_affinity: {
      preferred_during_scheduling_ignored_during_execution: [{ weight: 100, pod_affinity_term: { topology_key: 'kubernetes.io/hostname', label_selector: [{ match_expressions: [{ key: 'app', operator: 'In', values: ['max'] }] }] } }],
    },
  },
  init_container: [{ name: 'init', image: 'example.test/init:1', security_context: {} }],
  container: [container, { name: 'bare', image: 'example.test/bare:1' }, { name: 'empty-context', image: 'example.test/bare:1', security_context: {} }],
  volume: [
    { name: 'empty', empty_dir: { medium: 'Memory', size_limit: '1Gi' } },
    { name: 'bare-empty', empty_dir: {} },
    { name: 'config', config_map: { name: 'c', default_mode: '0440', optional: true, items: [{ key: 'k', path: 'p', mode: '0400' }] } },
    { name: 'secret', secret: { secret_name: 's' } },
    { name: 'bare-config', config_map: { name: 'c' } },
    { name: 'host', host_path: { path: '/var/log', type: 'Directory' } },
    { name: 'claim', persistent_volume_claim: { claim_name: 'max', read_only: true } },
    { name: 'downward', downward_api: { items: [{ path: 'labels', field_ref: { field_path: 'metadata.labels' } }] } },
    { name: 'projected', projected: [{ default_mode: '0444', sources: [{ service_account_token: { path: 'token', audience: 'a', expiration_seconds: 3600 } }, { config_map: [{ name: 'c' }] }, { secret: [{ name: 's' }] }] }] },
    { name: 'csi', csi: { driver: 'csi.test', read_only: true, volume_attributes: { Attr_One: 'x' } } },
    { name: 'nfs', nfs: { server: 'nfs.test', path: '/x', read_only: true } },
    { name: 'ephemeral', ephemeral: { volume_claim_template: { spec: { access_modes: ['ReadWriteOnce'], storage_class_name: 'fast', resources: { requests: { storage: '1Gi' } } } } } },
  ],
}

const bareSpec = { container: [{ name: 'bare', image: 'example.test/bare:1' }] }
const bareContext = { container: [{ name: 'bare', image: 'example.test/bare:1', security_context: {} }], security_context: {} }
const labels = { app: 'max' }
const metadata = (name: string, namespace = 'max'): Record<string, unknown> => ({ name, namespace, labels: { app: 'max', 'example.test/Kept_As_Is': 'Yes' }, annotations: { 'example.test/snake_case': 'kept_as_is' } })
const template = (spec: object): object => ({ metadata: { labels }, spec })
const peer = { namespace_selector: { match_labels: { 'kubernetes.io/metadata.name': 'other' } }, pod_selector: { match_expressions: [{ key: 'app', operator: 'In', values: ['a', 'b'] }] } }

export const maximal = {
  terraform: { required_providers: { kubernetes: { source: 'hashicorp/kubernetes', version: '2.38.0' } } },
  provider: { kubernetes: [{}] },
  locals: { host: 'web.example.test' },
  resource: {
    kubernetes_namespace_v1: { max: { metadata: { name: 'max', labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } } }, limited: { metadata: { name: 'limited' } } },
    kubernetes_service_account_v1: { max: { metadata: metadata('max'), automount_service_account_token: false, image_pull_secret: [{ name: 'pull' }] }, bare: { metadata: { name: 'bare', namespace: '${kubernetes_namespace_v1.max.metadata[0].name}' } } },
    kubernetes_default_service_account_v1: { max: { metadata: { namespace: 'max' }, automount_service_account_token: false } },
    kubernetes_config_map_v1: { max: { metadata: metadata('max'), data: { Some_Key: 'a: $${b}', 'x.yaml': 'k: v\n' }, binary_data: { bin: 'AAEC' }, immutable: true } },
    kubernetes_secret_v1: { max: { metadata: metadata('max'), data: { password: 'hunter2' }, type: 'Opaque' } },
    kubernetes_cluster_role_v1: { max: { metadata: { name: 'max' }, rule: [{ api_groups: [''], resources: ['pods', 'pods/log'], verbs: ['get'], resource_names: ['x'] }, { non_resource_urls: ['/healthz'], verbs: ['get'] }] }, aggregate: { metadata: { name: 'aggregate' }, aggregation_rule: { cluster_role_selectors: [{ match_labels: { a: 'b' } }] } } },
    kubernetes_cluster_role_binding_v1: { max: { metadata: { name: 'max' }, role_ref: { api_group: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'max' }, subject: [{ kind: 'User', name: 'u', api_group: 'rbac.authorization.k8s.io' }, { kind: 'Group', name: 'g' }, { kind: 'ServiceAccount', name: 'max', namespace: 'max' }] } },
    kubernetes_role_v1: { max: { metadata: metadata('max'), rule: [{ api_groups: ['apps'], resources: ['deployments'], verbs: ['get', 'list'] }] } },
    kubernetes_role_binding_v1: { max: { metadata: metadata('max'), role_ref: { api_group: 'rbac.authorization.k8s.io', kind: 'Role', name: 'max' }, subject: [{ kind: 'Group', name: 'g', api_group: 'rbac.authorization.k8s.io' }, { kind: 'ServiceAccount', name: 'max' }] } },
    kubernetes_resource_quota_v1: { max: { metadata: metadata('max', 'limited'), spec: { hard: { pods: '100', 'requests.cpu': '10', 'limits.memory': '10Gi' } } } },
    kubernetes_limit_range_v1: { max: { metadata: metadata('max', 'limited'), spec: { limit: [{ type: 'Container', default: { cpu: '500m' }, default_request: { cpu: '100m' }, max: { cpu: '2' }, min: { cpu: '10m' } }] } } },
    kubernetes_network_policy_v1: {
      max: { metadata: metadata('max'), spec: { pod_selector: { match_labels: labels }, policy_types: ['Ingress', 'Egress'], ingress: [{ from: [peer, { ip_block: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }], ports: [{ port: '8080', protocol: 'TCP' }, { port: 'http' }, { port: '30000', end_port: 30010 }] }], egress: [{ to: [peer] }, { ports: [{ port: '53', protocol: 'UDP' }] }] } },
      deny: { metadata: metadata('deny'), spec: { pod_selector: {}, policy_types: ['Ingress', 'Egress'] } },
      all: { metadata: metadata('all'), spec: { pod_selector: {}, policy_types: ['Ingress'], ingress: [{}] } },
    },
    kubernetes_service_v1: { max: { metadata: metadata('max'), spec: { selector: labels, port: [{ name: 'http', port: 80, target_port: 'http' }, { name: 'n', port: 81, target_port: '8081', protocol: 'TCP' }], type: 'ClusterIP', session_affinity: 'None', ip_family_policy: 'RequireDualStack' } }, external: { metadata: metadata('external'), spec: { type: 'ExternalName', external_name: 'x.test' } }, headless: { metadata: metadata('headless'), spec: { cluster_ip: 'None', selector: labels, port: [{ port: 5432 }] } } },
    kubernetes_ingress_v1: { max: { metadata: metadata('max'), spec: { ingress_class_name: 'nginx', default_backend: { service: { name: 'max', port: { number: 80 } } }, rule: [{ host: '${local.host}', http: { path: [{ path: '/', path_type: 'Prefix', backend: { service: { name: 'max', port: { name: 'http' } } } }] } }], tls: [{ hosts: ['web.example.test'], secret_name: 'tls' }] } } },
    kubernetes_pod_disruption_budget_v1: { max: { metadata: metadata('max'), spec: { max_unavailable: '1', selector: { match_labels: labels } } }, percent: { metadata: metadata('percent'), spec: { min_available: '50%', selector: { match_labels: labels } } } },
    kubernetes_priority_class_v1: { max: { metadata: { name: 'max' }, value: 1000, description: 'd', preemption_policy: 'Never' } },
    kubernetes_storage_class_v1: { max: { metadata: { name: 'max' }, storage_provisioner: 'csi.test', reclaim_policy: 'Retain', parameters: { Encrypted_Key: 'true' }, allow_volume_expansion: false, volume_binding_mode: 'WaitForFirstConsumer', mount_options: ['noatime'] } },
    kubernetes_ingress_class_v1: { max: { metadata: { name: 'max' }, spec: { controller: 'example.test/x' } } },
    kubernetes_persistent_volume_v1: { max: { metadata: { name: 'max' }, spec: { capacity: { storage: '1Gi' }, access_modes: ['ReadWriteOnce'], storage_class_name: 'max', persistent_volume_reclaim_policy: 'Retain', persistent_volume_source: { nfs: { server: 'nfs.test', path: '/x' } } } } },
    kubernetes_persistent_volume_claim_v1: { max: { metadata: metadata('max'), wait_until_bound: false, spec: { access_modes: ['ReadWriteOnce'], storage_class_name: 'max', resources: { requests: { storage: '1Gi' } } } } },
    kubernetes_horizontal_pod_autoscaler_v2: { max: { metadata: metadata('max'), spec: { min_replicas: 2, max_replicas: 5, scale_target_ref: { api_version: 'apps/v1', kind: 'Deployment', name: 'max' }, metric: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', average_utilization: 60 } } }], behavior: { scale_down: { stabilization_window_seconds: 60, select_policy: 'Min', policy: [{ type: 'Pods', value: 1, period_seconds: 60 }] } } } } },
    kubernetes_deployment_v1: {
      max: { metadata: metadata('max'), wait_for_rollout: false, spec: { replicas: '2', min_ready_seconds: 5, revision_history_limit: 3, strategy: { type: 'RollingUpdate', rolling_update: { max_surge: '1', max_unavailable: '0' } }, selector: { match_labels: labels }, template: template(podSpec) } },
      bare: { metadata: metadata('bare'), wait_for_rollout: false, spec: { selector: { match_labels: labels }, template: template(bareSpec) } },
      context: { metadata: metadata('context'), wait_for_rollout: false, spec: { selector: { match_labels: labels }, template: template(bareContext) } },
    },
    kubernetes_stateful_set_v1: { max: { metadata: metadata('max'), wait_for_rollout: false, spec: { service_name: 'headless', replicas: '1', pod_management_policy: 'Parallel', selector: { match_labels: labels }, update_strategy: [{ type: 'RollingUpdate', rolling_update: [{ partition: 0 }] }], template: template(bareContext), volume_claim_template: [{ metadata: { name: 'data' }, spec: { access_modes: ['ReadWriteOnce'], storage_class_name: 'max', resources: { requests: { storage: '1Gi' } } } }] } } },
    kubernetes_daemon_set_v1: { max: { metadata: metadata('max'), wait_for_rollout: false, spec: { selector: { match_labels: labels }, strategy: { type: 'RollingUpdate', rolling_update: { max_unavailable: '1' } }, template: template(bareSpec) } } },
    kubernetes_job_v1: { max: { metadata: metadata('max'), wait_for_completion: false, spec: { backoff_limit: 2, ttl_seconds_after_finished: '60', template: template({ ...bareContext, restart_policy: 'Never' }) } } },
    kubernetes_cron_job_v1: { max: { metadata: metadata('max'), spec: { schedule: '*/5 * * * *', concurrency_policy: 'Forbid', timezone: 'Asia/Shanghai', job_template: { metadata: {}, spec: { template: template({ ...bareSpec, restart_policy: 'OnFailure' }) } } } } },
    kubernetes_pod_v1: { max: { metadata: { ...metadata('max'), labels: { app: 'alone' } }, spec: bareContext } },
    kubernetes_manifest: { max: { manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'from-manifest', namespace: 'max' }, data: { k: 'v' } }, depends_on: ['kubernetes_namespace_v1.max'] } },
  },
} as const
