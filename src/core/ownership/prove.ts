/**
 * What the proofs of a claim come to, beside everybody else who has to do with the name. The rules against theft:
 * name servers show nothing where more than one account could mean them; what our own name servers answer out of a claimant's own zone shows nothing at all;
 * what another holds never passes at once; a domain above proves only for whoever holds the nearest; and who was refused does not begin anew by asking again. Pure.
 */
import type { Finding } from '../causes/index.ts'
import type { Proof, ProofResult, ProvenBy } from './proof.ts'

/** Whoever has a name as a domain. */
export interface Holding {
  readonly ownerId: number
  readonly isProven: boolean
}

/** How a name stands to one claimant. */
export interface Standing {
  /** Whoever has exactly this name, the claimant too; null when nobody has. */
  readonly holder: Holding | null
  /** Proven domains above it, the nearest first. */
  readonly above: readonly Pick<Holding, 'ownerId'>[]
  /** Whether another owner has an open claim. */
  readonly isClaimedByOthers: boolean
  /** When another owner last let go of it; null when none did. */
  readonly releasedByOtherAt: Date | null
}

/** A hand-over of the name that has not ended. */
export interface OpenHandOver {
  readonly toOwnerId: number
  readonly state: 'waiting' | 'contested'
  readonly endsAt: Date
}

/** All that counts. */
export interface ClaimFacts extends Standing {
  readonly name: string
  readonly claimantId: number
  /** One for each proof, as it was seen. */
  readonly results: readonly ProofResult[]
  /** The registry names our name servers for exactly this name, and no others. */
  readonly isServedHere: boolean
  readonly handOver: OpenHandOver | null
  /** Within `refusalHoldsMs` this claimant was refused the name. */
  readonly wasRefused: boolean
  readonly now: Date
}

/** `own`: his unproven row becomes proven; `new`: a row is made; `displaces`: another's unproven row goes first; `again`: it was his and proven already. */
export type Takes = 'own' | 'new' | 'displaces' | 'again'

export type Outcome =
  | { readonly kind: 'proven'; readonly by: ProvenBy; readonly takes: Takes }
  | { readonly kind: 'hand-over'; readonly by: Proof; readonly fromOwnerId: number }
  /** `findings` are about the name as such; what each proof lacks is in its result. */
  | { readonly kind: 'waiting'; readonly findings: readonly Finding[] }

export interface Verdict {
  /** As seen, with the name servers judged by who else could mean them. */
  readonly results: readonly ProofResult[]
  readonly outcome: Outcome
}

const dayMs = 86_400_000

/** Whoever gave a name up leaves its name servers pointing here for a while; for so long they show nothing of whoever comes next. */
export const releaseHoldsMs = 30 * dayMs

/** For so long a refused claimant begins no hand-over of the name again. */
export const refusalHoldsMs = 30 * dayMs

const isHeldByOther = ({ holder, claimantId }: ClaimFacts): boolean => holder !== null && holder.ownerId !== claimantId

const isProvenToOther = (facts: ClaimFacts): boolean => isHeldByOther(facts) && facts.holder!.isProven

/** All customers have the same name servers: what keeps them from showing whose the name is; null when there is but one who can mean them. */
const sharing = (facts: ClaimFacts): Finding | null => {
  const { name: domain, releasedByOtherAt, now } = facts
  // A row that nobody claims any more (its claim lapsed) keeps nobody out.
  if (facts.isClaimedByOthers || isProvenToOther(facts)) return { id: 'ownership.name-servers-shared', facts: { domain } }
  if (releasedByOtherAt === null) return null
  const until = new Date(releasedByOtherAt.getTime() + releaseHoldsMs)
  return now < until ? { id: 'ownership.release-fresh', facts: { domain, until: until.toISOString() } } : null
}

/** A zone that the claimant writes himself is served to the world: its TXT record, and where its web site and its mail are, are his word and no more. */
const isOwnWord = ({ name: domain, isServedHere, holder, claimantId }: ClaimFacts): Finding | null =>
  isServedHere && holder?.ownerId === claimantId ? { id: 'ownership.zone-is-ours', facts: { domain } } : null

/** Whoever holds the domain already need not show again that it is his alone. */
const isOwnProven = ({ holder, claimantId }: ClaimFacts): boolean => holder?.ownerId === claimantId && holder.isProven

/** Proofs that show nothing as things stand, with the reason. */
const limited = (facts: ClaimFacts): ProofResult[] => {
  const reasons = { 'name-servers': sharing(facts), web: isOwnWord(facts), mail: isOwnWord(facts), txt: isOwnWord(facts) }
  return facts.results.map(result => {
    const finding = result.state === 'proven' ? reasons[result.proof] : null
    return finding ? { proof: result.proof, state: 'waiting', finding } : result
  })
}

/** By which of several it is proven: what is watched easily and lasts goes first, a code that was read once last. */
const preference: readonly Proof[] = ['name-servers', 'txt', 'web', 'mail']

const shownBy = (results: readonly ProofResult[]): Proof | null =>
  preference.find(proof => results.some(result => result.proof === proof && result.state === 'proven')) ?? null

/** The nearest proven domain above is his own, and nobody has shown the name itself. Farther ones do not count: the nearest owner decides what is below. */
const isByParent = (facts: ClaimFacts): boolean => facts.above[0]?.ownerId === facts.claimantId && !isProvenToOther(facts)

const takesOf = (facts: ClaimFacts): Takes => {
  if (facts.holder === null) return 'new'
  if (isHeldByOther(facts)) return 'displaces'
  return facts.holder.isProven ? 'again' : 'own'
}

const handOverFinding = (name: string, { state, endsAt }: OpenHandOver): Finding =>
  state === 'contested' ? { id: 'ownership.hand-over-contested', facts: { domain: name } } : { id: 'ownership.hand-over-waiting', facts: { domain: name, endsAt: endsAt.toISOString() } }

/** Against somebody who holds it: a hand-over, one at a time, and none for who was refused lately. */
const against = (facts: ClaimFacts, by: Proof | null): Outcome => {
  const { name, holder, handOver, claimantId, wasRefused } = facts
  if (handOver?.toOwnerId === claimantId) return { kind: 'waiting', findings: [handOverFinding(name, handOver)] }
  const isBarred = by === null || handOver !== null || wasRefused
  if (isBarred) return { kind: 'waiting', findings: [{ id: 'ownership.held-by-another', facts: { name } }] }
  return { kind: 'hand-over', by, fromOwnerId: holder!.ownerId }
}

/** Decides what becomes of a claim. */
export const prove = (facts: ClaimFacts): Verdict => {
  const results = isOwnProven(facts) ? facts.results : limited(facts)
  const by = shownBy(results)
  if (isProvenToOther(facts)) return { results, outcome: against(facts, by) }
  const provenBy = by ?? (isByParent(facts) ? 'parent' : null)
  if (provenBy === null) return { results, outcome: { kind: 'waiting', findings: [] } }
  return { results, outcome: { kind: 'proven', by: provenBy, takes: takesOf(facts) } }
}

/**
 * Whether a proof that began something still stands, to decide at its end.
 * @returns null when nobody could say: then nothing is decided
 */
export const stillHolds = (by: Proof, results: readonly ProofResult[]): boolean | null => {
  const state = results.find(({ proof }) => proof === by)?.state
  if (state === 'proven') return true
  return state === 'waiting' || state === 'not-offered' ? false : null
}
