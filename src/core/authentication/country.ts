/**
 * The country rule: who may sign in from where. Decided before the password, from the address alone, so it reads the same for any name.
 * A rule is looked for at the mailbox, then at the domain, then at the installation; passes open it for a country, a network or a cloud service.
 * Pure: whose address it is comes from `engines/country`, whose service from `engines/resolver/reverse-name`.
 */
import { isInNetwork } from '../values/network.ts'
import type { Protocol } from '../values/protocol.ts'

export type CountryOpinion =
  | {
      readonly state: 'allowed'
      /** ISO 3166-1 alpha-2, null when the address belongs to none. */
      readonly country: string | null
      readonly because: 'rule-off' | 'home' | 'listed' | 'private' | 'pass-country' | 'pass-network' | 'pass-service'
    }
  | {
      readonly state: 'blocked'
      /** Null: the table does not know the address, and the installation refuses such. */
      readonly country: string | null
      /** Day that the country table was made. */
      readonly tableDate: string
      /** Cloud service that the address belongs to, forward-confirmed. */
      readonly service: string | null
      readonly scope: 'smtp' | 'retrieval'
      /**
       * Not null: a cloud service has a pass here, and our resolver could not say whether this address is its. Then the refusal is ours and for now,
       * never one that blames somebody; letting in instead would let anyone in whose own name server keeps silent.
       */
      readonly unresolved: string | null
    }
  /** Never blocks. */
  | { readonly state: 'unknown'; readonly why: string }

/** What a mailbox or a domain says. Null: as the next above says. */
export interface CountryRule {
  /** Whether the rule holds for sending. */
  readonly smtp: boolean | null
  /** Whether the rule holds for IMAP and POP. */
  readonly retrieval: boolean | null
  /** Let in, instead of the installation's home countries. */
  readonly countries: readonly string[] | null
}

/** What the installation says when nobody below does. */
export interface CountryDefaults {
  readonly smtp: boolean
  readonly retrieval: boolean
  readonly home: readonly string[]
  /** What becomes of a public address that the table does not know. */
  readonly unknown: 'allow' | 'refuse'
}

/** A way through the rule. */
export interface Pass {
  readonly kind: 'country' | 'network' | 'service'
  /** ISO code, network, or id of a service. */
  readonly value: string
  /** Null only for a service: for good. */
  readonly until: Date | null
}

/** Whose address it is. */
export interface Place {
  /** ISO 3166-1 alpha-2, null when unknown. */
  readonly country: string | null
  /** Loopback, private, or the installation's own: always let in. */
  readonly isPrivate: boolean
}

/** Which cloud service the address belongs to, as far as it was asked. */
export type ServiceOpinion = { readonly state: 'known'; readonly service: string | null } | { readonly state: 'unknown'; readonly why: string }

export interface CountryQuestion {
  readonly protocol: Protocol
  /** The client's. */
  readonly address: string
  readonly place: Place
  /** Day that the country table was made, `2026-06-17`; null while there is no table at all. */
  readonly tableDate: string | null
  /** Nearest first: the mailbox's, the domain's; those that are there. */
  readonly rules: readonly CountryRule[]
  readonly defaults: CountryDefaults
  /** The mailbox's and its domain's. */
  readonly passes: readonly Pass[]
  readonly service: ServiceOpinion
  readonly now: Date
}

/** What holds for one mailbox after all. */
export interface EffectiveRule {
  readonly smtp: boolean
  readonly retrieval: boolean
  readonly countries: readonly string[]
  /** The countries are the installation's home. */
  readonly isHome: boolean
}

/**
 * Puts the rules together.
 * @param rules nearest first
 */
export const effectiveRule = (rules: readonly CountryRule[], defaults: CountryDefaults): EffectiveRule => {
  const said = <K extends keyof CountryRule>(key: K): CountryRule[K] => rules.find(rule => rule[key] !== null)?.[key] ?? null
  const countries = said('countries')
  return { smtp: said('smtp') ?? defaults.smtp, retrieval: said('retrieval') ?? defaults.retrieval, countries: countries ?? defaults.home, isHome: countries === null }
}

/** A company with people in more countries than these is rare; a list of all countries is the rule turned off by another name. */
const mostCountries = 25

/**
 * Whether sending is open to the whole world, or nearly, because a mailbox or its domain says so.
 * @param rules nearest first
 */
export const isOpenToWorld = (rules: readonly CountryRule[]): boolean =>
  rules.find(({ smtp }) => smtp !== null)?.smtp === false || (rules.find(({ countries }) => countries !== null)?.countries?.length ?? 0) > mostCountries

/** Whether a pass is still good. */
export const isPassGood = ({ until }: Pass, now: Date): boolean => until === null || until > now

const becauseOf: Readonly<Record<Pass['kind'], 'pass-country' | 'pass-network' | 'pass-service'>> = {
  country: 'pass-country',
  network: 'pass-network',
  service: 'pass-service',
}

const opens = ({ kind, value }: Pass, { address, place, service }: CountryQuestion): boolean => {
  if (kind === 'network') return isInNetwork(address, value)
  if (kind === 'country') return place.country === value
  return service.state === 'known' && service.service === value
}

/**
 * Judges one sign-in by the country rule.
 * @returns why it is let in, why it is blocked, or that nothing can be said
 */
export const judgeCountry = (question: CountryQuestion): CountryOpinion => {
  const { protocol, place, tableDate, rules, defaults, service, now } = question
  const { country, isPrivate } = place
  if (isPrivate) return { state: 'allowed', country, because: 'private' }
  const rule = effectiveRule(rules, defaults)
  const scope = protocol === 'smtp' ? 'smtp' : 'retrieval'
  if (!rule[scope]) return { state: 'allowed', country, because: 'rule-off' }
  if (country !== null && rule.countries.includes(country)) return { state: 'allowed', country, because: rule.isHome ? 'home' : 'listed' }
  const passes = question.passes.filter(pass => isPassGood(pass, now))
  const open = passes.find(pass => opens(pass, question))
  if (open) return { state: 'allowed', country, because: becauseOf[open.kind] }
  if (tableDate === null) return { state: 'unknown', why: 'there is no country table' }
  if (country === null && defaults.unknown === 'allow') return { state: 'unknown', why: 'the country table does not know the address' }
  const mattered = passes.some(({ kind }) => kind === 'service')
  return {
    state: 'blocked',
    country,
    tableDate,
    service: service.state === 'known' ? service.service : null,
    scope,
    unresolved: service.state === 'unknown' && mattered ? service.why : null,
  }
}
