/** The owner lets nobody sign in from this network. Decided before the password is looked at. */
import { domainOf } from '../login-form.ts'
import type { Rule } from '../decide.ts'

export const networkNotBlocked: Rule = ({ address, block }) =>
  block === null ? 'abstain' : { id: 'network.network-blocked', facts: { network: block, domain: domainOf(address) } }
