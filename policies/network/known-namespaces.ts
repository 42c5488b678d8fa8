/**
 * Namespaces and pods that a policy's selector can meet: those of the input, those that the estate declares, and those that every cluster
 * has. A policy towards the name service is not dangling because kube-system is in another input.
 */
import type { CheckContext } from '../check.ts'
import type { LabelSelector } from '../kubernetes.ts'
import { labels, platformNamespaces } from '../names.ts'
import { metadataOf } from '../placed.ts'
import { podBearingKinds } from '../pod-target.ts'
import { serverNamespaces } from '../server-objects.ts'
import type { Place, Subject } from '../subject.ts'
import { nameService, namespaceLabel } from './baseline.ts'
import { isEmptySelector, selects } from './selector.ts'

type Labels = Readonly<Record<string, string>>

/** Names of the namespaces that a selector matches. */
export function namespacesSelected(selector: LabelSelector, policy: Subject, context: CheckContext): readonly string[] {
  const only = onlyName(selector)
  if (only !== null) return exists(only, policy, context) ? [only] : []
  const known = new Map<string, Labels>()
  for (const name of standing(policy, context)) known.set(name, { [namespaceLabel]: name })
  for (const { namespace, place, tier } of context.estate?.tiers ?? []) if (tier.cluster === policy.cluster) known.set(namespace, declaredLabels(namespace, place))
  for (const namespace of context.known('Namespace', '')) known.set(namespace.name, { ...metadataOf(namespace).labels, [namespaceLabel]: namespace.name })
  return [...known].filter(([, own]) => selects(selector, own)).map(([name]) => name)
}

/** The usual selector, `kubernetes.io/metadata.name: x`, without looking at every namespace of the cluster. */
function onlyName(selector: LabelSelector): string | null {
  const keys = Object.keys(selector.matchLabels ?? {})
  return keys.length === 1 && (selector.matchExpressions ?? []).length === 0 ? (selector.matchLabels?.[namespaceLabel] ?? null) : null
}

function exists(name: string, policy: Subject, context: CheckContext): boolean {
  return context.find('Namespace', '', name) !== undefined || context.estate?.tierOf(policy.cluster, name) !== undefined || standing(policy, context).includes(name)
}

/** Namespaces of the server, of our platform, of the ingress controller and of the name service. */
function standing(policy: Subject, context: CheckContext): readonly string[] {
  const estate = context.estate
  const ingress = estate?.get('Cluster', policy.cluster)?.ingress?.namespace
  return ['default', ...serverNamespaces, ...Object.values(platformNamespaces), ...(ingress === undefined ? [] : [ingress]), ...(estate === null || estate === undefined ? [] : [nameService(estate).namespace])]
}

/** Labels that the space stack writes on the namespace of a tier and that nobody else may change. */
export function declaredLabels(namespace: string, place: Place): Labels {
  return {
    [namespaceLabel]: namespace, [labels.department]: place.department, [labels.system]: place.system, [labels.tier]: place.tier, [labels.zone]: place.zone,
    [labels.environment]: place.environment, ...(place.level === null ? {} : { [labels.level]: String(place.level) }),
  }
}

/**
 * Whether a podSelector meets a pod in one of the namespaces.
 * @returns null where the input does not hold every pod of them, or the department deploys by means that the input does not show
 */
export function meetsPod(selector: LabelSelector | undefined, namespaces: readonly string[], policy: Subject, context: CheckContext): boolean | null {
  if (selector === undefined || isEmptySelector(selector)) return true
  if (namespaces.some((namespace) => context.pods(namespace).some((pod) => selects(selector, pod.metadata.labels)))) return true
  if (namespaces.some((namespace) => declaredPods(namespace, policy, context).some((own) => selects(selector, own)))) return true
  return namespaces.some((namespace) => !allPodsGiven(namespace, policy, context)) ? null : false
}

/** Pods that are declared by their labels: the name service, the ingress controller, Prometheus beside our exporter. */
function declaredPods(namespace: string, policy: Subject, context: CheckContext): readonly Labels[] {
  const ingress = context.estate?.get('Cluster', policy.cluster)?.ingress
  const dns = context.estate === null ? undefined : nameService(context.estate)
  return [
    ...(namespace === platformNamespaces.monitoring ? [{ [labels.appName]: 'prometheus' }] : []),
    ...(dns?.namespace === namespace ? [dns.podLabels] : []),
    ...(ingress?.namespace === namespace && ingress.podLabels !== undefined ? [ingress.podLabels] : []),
  ]
}

function allPodsGiven(namespace: string, policy: Subject, context: CheckContext): boolean {
  if (!podBearingKinds.every((kind) => context.isComplete(kind, namespace))) return false
  return policy.source === 'live' || context.estate?.tierOf(policy.cluster, namespace)?.tier.workloads !== undefined || context.estate === null
}
