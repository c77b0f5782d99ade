/** The user name is the whole address, always (mission S4). One that is short and unambiguous was completed before it came here. */
import type { Rule } from '../decide.ts'

export const wholeAddress: Rule = ({ login, address, near }) => {
  if (address.includes('@')) return 'abstain'
  if (near && near.matches > 1) return { id: 'identity.ambiguous-name', facts: { login, matches: near.matches } }
  if (near?.isOwnerName) return { id: 'identity.owner-name-as-login', facts: { login } }
  return { id: 'identity.no-domain', facts: { login } }
}
