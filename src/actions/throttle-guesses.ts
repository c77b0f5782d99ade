/**
 * Who is guessing, as this process knows it: counts wrong secrets as `core/limits/throttle` says, and holds whoever has too many.
 * Every worker of an edge counts what any of them sees; what is held is also kept in the store, for other edges and for whoever may lift it.
 */
import { counted, everywhere, type Guess, type Held, holdersOf, isRemembered, keyOf, type Measure, measuresOf, nextPause, type Pause, type Tally, type Throttled } from '../core/limits/throttle.ts'
import type { Throttle } from '../store/throttles.ts'

/** Each some hundred bytes to a few kilobytes; whoever floods one edge with names pushes out what is oldest. */
const mostTallies = 50_000
const mostPauses = 20_000

interface Holding extends Pause {
  readonly held: Held
  readonly why: Throttled['why']
  readonly distinctSecrets: number
  /** The store has it, so that it is lifted when it is no longer there. */
  readonly isStored: boolean
}

/** A wrong secret, as one worker tells the others of it. */
export interface CountedGuess {
  readonly guess: Guess
  /** Milliseconds since 1970. */
  readonly at: number
}

/** A sign-in, with the secret itself. */
export interface SecretTry {
  /** In normal form. */
  readonly login: string
  /** /24 of IPv4, /48 of IPv6. */
  readonly network: string
  readonly password: string
}

export interface GuessThrottle {
  /** What holds this sign-in, null when nothing does. Costs nothing while nobody is held. */
  holding(tried: SecretTry): Throttled | null
  /** Counts a wrong secret that was seen here. */
  count(tried: SecretTry): void
  /** Counts one that another worker saw. */
  hear(counted: CountedGuess): void
  /** The store has this one now: another edge's, or one of ours. */
  keep(throttle: Throttle): void
  /** It was lifted: whoever was held begins at nothing. */
  lift(held: Pick<Held, 'login' | 'network'>): void
  /** All that the store has; what was stored and is no longer there was lifted. */
  keepOnly(throttles: readonly Throttle[]): void
}

const bound = (map: Map<string, unknown>, most: number): void => {
  const oldest = map.size > most ? map.keys().next().value : undefined
  if (oldest !== undefined) map.delete(oldest)
}

const heldBy = ({ login, network }: Pick<Held, 'login' | 'network'>): Held => ({ login, network: network === '::/0' ? everywhere : network, secret: '' })

/**
 * Makes an empty one.
 * @param tagOf truncated keyed hash of a secret: the secret itself goes no further
 * @param tell passes a guess on to the other workers
 * @param store keeps what is held; never throws. Those that are about one secret stay here: the store knows no secrets.
 * @param now milliseconds
 */
export const guessThrottle = (
  tagOf: (secret: string) => string,
  tell: (counted: CountedGuess) => void,
  store: (throttle: Throttle) => void,
  now: () => number,
): GuessThrottle => {
  // In the order of the last change: what is first is oldest.
  const tallies = new Map<string, Tally>()
  const pauses = new Map<string, Holding>()

  const set = (key: string, holding: Holding): void => {
    pauses.delete(key)
    pauses.set(key, holding)
    bound(pauses, mostPauses)
  }
  // Whoever notices writes it. When the last two guesses cross on their way between workers, each hears of the last one from the other, and the row is the same.
  const hold = ({ held, why, limit }: Measure, at: number): void => {
    const key = keyOf(held)
    const before = pauses.get(key)
    const pause = nextPause(before, at)
    const distinctSecrets = limit + (before && isRemembered(before, at) ? before.distinctSecrets : 0)
    const isStored = held.secret === ''
    set(key, { ...pause, held, why, distinctSecrets, isStored })
    if (isStored) store({ login: held.login, network: held.network, distinctSecrets, why, since: new Date(pause.since), until: new Date(pause.until) })
  }
  const add = (guess: Guess, at: number): void => {
    for (const measure of measuresOf(guess)) {
      const key = keyOf(measure.held)
      const tally = counted(tallies.get(key) ?? new Map(), measure, at)
      tallies.delete(key)
      if (tally.size >= measure.limit) hold(measure, at)
      else tallies.set(key, tally)
      bound(tallies, mostTallies)
    }
  }
  const keep = ({ distinctSecrets, why, since, until, ...held }: Throttle): void => {
    set(keyOf(heldBy(held)), { held: heldBy(held), why, distinctSecrets, since: since.getTime(), until: until.getTime(), isStored: true })
  }
  const lift = (held: Pick<Held, 'login' | 'network'>): void => {
    pauses.delete(keyOf(heldBy(held)))
    tallies.delete(keyOf(heldBy(held)))
  }

  return {
    holding({ login, network, password }) {
      if (!pauses.size) return null
      const guess = { login, network, secret: tagOf(password) }
      const holding = holdersOf(guess).flatMap(held => pauses.get(keyOf(held)) ?? []).find(({ until }) => until > now())
      if (!holding) return null
      const { since, until, distinctSecrets, why } = holding
      return { since: new Date(since).toISOString(), until: new Date(until).toISOString(), distinctSecrets, network, why }
    },
    count({ login, network, password }) {
      const [guess, at] = [{ login, network, secret: tagOf(password) }, now()]
      add(guess, at)
      tell({ guess, at })
    },
    hear: ({ guess, at }) => add(guess, at),
    keep,
    lift,
    keepOnly(throttles) {
      const kept = new Set(throttles.map(throttle => keyOf(heldBy(throttle))))
      for (const [key, { held, isStored, until }] of pauses) if (isStored && until > now() && !kept.has(key)) lift(held)
      throttles.forEach(keep)
    },
  }
}
