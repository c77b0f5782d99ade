/**
 * The shape of a cause. The catalogue is the only place where a refusal gets its words.
 * Ids are never reused. Store id and facts, never the sentence.
 */

/** What a protocol needs to know of a cause to answer on the wire. */
export type Kind = 'bad-credentials' | 'denied-by-policy' | 'tls-required' | 'too-many' | 'expired' | 'disabled' | 'temporary' | 'misconfigured'

/** Languages that every text exists in. */
export type Language = 'ja' | 'en'

/** What a person reads. */
export interface Explanation {
  readonly title: string
  /** What happened, and why that ends in a refusal. */
  readonly why: string
  /** What the reader does about it: begins with a verb (in Japanese it ends with one). */
  readonly fix: string
  /** What in the attempt shows it. */
  readonly evidence: string
  /** What would prove it wrong. */
  readonly wrongIf: string
}

/** One cause; `F` is the facts that it needs. */
export interface Cause<F> {
  readonly kind: Kind
  /** Who may be told: the stranger on the wire, the owner in the panel, or only the operator. */
  readonly tell: 'client' | 'owner' | 'operator'
  /** Whose it is to fix. */
  readonly fixer: 'user' | 'owner' | 'operator' | 'us'
  readonly text: Readonly<Record<Language, (facts: F) => Explanation>>
}

/** Holds a cause to its type. */
export const cause = <F>(definition: Cause<F>): Cause<F> => definition
