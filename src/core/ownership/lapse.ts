/** How long a claim lasts that nobody proves. Pure. */

const dayMs = 86_400_000

/** From when it was made, or last renewed. */
export const claimLastsMs = 30 * dayMs
/** So long before its end its owner is reminded. */
export const remindBeforeMs = 3 * dayMs

/** When a claim ends that is made or renewed now. */
export const lapsesAt = (now: Date): Date => new Date(now.getTime() + claimLastsMs)

/** What a claim knows of its end. */
export interface Lasting {
  readonly lapsesAt: Date
  /** When its owner was reminded; null: not of this end. */
  readonly remindedAt: Date | null
}

/** What is due for a claim that waits: its end, or the reminder, once. A check that has just proven it goes before. */
export const lapseDue = ({ lapsesAt: end, remindedAt }: Lasting, now: Date): 'lapse' | 'remind' | null => {
  if (now >= end) return 'lapse'
  const remindAt = end.getTime() - remindBeforeMs
  return now.getTime() >= remindAt && (remindedAt === null || remindedAt.getTime() < remindAt) ? 'remind' : null
}

/** The moments at which something is due, for the schedule. */
export const lapseClocks = ({ lapsesAt: end }: Lasting): Date[] => [new Date(end.getTime() - remindBeforeMs), end]
