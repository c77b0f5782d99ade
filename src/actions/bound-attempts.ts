/**
 * Keeps a flood of refusals from filling the disk before the hourly pruning: whoever invents names folds into few rows, and not every reference of thousands is kept.
 * An office behind one address stays below all of this.
 */
import { createHash } from 'node:crypto'
import { surroundingNetwork } from '../core/values/network.ts'
import type { NewAttempt } from '../store/attempts.ts'
import { foldOf } from './fold-attempts.ts'

const hourMs = 3_600_000

/** The most within an hour of the clock, in one process. */
export interface HourBounds {
  /** Different rows of one address (of IPv6: one /48). */
  readonly rowsOfAddress: number
  /** Different rows of all refusals together. */
  readonly rows: number
  /** References of one address. */
  readonly refsOfAddress: number
}

const usual: HourBounds = { rowsOfAddress: 200, rows: 20_000, refsOfAddress: 2000 }

interface Crowd {
  readonly folds: Set<string>
  refs: number
}

const originOf = ({ address }: NewAttempt): string => (address.includes(':') ? (surroundingNetwork(address) ?? address) : address)

/** What is still told apart in a crowd: whose mailbox, from where, and why. */
const crowdFold = ({ at, mailboxId, outcome, cause }: NewAttempt, origin: string | null): string =>
  `c${createHash('sha256').update(JSON.stringify([Math.floor(at.getTime() / hourMs), mailboxId, origin, outcome, cause])).digest('base64url').slice(0, 21)}`

/** Makes the function that gives a row the fold that it gets, and takes from it the references that are too many. Successes pass as they are. */
export const attemptBounds = (bounds: HourBounds = usual): ((row: NewAttempt) => NewAttempt) => {
  const crowds = new Map<string, Crowd>()
  let hour = 0
  let rows = 0

  const crowdOf = (origin: string): Crowd | undefined => {
    if (!crowds.has(origin) && rows < bounds.rows) crowds.set(origin, { folds: new Set(), refs: 0 })
    return crowds.get(origin)
  }
  const foldIn = (row: NewAttempt, origin: string, crowd: Crowd | undefined): string => {
    const fold = foldOf(row)
    if (crowd?.folds.has(fold)) return fold
    if (!crowd || rows >= bounds.rows) return crowdFold(row, null)
    if (crowd.folds.size >= bounds.rowsOfAddress) return crowdFold(row, origin)
    crowd.folds.add(fold)
    rows += 1
    return fold
  }

  return row => {
    if (row.outcome === 'accepted') return row
    const now = Math.floor(row.at.getTime() / hourMs)
    if (now > hour) {
      crowds.clear()
      rows = 0
      hour = now
    }
    const origin = originOf(row)
    const crowd = crowdOf(origin)
    const fold = foldIn(row, origin, crowd)
    // When even the addresses are too many, people whose mailbox is known still get theirs.
    const isKept = crowd ? ++crowd.refs <= bounds.refsOfAddress : row.mailboxId !== null
    return isKept ? { ...row, fold } : { ...row, fold, refs: [] }
  }
}
