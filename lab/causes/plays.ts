/** Plays the cases: those that bear company side by side, the others one by one. Judges nothing. */
import type { Case, Side } from './case.ts'
import { type Heard, takeSeat } from './seat.ts'
import type { Cast, CausesWorld } from './world.ts'

/** What was heard at a seat when a case was played against a side. */
export interface Played {
  /** All that the clients showed. */
  readonly output: string
  /** The longest run of a client, in ms. */
  readonly ms: number
  /** A client that was still waiting when it was given up. */
  readonly hung: boolean
  /** The play itself could not go on. */
  readonly broken: string | null
}

/** Whoever waits so long has given up. */
const hungMs = 10_000

/** Other work on the machine may fall into one quiet round, hardly into three. */
const quietRounds = 3

/** Two cores, and most of a case is waiting. */
const sideBySide = 8

const summed = ({ patienceMs = 0 }: Case, heard: readonly Heard[], broken: string | null): Played => {
  const ms = Math.max(0, ...heard.map(one => one.ms))
  // A client that is slow itself is not left hanging.
  return { output: heard.map(({ output }) => output).join('\n'), ms, hung: ms >= hungMs && patienceMs < hungMs, broken }
}

const playOn = async ({ internet, installation }: CausesWorld, { play, place, person, other }: Cast, side: Side): Promise<Played> => {
  const seat = takeSeat(place)
  try {
    await play.play({ side, seat, person, other, internet, installation })
    return summed(play, seat.heard, null)
  } catch (error) {
    return summed(play, seat.heard, error instanceof Error ? error.message : String(error))
  }
}

/** A case that took longer than it may is played again when all is quiet: only then is it known whose time that was. */
const isLate = (play: Case, { ms }: Played): boolean => ms > (play.patienceMs ?? 3000)

/** At the peer only what has something to be named there. */
const isFor = ({ name }: Side, { family, named }: Case): boolean => name === 'ours' || (family !== 'healthy' && named !== null)

/**
 * Plays the cases against a side.
 * @param began is told of each as it begins
 * @returns what was heard, by the case's name
 */
export const playAll = async (world: CausesWorld, side: Side, began: (play: Case) => void): Promise<Map<string, Played>> => {
  const played = new Map<string, Played>()
  const take = async (one: Cast): Promise<void> => {
    began(one.play)
    played.set(one.play.name, await playOn(world, one, side))
  }
  const cast = world.cast.filter(({ play }) => isFor(side, play))
  const waiting = cast.filter(({ play }) => !play.alone)
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await take(next)
  }
  await Promise.all(Array.from({ length: sideBySide }, worker))
  for (const one of cast.filter(({ play }) => play.alone)) await take(one)
  const late = (): Cast[] => cast.filter(({ play }) => isLate(play, played.get(play.name)!))
  if (side.name === 'ours') for (let round = 0; round < quietRounds; round++) for (const one of late()) await take(one)
  return played
}
