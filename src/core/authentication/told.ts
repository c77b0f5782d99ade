/** What the wire hears of a finding. */
import { type Finding, kindOf } from '../causes/index.ts'
import type { Facts } from './facts.ts'

/**
 * The finding that a stranger is answered by. A login without domain is answered as one that fits nothing, whether it fits no mailbox, one or several, or is
 * the name of an owner: otherwise a stranger could try which names there are. The owner is told what it was.
 */
export const toldFinding = ({ login, address, completion }: Pick<Facts, 'login' | 'address' | 'completion'>, because: Finding): Finding => {
  const isShort = completion === 'only-match' || (login !== '' && !address.includes('@'))
  return isShort && kindOf(because) !== 'temporary' ? { id: 'identity.no-domain', facts: { login } } : because
}
