/** The user name is the whole address, always (mission S4). */
import type { Rule } from '../decide.ts'

export const wholeAddress: Rule = ({ login, address }) => (address.includes('@') ? 'abstain' : { id: 'identity.no-domain', facts: { login } })
