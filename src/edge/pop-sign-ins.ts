/**
 * Which addresses fetched mail by POP lately, so that the habit "receive before sending" is recognised when one of them sends without a sign-in.
 * It opens nothing; it only names a cause. Each worker has its own and tells the others.
 */

/** POP before SMTP was open for ten to thirty minutes where it existed. */
const rememberedMs = 30 * 60_000
/** About 1 MB of addresses; beyond it the oldest are forgotten. */
const mostRemembered = 10_000
/** An app fetches every few minutes, a load test a thousand times a second: others are told of an address at most once a minute. */
const toldMs = 60_000

export interface PopSignIns {
  /** Somebody at this address has signed in. */
  note(address: string): void
  /** The same, as another worker saw it. */
  hear(address: string): void
  /** Whole minutes since; null when it is too long ago, or never was. */
  minutesSince(address: string): number | null
}

/**
 * Makes an empty one.
 * @param now milliseconds
 * @param tell passes an address on to the other workers
 */
export const popSignIns = (now: () => number, tell: (address: string) => void): PopSignIns => {
  // In the order of the last sign-in: what is first is oldest.
  const seen = new Map<string, number>()
  const hear = (address: string): void => {
    seen.delete(address)
    seen.set(address, now())
    if (seen.size > mostRemembered) seen.delete(seen.keys().next().value!)
  }
  return {
    hear,
    note: address => {
      const last = seen.get(address)
      if (last !== undefined && now() - last < toldMs) return
      hear(address)
      tell(address)
    },
    minutesSince: address => {
      const last = seen.get(address)
      return last === undefined || now() - last > rememberedMs ? null : Math.floor((now() - last) / 60_000)
    },
  }
}
