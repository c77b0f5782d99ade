/** Is there such a mailbox at all? On the wire this reads as a wrong password does. */
import type { Rule } from '../decide.ts'

export const mailboxExists: Rule = ({ account, login }) =>
  account.state === 'known' && !account.account ? { id: 'identity.no-such-mailbox', facts: { login } } : 'abstain'
