/**
 * The decision about a sign-in: an ordered list of rules; the first that has an opinion wins, and the trail says which were asked.
 * Pure. Whoever adds a rule adds it to the list, where its place shows what it hides: a fault of ours before anything that blames a person.
 *
 * It is asked twice. Before the reply, with what is at hand; and after a refusal once more, with what could be found out meanwhile
 * (what the name or the password was meant as). Only the first answer is told on the wire, only the second is kept.
 */
import type { CauseId, Finding } from '../causes/index.ts'
import type { Facts } from './facts.ts'
import { appPasswordFits } from './rules/app-password-fits.ts'
import { countryAllowed } from './rules/country-allowed.ts'
import { emptyFields } from './rules/empty-fields.ts'
import { mailboxExists } from './rules/mailbox-exists.ts'
import { mailboxInService } from './rules/mailbox-in-service.ts'
import { networkNotBlocked } from './rules/network-not-blocked.ts'
import { notThrottled } from './rules/not-throttled.ts'
import { passwordMatches } from './rules/password-matches.ts'
import { storeAnswered } from './rules/store-answered.ts'
import { wholeAddress } from './rules/whole-address.ts'

/** A rule says nothing (`abstain`), or refuses with a finding. Acceptance is that no rule refused. */
export type Rule = (facts: Facts) => 'abstain' | Finding

export interface Decision {
  readonly verdict: 'accept' | 'refuse'
  readonly because: Finding | null
  /** What was meant is inferred; the evidence allows another cause as well. */
  readonly likely: boolean
  /** Names of the rules that were asked, the refusing one last. */
  readonly trail: readonly string[]
}

/** In order. Service state comes after the password, so that only someone who knows it can learn of it. */
export const rules: readonly (readonly [name: string, rule: Rule])[] = [
  ['empty-fields', emptyFields],
  ['whole-address', wholeAddress],
  ['store-answered', storeAnswered],
  ['not-throttled', notThrottled],
  ['network-not-blocked', networkNotBlocked],
  ['country-allowed', countryAllowed],
  ['mailbox-exists', mailboxExists],
  ['password-matches', passwordMatches],
  ['app-password-fits', appPasswordFits],
  ['mailbox-in-service', mailboxInService],
]

/** A name nearby may be somebody else's, and six digits may be somebody's guess. */
const inferred: ReadonlySet<CauseId> = new Set<CauseId>(['identity.similar-mailbox', 'identity.domain-typo', 'credential.totp-alone'])

/**
 * Decides.
 * @param facts gathered by `actions/authenticate`
 */
export const decide = (facts: Facts): Decision => {
  const trail: string[] = []
  for (const [name, rule] of rules) {
    trail.push(name)
    const opinion = rule(facts)
    if (opinion !== 'abstain') return { verdict: 'refuse', because: opinion, likely: inferred.has(opinion.id), trail }
  }
  return { verdict: 'accept', because: null, likely: false, trail }
}
