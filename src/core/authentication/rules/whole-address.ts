/** The user name is the whole address, always (mission S4). One that is short and unambiguous was completed before it came here. */
import type { Rule } from '../decide.ts'

export const wholeAddress: Rule = ({ login, address, account, near }) => {
  // Nobody could be asked whether it is unambiguous: that is our fault, which another rule names.
  if (address.includes('@') || account.state === 'unknown') return 'abstain'
  if (near && near.matches > 1) return { id: 'identity.ambiguous-name', facts: { login, matches: near.matches } }
  if (near?.isOwnerName) return { id: 'identity.owner-name-as-login', facts: { login } }
  return { id: 'identity.no-domain', facts: { login } }
}
