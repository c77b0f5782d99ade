/** When a claim is looked at again: fast while somebody watches, slower later, and at once when a clock that was seen runs out. Pure. */

const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** How often, by how long the claim has waited. Whoever adds a domain watches for minutes; a change of name servers takes hours; the rest takes days. */
const paces: readonly { readonly untilMs: number; readonly everyMs: number }[] = [
  { untilMs: 10 * minuteMs, everyMs: 30 * secondMs },
  { untilMs: hourMs, everyMs: 2 * minuteMs },
  { untilMs: dayMs, everyMs: 10 * minuteMs },
  { untilMs: Infinity, everyMs: hourMs },
]

/** Clocks run to whole seconds, and not every clock in the world is exact. */
const afterClockMs = 2 * secondMs

/** When nobody watches any more, no clock makes it faster than this: a TTL of one second is a stranger's to give, as often as he is asked. */
const soonestUnwatchedMs = 30 * secondMs

/** Claims that were made together are not looked at together for ever: each time is put off by up to a tenth. */
const mostJitter = 0.1

/** Proven domains are watched once a day. */
export const watchEveryMs = dayMs
/** What seemed lost, or could not be looked at, is looked at again sooner. */
export const watchAgainMs = hourMs

/** What the next look depends on. */
export interface Waiting {
  /** When the claim was made, or somebody last asked for a look. */
  readonly since: Date
  readonly now: Date
  /** Moments at which something is to be seen: an old answer that runs out, the end of a hand-over or of the claim. Past ones do not count. */
  readonly clocks: readonly Date[]
  /** From 0 to less than 1, at random. */
  readonly jitter: number
}

const put = (everyMs: number, jitter: number): number => Math.round(everyMs * (1 + mostJitter * jitter))

/** When a claim that waits is looked at next: never before `now`, and no later than shortly after the next clock. */
export const nextCheck = ({ since, now, clocks, jitter }: Waiting): Date => {
  const waitedMs = now.getTime() - since.getTime()
  const { everyMs } = paces.find(({ untilMs }) => waitedMs < untilMs)!
  const usual = now.getTime() + put(everyMs, jitter)
  const soonest = now.getTime() + (waitedMs < hourMs ? 0 : soonestUnwatchedMs)
  const ends = clocks.map(clock => clock.getTime() + afterClockMs).filter(at => at > now.getTime())
  return new Date(Math.min(usual, ...ends.map(at => Math.max(at, soonest))))
}

/**
 * When a proven domain is looked at next.
 * @param isCertain it was seen that the proof stands
 * @param jitter from 0 to less than 1, at random
 */
export const nextWatch = (isCertain: boolean, now: Date, jitter: number): Date => new Date(now.getTime() + put(isCertain ? watchEveryMs : watchAgainMs, jitter))
