/** How often something may be done: so many times within a window, counted from the first of them. */

export interface Rate {
  /** When the window began, in ms. */
  readonly since: number
  readonly count: number
}

export interface RateLimit {
  readonly most: number
  readonly windowMs: number
}

/** One more time. @returns the new count, or null when that would be too often */
export const taken = (rate: Rate | undefined, { most, windowMs }: RateLimit, now: number): Rate | null => {
  if (!rate || now - rate.since >= windowMs) return { since: now, count: 1 }
  return rate.count < most ? { since: rate.since, count: rate.count + 1 } : null
}
