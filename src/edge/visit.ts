/** One connection before its sign-in, in whatever protocol: what is kept of it, and what it means when it ends without one. */
import type { Judgement } from '../core/authentication/handshake.ts'
import type { Finding } from '../core/causes/index.ts'
import type { EdgeContext } from './contract.ts'
import { beginSasl, longestLine, play, type Outcome } from './sasl/index.ts'
import { WireEnded, type Wire } from './wire.ts'

export interface Visit {
  readonly wire: Wire
  readonly context: EdgeContext
  /** What the client called itself: EHLO's name, what IMAP ID says. */
  readonly clientName: string | null
  /** A cause was named already. */
  isNamed: boolean
  /** The client looked for a way to sign in, on a port where the way is STARTTLS. */
  soughtSignIn: boolean
}

/** What a visit begins with. */
export const newVisit = (wire: Wire, context: EdgeContext): Visit => ({ wire, context, clientName: null, isNamed: false, soughtSignIn: false })

/** What is known of an exchange that was refused. */
export interface Exchange {
  readonly mechanism?: string | null
  readonly login?: string | null
  readonly likely?: boolean
}

/** Keeps a refusal and gives its reference. */
export const keep = (visit: Visit, finding: Finding, { mechanism = null, login = null, likely = false }: Exchange = {}): string => {
  visit.isNamed = true
  return visit.context.record({ connection: visit.wire.facts, finding, likely, mechanism, login, clientName: visit.clientName })
}

/**
 * Plays a SASL exchange. An app that has no password, or was cancelled, hangs up in the middle; a line that broke looks the same.
 * @param send sends a challenge in the protocol's form
 * @throws WireEnded
 */
export const exchange = (visit: Visit, mechanism: string, initial: Buffer | null, send: (challenge: string) => Promise<void>): Promise<Outcome> =>
  play(beginSasl(mechanism, initial), async (challenge, login) => {
    try {
      await send(challenge)
      return await visit.wire.readLine(longestLine)
    } catch (error) {
      if (error instanceof WireEnded && error.end === 'closed') keep(visit, { id: 'mechanism.cancelled', facts: { mechanism } }, { mechanism, login, likely: true })
      throw error
    }
  })

/**
 * Turns on TLS after STARTTLS or STLS was answered.
 * @throws WireEnded when it came to nothing; then that is recorded
 */
export const beginTls = async (visit: Visit): Promise<void> => {
  visit.soughtSignIn = false
  await visit.wire.startTls(visit.clientName)
}

/** What an end without a sign-in means. Null: nothing is wrong, as when a monitor greets and leaves. */
const endingOf = ({ wire, soughtSignIn }: Visit): Judgement | null => {
  if (wire.facts.tls) return wire.judgeLeaving()
  return soughtSignIn || wire.hasLateHello ? { finding: { id: 'transport.starttls-not-used', facts: { port: wire.facts.port } }, likely: true } : null
}

/**
 * Why nobody signed in in time. An app that asks its user whether to trust a wrong name waits like this; a monitor that gives no name does too.
 * @param seconds that there were
 */
export const slowness = ({ wire }: Visit, seconds: number): Judgement => {
  const judgement = wire.judgeLeaving()
  return judgement && judgement.finding.id !== 'transport.no-server-name' ? judgement : { finding: { id: 'network.too-slow', facts: { seconds } }, likely: false }
}

/** Notes the end of a connection on which nobody signed in. */
export const noteEnd = (visit: Visit): void => {
  const ending = visit.isNamed ? null : endingOf(visit)
  if (ending) keep(visit, ending.finding, ending)
}
