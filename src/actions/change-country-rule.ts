/** Shows and sets from which countries the people of a domain, or of one mailbox, sign in. */
import { Fault } from '../base/fault.ts'
import { type CountryRule, type EffectiveRule, effectiveRule, isOpenToWorld } from '../core/authentication/country.ts'
import { parseCountry } from '../core/values/country-code.ts'
import { type Grade, strongGrade } from '../core/values/password.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { type CountryRuleChange, findCountryRule, listWeakMailboxes, setCountryRule } from '../store/country-rules.ts'
import { type ListedPass, listPasses } from '../store/passes.ts'
import type { Place } from '../store/places.ts'
import type { Installation, Whose } from './installation.ts'
import { type NamedPlace, readPlace } from './read-place.ts'

export type { CountryRuleChange } from '../store/country-rules.ts'

/** Which of them says what holds. */
export type SaidBy = 'mailbox' | 'domain' | 'installation'

export interface CountryRuleDescription {
  readonly place: NamedPlace
  /** What this place says itself. */
  readonly own: CountryRule
  /** What holds after all. */
  readonly effective: EffectiveRule
  readonly saidBy: { readonly [K in keyof CountryRule]: SaidBy }
  /** Its own, and its domain's. */
  readonly passes: readonly ListedPass[]
}

/** As many passes of one place as anybody would look at. */
const mostPasses = 1000

/** Nearest first. */
const rulesOf = async ({ db }: Installation, whose: Whose, { domainId, mailboxId }: Place): Promise<CountryRule[]> => {
  const domain = await findCountryRule(db, whose, { domainId, mailboxId: null })
  return mailboxId === null ? [domain] : [await findCountryRule(db, whose, { domainId, mailboxId }), domain]
}

const speakers = ({ mailboxId }: Place): readonly SaidBy[] => (mailboxId === null ? ['domain', 'installation'] : ['mailbox', 'domain', 'installation'])

const describe = async (installation: Installation, whose: Whose, place: NamedPlace): Promise<CountryRuleDescription> => {
  const { db, config } = installation
  const rules = await rulesOf(installation, whose, place)
  const passes = await listPasses(db, whose, { limit: mostPasses, place })
  const said = (key: keyof CountryRule): SaidBy => speakers(place)[rules.findIndex(rule => rule[key] !== null)] ?? 'installation'
  return {
    place,
    own: rules[0]!,
    effective: effectiveRule(rules, config.country),
    saidBy: { smtp: said('smtp'), retrieval: said('retrieval'), countries: said('countries') },
    passes: passes.items.filter(({ mailbox }) => mailbox === null || mailbox === place.name),
  }
}

/** Shows the rule of a mailbox or a domain. @returns refused when there is none such */
export const describeCountryRule = async (installation: Installation, whose: Whose, name: string): Promise<Result<CountryRuleDescription, Refusal>> => {
  const place = await readPlace(installation, whose, name)
  return place.ok ? yes(await describe(installation, whose, place.value)) : place
}

const readCountries = (given: readonly string[]): Result<string[], Refusal> => {
  const codes: string[] = []
  for (const text of given) {
    const code = parseCountry(text)
    if (code === null) return no({ kind: 'invalid-country', given: text })
    codes.push(code)
  }
  return yes([...new Set(codes)].toSorted())
}

/** Of how many mailboxes the addresses are told. */
const mostNamed = 20

/** Who would be left with a password that can be guessed, if this change were made. */
const complaintOfChange = async (installation: Installation, whose: Whose, place: NamedPlace, { smtp, countries }: CountryRuleChange): Promise<Refusal | null> => {
  if (smtp === undefined && countries === undefined) return null
  const [own, ...above] = await rulesOf(installation, whose, place)
  const changed = { ...own!, ...(smtp === undefined ? {} : { smtp }), ...(countries === undefined ? {} : { countries }) }
  // Whose sending is open already does not become more so by its countries.
  if (!isOpenToWorld([changed, ...above]) || (smtp === undefined && isOpenToWorld([own!, ...above]))) return null
  const { addresses, count } = await listWeakMailboxes(installation.db, whose, place, mostNamed)
  return count ? { kind: 'weak-mailboxes', name: place.name, mailboxes: addresses, count } : null
}

/**
 * Sets what is named of a rule; null takes it back, so that what is above holds. Edges hear of it at once.
 * @returns the rule as it is now; refused when there is no such place or country, or when sending from everywhere would rest on passwords that can be guessed
 */
export const changeCountryRule = async (installation: Installation, whose: Whose, name: string, change: CountryRuleChange): Promise<Result<CountryRuleDescription, Refusal>> => {
  const place = await readPlace(installation, whose, name)
  if (!place.ok) return place
  const countries = change.countries ? readCountries(change.countries) : yes(change.countries)
  if (!countries.ok) return countries
  const complaint = await complaintOfChange(installation, whose, place.value, { ...change, countries: countries.value })
  if (complaint) return no(complaint)
  await setCountryRule(installation.db, whose, place.value, { ...change, countries: countries.value })
  return yes(await describe(installation, whose, place.value))
}

/** Whether nothing but its password would keep a guesser from sending as this mailbox, from anywhere in the world. */
export const restsOnPassword = async (installation: Installation, whose: Whose, place: Place): Promise<boolean> => isOpenToWorld(await rulesOf(installation, whose, place))

/**
 * Whether a password of this grade is too weak for a place.
 * @throws Fault `busy` when it would have to be strong, and could not be judged
 */
export const isTooWeak = async (installation: Installation, whose: Whose, place: Place, grade: Grade | null): Promise<boolean> => {
  if ((grade ?? 0) >= strongGrade || !(await restsOnPassword(installation, whose, place))) return false
  if (grade === null) throw new Fault('busy', 'the strength of the password could not be judged in time')
  return true
}
