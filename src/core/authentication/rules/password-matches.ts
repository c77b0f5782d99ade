/** The password itself; after the reply also what it was meant as. */
import type { Rule } from '../decide.ts'

export const passwordMatches: Rule = ({ password, address }) =>
  password.state === 'differs' ? (password.meant ?? { id: 'credential.mismatch', facts: { mailbox: address } }) : 'abstain'
