/** The right secret, but not the one for this: an app password that has ended or is for something else, or the main one where only app passwords are taken. */
import type { Rule } from '../decide.ts'

export const appPasswordFits: Rule = ({ account, password, protocol, address }) => {
  if (password.state !== 'matches') return 'abstain'
  if (password.by === 'main') {
    const isRequired = account.state !== 'unknown' && account.account?.appPasswordRequired
    return isRequired ? { id: 'credential.app-password-required', facts: { mailbox: address } } : 'abstain'
  }
  const { name, scopes, expiredAt } = password
  if (expiredAt !== null) return { id: 'credential.app-password-expired', facts: { mailbox: address, name, expiredAt } }
  return scopes.includes(protocol) ? 'abstain' : { id: 'credential.app-password-scope', facts: { mailbox: address, name, protocol } }
}
