/** `ywq serve` in the cluster: reads what the checks need (no Secrets), serves metrics to Prometheus over its Service. */
import { labels as labelNames, priorityClasses, roleNames } from '../../policies/names.ts'
import { ClusterRoleBindingV1, ClusterRoleV1, Construct, DeploymentV1, NetworkPolicyV1, PodDisruptionBudgetV1, ServiceAccountV1, ServiceV1, declare } from '../engine.ts'
import { platformLabels } from '../labels.ts'
import { exporterRules } from './administrator-rules.ts'
import { mutable } from './roles.ts'
import type { NamespaceRef } from './tenant-namespace.ts'
import { familyPolicy } from './workload-service.ts'

export interface ExporterProps {
  readonly namespace: NamespaceRef
  /** Image by digest. Nothing of the estate says which; without one the Deployment is not built, its identity and Service are. */
  readonly image?: string | undefined
  readonly serviceCidrs: readonly string[]
  /** Addresses of the API servers. @default the exporter's egress stays closed but for name resolution: it cannot read the cluster */
  readonly apiServer?: readonly string[] | undefined
}

export const exporterName = 'ywq-exporter'
const name = exporterName
const rbac = 'rbac.authorization.k8s.io'
export const exporterPort = 9464
const port = exporterPort

export class Exporter extends Construct {
  constructor(scope: Construct, id: string, props: ExporterProps) {
    super(scope, id)
    const { namespace, apiServer = [] } = props
    const after = namespace.after ?? []
    const selector = { [labelNames.appName]: name }
    const labels = { ...platformLabels('monitoring'), ...selector }
    const metadata = { name, namespace: namespace.name, labels }
    const account = declare(this, ServiceAccountV1, { metadata, automountServiceAccountToken: false }, { after })
    const role = declare(this, ClusterRoleV1, { metadata: { name: roleNames.exporter, labels }, rule: exporterRules.map(mutable) })
    declare(this, ClusterRoleBindingV1, {
      metadata: { name: roleNames.exporter, labels },
      roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: roleNames.exporter },
      subject: [{ kind: 'ServiceAccount', name, namespace: namespace.name }],
    }, { after: [role, account] })
    declare(this, ServiceV1, {
      metadata,
      spec: { type: 'ClusterIP', selector, ...familyPolicy(props.serviceCidrs), port: [{ name: 'metrics', port, targetPort: 'metrics', protocol: 'TCP' }] },
      waitForLoadBalancer: false,
    }, { after })
    // A policy that selects nothing would be a dangling rule (no-dangling-policy): it comes with the Deployment.
    if (props.image === undefined) return
    declare(this, NetworkPolicyV1, {
      metadata,
      spec: {
        podSelector: { matchLabels: selector }, policyTypes: apiServer.length === 0 ? ['Ingress'] : ['Ingress', 'Egress'],
        // Prometheus runs in the same namespace.
        ingress: [{ from: [{ podSelector: { matchLabels: { [labelNames.appName]: 'prometheus' } } }], ports: [{ port: String(port), protocol: 'TCP' }] }],
        ...(apiServer.length === 0 ? {} : { egress: [{ to: apiServer.map((cidr) => ({ ipBlock: { cidr } })), ports: [{ port: '443', protocol: 'TCP' }, { port: '6443', protocol: 'TCP' }] }] }),
      },
    }, { after })
    declare(this, PodDisruptionBudgetV1, { metadata, spec: { maxUnavailable: '1', selector: { matchLabels: selector } } }, { after })
    declare(this, DeploymentV1, {
      metadata, waitForRollout: false,
      spec: {
        replicas: '2', selector: { matchLabels: selector }, revisionHistoryLimit: 5, strategy: { type: 'RollingUpdate' },
        template: {
          metadata: { labels },
          spec: {
            serviceAccountName: name, automountServiceAccountToken: true, enableServiceLinks: false, priorityClassName: priorityClasses.high,
            securityContext: { runAsNonRoot: true, runAsUser: '10001', runAsGroup: '10001', fsGroup: '10001', seccompProfile: { type: 'RuntimeDefault' } },
            topologySpreadConstraint: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
              maxSkew: 1, topologyKey, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: [{ matchLabels: selector }],
            })),
            container: [{
              name: 'exporter', image: props.image, imagePullPolicy: 'IfNotPresent', args: ['serve', '--listen', `0.0.0.0:${port}`, '--tls-cert', '/tls/tls.crt', '--tls-key', '/tls/tls.key', '--auth', 'kubernetes'],
              volumeMount: [{ name: 'tls', mountPath: '/tls', readOnly: true }],
              port: [{ name: 'metrics', containerPort: port, protocol: 'TCP' }],
              resources: { requests: { cpu: '250m', memory: '512Mi' }, limits: { cpu: '1', memory: '512Mi' } },
              readinessProbe: { httpGet: { path: '/readyz', port: 'metrics', scheme: 'HTTPS' } }, livenessProbe: { httpGet: { path: '/healthz', port: 'metrics', scheme: 'HTTPS' } },
              securityContext: { allowPrivilegeEscalation: false, privileged: false, readOnlyRootFilesystem: true, runAsNonRoot: true, capabilities: { drop: ['ALL'] } },
            }],
            // Off loopback the listener asks for TLS and a token; the certificate is delivered as a Secret by this name.
            volume: [{ name: 'tls', secret: { secretName: `${name}-tls`, defaultMode: '0440' } }],
          },
        },
      },
    }, { after: [...after, account] })
  }
}
