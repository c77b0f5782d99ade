/** The country rule, decided before the password is looked at. What it cannot know blocks nobody, and what our resolver kept from us is our fault. */
import type { Rule } from '../decide.ts'
import { domainOf } from '../login-form.ts'

export const countryAllowed: Rule = ({ address, protocol, country: opinion }) => {
  if (opinion.state !== 'blocked') return 'abstain'
  const { country, service, tableDate, unresolved } = opinion
  const domain = domainOf(address)
  if (unresolved !== null) return { id: 'ours.resolver-away', facts: { why: unresolved } }
  if (service !== null) return { id: 'network.service-blocked', facts: { service, country, protocol, domain } }
  return { id: 'network.country-blocked', facts: { country, protocol, tableDate, domain } }
}
