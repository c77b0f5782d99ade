/** The right password of a mailbox that may not be used now, or not this way. */
import type { Rule } from '../decide.ts'

export const mailboxInService: Rule = ({ account, protocol }) => {
  if (account.state === 'unknown' || !account.account) return 'abstain'
  const { address, domain, domainLive, mailboxSuspended, enabled } = account.account
  if (!domainLive) return { id: 'identity.domain-not-live', facts: { domain } }
  if (mailboxSuspended) return { id: 'identity.mailbox-suspended', facts: { mailbox: address } }
  if (!enabled[protocol]) return { id: 'identity.protocol-off', facts: { mailbox: address, protocol } }
  return 'abstain'
}
