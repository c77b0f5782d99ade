/**
 * The decision about a sign-in: an ordered list of rules; the first that has an opinion wins, and the trail says which were asked.
 * Pure. Whoever adds a rule adds it to the list, where its place shows what it hides: a fault of ours before anything that blames a person.
 */
import type { Finding } from '../causes/index.ts'
import type { Facts } from './facts.ts'
import { emptyFields } from './rules/empty-fields.ts'
import { mailboxExists } from './rules/mailbox-exists.ts'
import { mailboxInService } from './rules/mailbox-in-service.ts'
import { passwordMatches } from './rules/password-matches.ts'
import { storeAnswered } from './rules/store-answered.ts'
import { wholeAddress } from './rules/whole-address.ts'

/** A rule says nothing (`abstain`), or refuses with a finding. Acceptance is that no rule refused. */
export type Rule = (facts: Facts) => 'abstain' | Finding

export interface Decision {
  readonly verdict: 'accept' | 'refuse'
  readonly because: Finding | null
  /** Names of the rules that were asked, the refusing one last. */
  readonly trail: readonly string[]
}

/** In order. Service state comes after the password, so that only someone who knows it can learn of it. */
export const rules: readonly (readonly [name: string, rule: Rule])[] = [
  ['empty-fields', emptyFields],
  ['whole-address', wholeAddress],
  ['store-answered', storeAnswered],
  ['mailbox-exists', mailboxExists],
  ['password-matches', passwordMatches],
  ['mailbox-in-service', mailboxInService],
]

/**
 * Decides.
 * @param facts gathered by `actions/authenticate`
 */
export const decide = (facts: Facts): Decision => {
  const trail: string[] = []
  for (const [name, rule] of rules) {
    trail.push(name)
    const opinion = rule(facts)
    if (opinion !== 'abstain') return { verdict: 'refuse', because: opinion, trail }
  }
  return { verdict: 'accept', because: null, trail }
}
