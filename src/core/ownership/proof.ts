/** What the four ways of showing that a name is one's own come to: plain values, made by pure functions from what was seen. */
import type { Finding } from '../causes/index.ts'

/** The ways that anybody may go. */
export const proofs = ['name-servers', 'web', 'mail', 'txt'] as const

export type Proof = (typeof proofs)[number]

/** By what a domain is proven: one of the four, the operator's word, or a domain above it that the same owner holds. */
export type ProvenBy = Proof | 'operator' | 'parent'

/**
 * What one proof says now. `waiting` is a verdict (it is not there, and the finding says what is); `unknown` is none: a resolver or the way was at fault, and nothing
 * is concluded from it. `not-offered`: this installation or this claim does not have that way.
 */
export type ProofResult =
  | { readonly proof: Proof; readonly state: 'proven' }
  | { readonly proof: Proof; readonly state: 'waiting'; readonly finding: Finding }
  | { readonly proof: Proof; readonly state: 'unknown'; readonly finding: Finding }
  | { readonly proof: Proof; readonly state: 'not-offered' }

/** A result, and what was accepted but deserves to be told (a wrong certificate where plain http proved it). */
export interface Judged {
  readonly result: ProofResult
  readonly notes: readonly Finding[]
}
