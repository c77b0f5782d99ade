/** What the wire hears of a finding. */
import { type Finding, kindOf } from '../causes/index.ts'
import type { Facts } from './facts.ts'

/**
 * The finding that a stranger is answered by. A login without domain that fits one mailbox of the installation is answered as one that fits none:
 * otherwise a stranger could try which names there are. The owner is told what it was.
 */
export const toldFinding = ({ login, completion }: Pick<Facts, 'login' | 'completion'>, because: Finding): Finding =>
  completion === 'only-match' && kindOf(because) !== 'temporary' ? { id: 'identity.no-domain', facts: { login } } : because
