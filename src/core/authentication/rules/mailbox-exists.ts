/** Is there such a mailbox at all, and if not, what was meant? On the wire all of this reads as a wrong password does. */
import type { Finding } from '../../causes/index.ts'
import type { Rule } from '../decide.ts'
import type { Near } from '../facts.ts'
import { domainOf } from '../login-form.ts'

const meant = ({ alias, mailbox, isOwnerName, domain, isHostedDomain }: Near, login: string, address: string): Finding | null => {
  if (alias) return { id: 'identity.alias-as-login', facts: { login, mailbox: alias.mailbox } }
  // The very name of an owner says more than a mailbox that is a letter or two away.
  if (isOwnerName) return { id: 'identity.owner-name-as-login', facts: { login } }
  if (mailbox !== null) return { id: 'identity.similar-mailbox', facts: { login, near: mailbox } }
  if (domain !== null) return { id: 'identity.domain-typo', facts: { login, near: domain } }
  return isHostedDomain ? null : { id: 'identity.domain-not-here', facts: { login, domain: domainOf(address) } }
}

export const mailboxExists: Rule = ({ account, login, address, completion, near }) => {
  if (account.state !== 'known' || account.account) return 'abstain'
  return (near && meant(near, login, address)) ?? { id: 'identity.no-such-mailbox', facts: { login: completion === 'server-name' ? address : login } }
}
