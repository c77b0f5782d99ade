/** Plays every kind of failure in turns, always in another order, so that whatever else the machine does meets all alike. */
import type { Protocol } from '../../src/core/values/protocol.ts'
import { type MailApp, openMailApp } from '../../test/live/mail-app.ts'
import { addressOf, type Kind } from './world.ts'

/** One try, and what came of it. */
export interface Try {
  readonly protocol: Protocol
  readonly kind: string
  /** Kind of the try that was answered just before on the same edge; null for the first of a turn. */
  readonly after: string | null
  readonly ms: number
  readonly text: string
}

export const protocols: readonly Protocol[] = ['smtp', 'imap', 'pop3']

/** The words of a reply without what is its own in each. */
export const neutral = (text: string): string => text.replace(/\bref [0-9A-Z]{4}-[0-9A-Z]{2}\b/, 'ref')

/** A multiplier without a pattern of its own (Lehmer, 2^31 - 1): the same orders in every run. */
const shuffled = <T>(items: readonly T[], seed: number): T[] => {
  const order = [...items]
  let state = (seed * 48_271 + 11) % 2_147_483_647
  for (let i = order.length - 1; i > 0; i--) {
    state = (state * 48_271) % 2_147_483_647
    const j = state % (i + 1)
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  return order
}

const playTurn = async (kinds: readonly Kind[], protocol: Protocol, n: number): Promise<Try[]> => {
  const order = shuffled(kinds, n)
  // Connected beforehand, as somebody would who measures: then nothing but the sign-in is in the time, and one follows the other at once.
  const apps: MailApp[] = await Promise.all(order.map((kind, i) => openMailApp(protocol, addressOf(kind.place, n * kinds.length + i))))
  const tries: Try[] = []
  for (const [i, kind] of order.entries()) {
    const { login, password } = kind.of(n)
    const { text, ms } = await apps[i]!.signIn(login, password)
    tries.push({ protocol, kind: kind.name, after: order[i - 1]?.name ?? null, ms, text: neutral(text) })
  }
  for (const app of apps) app.close()
  return tries
}

/**
 * Plays.
 * @param turns of each protocol
 * @param lanes how many turns at once
 */
export const playTurns = async (kinds: readonly Kind[], turns: number, lanes: number): Promise<Try[]> => {
  const waiting = Array.from({ length: turns * protocols.length }, (_, n) => n).toReversed()
  const tries: Try[] = []
  const lane = async (): Promise<void> => {
    for (let n = waiting.pop(); n !== undefined; n = waiting.pop()) tries.push(...(await playTurn(kinds, protocols[n % protocols.length]!, n)))
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return tries
}
