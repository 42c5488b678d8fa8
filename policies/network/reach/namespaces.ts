/**
 * Namespaces by their labels, and selectors of namespaces evaluated once: each knows the namespaces that it matches. A new selector looks
 * only at namespaces that bear a label it asks for; a namespace that changes is asked anew by every selector.
 */
import type { LabelSelector } from '../../kubernetes.ts'
import { match, termsOf, type LabelGaps, type Match, type Terms } from '../selector.ts'
import { namespaceLabel } from '../baseline.ts'

type Labels = Readonly<Record<string, string>>

interface Known {
  readonly labels: Labels
  readonly gaps: LabelGaps
}

/** Namespaces of a peer: all, or those of a map. */
export interface NamespaceMatcher {
  readonly terms: Terms
  /** Namespaces that match, or may; empty terms match all without being listed. */
  readonly matches: Map<string, Match>
}

const nothingKnown: LabelGaps = { generated: new Set(), open: true }
const allKnown: LabelGaps = { generated: new Set(), open: false }

export class Namespaces {
  readonly #known = new Map<string, Known>()
  readonly #byLabel = new Map<string, Set<string>>()
  readonly #open = new Set<string>()
  readonly #matchers = new Map<string, NamespaceMatcher>()

  /** @param labels of the Namespace object; null where it is not in the input: then only its name is known */
  set(name: string, labels: Labels | null): void {
    this.#forget(name)
    // The API server writes this label itself and lets nobody change it.
    const own: Labels = { ...labels, [namespaceLabel]: name }
    this.#known.set(name, { labels: own, gaps: labels === null ? nothingKnown : allKnown })
    if (labels === null) this.#open.add(name)
    for (const [key, value] of Object.entries(own)) {
      const label = labelKey(key, value)
      const list = this.#byLabel.get(label)
      if (list === undefined) this.#byLabel.set(label, new Set([name]))
      else list.add(name)
    }
    for (const matcher of this.#matchers.values()) this.#evaluate(matcher, name)
  }

  delete(name: string): void {
    this.#forget(name)
    for (const matcher of this.#matchers.values()) matcher.matches.delete(name)
  }

  #forget(name: string): void {
    const known = this.#known.get(name)
    if (known === undefined) return
    for (const [key, value] of Object.entries(known.labels)) this.#byLabel.get(labelKey(key, value))?.delete(name)
    this.#known.delete(name)
    this.#open.delete(name)
  }

  names(): Iterable<string> {
    return this.#known.keys()
  }

  /** @throws Error on a selector that the API refuses */
  matcher(selector: LabelSelector): NamespaceMatcher {
    const terms = termsOf(selector)
    const text = JSON.stringify(terms)
    let matcher = this.#matchers.get(text)
    if (matcher === undefined) {
      matcher = { terms, matches: new Map() }
      this.#matchers.set(text, matcher)
      for (const name of this.#candidates(terms)) this.#evaluate(matcher, name)
    }
    return matcher
  }

  #candidates(terms: Terms): Iterable<string> {
    if (terms.length === 0) return []
    let fewest: ReadonlySet<string>[] | null = null
    let size = this.#known.size
    for (const { key, operator, values } of terms) {
      if (operator !== 'In') continue
      const sets = (values ?? []).flatMap((value) => this.#byLabel.get(labelKey(key, value)) ?? [])
      const count = sets.reduce((sum, set) => sum + set.size, 0)
      if (fewest === null || count < size) [fewest, size] = [sets, count]
    }
    return fewest === null ? this.#known.keys() : [...fewest.flatMap((set) => [...set]), ...this.#open]
  }

  #evaluate(matcher: NamespaceMatcher, name: string): void {
    const known = this.#known.get(name)
    if (known === undefined || matcher.terms.length === 0) return
    const found = match(matcher.terms, known.labels, known.gaps)
    if (found === 'no') matcher.matches.delete(name)
    else matcher.matches.set(name, found)
  }

  /** Takes away selectors that no policy uses any more. */
  keep(used: ReadonlySet<NamespaceMatcher>): void {
    for (const [text, matcher] of this.#matchers) if (!used.has(matcher)) this.#matchers.delete(text)
  }

  get matchers(): number {
    return this.#matchers.size
  }
}

/** The namespace that a rule of a NetworkPolicy means where it has no namespaceSelector: its own. */
export function onlyNamespace(name: string): NamespaceMatcher {
  return { terms: [{ key: namespaceLabel, operator: 'In', values: [name] }], matches: new Map([[name, 'yes']]) }
}

export function matchNamespace(matcher: NamespaceMatcher, name: string): Match {
  return matcher.terms.length === 0 ? 'yes' : (matcher.matches.get(name) ?? 'no')
}

function labelKey(key: string, value: string): string {
  return `${key}\u0000${value}`
}
