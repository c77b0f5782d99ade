/** The password itself. */
import type { Rule } from '../decide.ts'

export const passwordMatches: Rule = ({ password, address }) => (password.state === 'differs' ? { id: 'credential.mismatch', facts: { mailbox: address } } : 'abstain')
