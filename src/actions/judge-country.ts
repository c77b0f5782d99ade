/** Where the country rule meets the world: whose address it is, and which cloud service it belongs to when that matters. */
import { type CountryDefaults, type CountryOpinion, type CountryRule, judgeCountry, type Pass, type ServiceOpinion } from '../core/authentication/country.ts'
import { serviceOfAddress, serviceOfName } from '../core/authentication/services.ts'
import type { Protocol } from '../core/values/protocol.ts'
import type { Countries } from '../engines/country/countries.ts'
import type { ReverseNames } from '../engines/resolver/reverse-name.ts'

/** What the store says of the name that signs in; empty lists for a domain that is not here. */
export interface CountryPolicy {
  /** Nearest first: the mailbox's, the domain's; those that are there. */
  readonly rules: readonly CountryRule[]
  /** The mailbox's and its domain's. */
  readonly passes: readonly Pass[]
}

export interface CountryJudge {
  /**
   * Judges. Never throws. The resolver is asked, and waited for, only where a service's pass could still let in.
   * @param address the client's
   */
  judge(protocol: Protocol, address: string, policy: CountryPolicy): Promise<CountryOpinion>
  /**
   * Names the service behind a blocked address; to be called after the reply, for it may take two seconds. Never throws.
   * @returns the opinion with its service, where there is one
   */
  nameService(opinion: CountryOpinion, address: string): Promise<CountryOpinion>
  /** The forward-confirmed name of an address, null when there is none or nobody could say; up to two seconds. Never throws. */
  networkName(address: string): Promise<string | null>
}

/**
 * Makes the judge.
 * @param now the time of the sign-in
 */
export const countryJudge = (countries: Countries, names: ReverseNames, defaults: CountryDefaults, now: () => Date = () => new Date()): CountryJudge => {
  const serviceOf = async (address: string): Promise<ServiceOpinion> => {
    const published = serviceOfAddress(address)
    if (published) return { state: 'known', service: published }
    const reverse = await names.lookUp(address)
    if (reverse.state === 'unknown') return reverse
    return { state: 'known', service: reverse.state === 'confirmed' ? serviceOfName(reverse.name) : null }
  }

  return {
    judge: async (protocol, address, { rules, passes }) => {
      const question = { protocol, address, place: countries.placeOf(address), tableDate: countries.status().date, rules, defaults, passes, now: now() }
      // Asked as if nobody had been asked: blocked and unresolved means that a service's pass would matter.
      const first = judgeCountry({ ...question, service: { state: 'unknown', why: 'not asked' } })
      if (first.state !== 'blocked') return first
      if (first.unresolved === null) return { ...first, service: serviceOfAddress(address) }
      return judgeCountry({ ...question, service: await serviceOf(address) })
    },
    nameService: async (opinion, address) => {
      if (opinion.state !== 'blocked' || opinion.service !== null || opinion.unresolved !== null) return opinion
      const service = await serviceOf(address)
      return service.state === 'known' ? { ...opinion, service: service.service } : opinion
    },
    networkName: async address => {
      const reverse = await names.lookUp(address)
      return reverse.state === 'confirmed' ? reverse.name : null
    },
  }
}
