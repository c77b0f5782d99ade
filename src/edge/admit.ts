/** From the end of a sign-in's exchange to an engine that has the client, or to a refusal that is recorded: the same for IMAP and POP3. */
import type { Finding } from '../core/causes/index.ts'
import type { Backend, SignedIn } from './contract.ts'
import type { Joined } from './engine-dialogue.ts'
import { enterSession } from './open-sessions.ts'
import type { Outcome } from './sasl/index.ts'
import { splice } from './splice.ts'
import { keep, type Visit } from './visit.ts'
import type { Wire } from './wire.ts'

/** Dovecot, as `backendFor` names it. */
export type MailStore = Extract<Backend, { readonly kind: 'tcp' }>

export type Admission = { readonly is: 'admitted'; readonly joined: Joined } | { readonly is: 'refused'; readonly finding: Finding; readonly ref: string }

const joinOrFinding = async (store: () => MailStore, join: (store: MailStore) => Promise<Joined | Finding>): Promise<Joined | Finding> => {
  try {
    return await join(store())
  } catch (error) {
    return { id: 'ours.engine-away', facts: { engine: 'dovecot', why: (error as Error).message } }
  }
}

const mailStoreOf = (backend: Backend): MailStore => {
  if (backend.kind !== 'tcp') throw new Error('IMAP and POP3 are served over TCP only')
  return backend
}

/**
 * Asks for the verdict and, when it is "accept", signs in at the engine.
 * @param mechanism as it is recorded when the exchange came to no credential
 * @param join speaks the protocol's sign-in to the engine
 */
export const admit = async (
  visit: Visit,
  outcome: Outcome,
  mechanism: string,
  join: (store: MailStore, who: SignedIn) => Promise<Joined | Finding>,
): Promise<Admission> => {
  const refused = (finding: Finding, login: string | null): Admission => ({ is: 'refused', finding, ref: keep(visit, finding, { mechanism, login }) })
  if (outcome.is === 'finding') return refused(outcome.finding, outcome.login)
  const { wire, context, clientName } = visit
  const { credential } = outcome
  const answer = await context.authenticate({ ...credential, connection: wire.facts, clientName, notes: wire.notes })
  if (answer.verdict === 'refuse') return { is: 'refused', finding: answer.finding, ref: answer.ref }
  const joined = await joinOrFinding(
    () => mailStoreOf(context.backendFor(answer.who, wire.facts.protocol)),
    store => join(store, answer.who),
  )
  if (!('engine' in joined)) return refused(joined, credential.login)
  enterSession(context.sessions, answer.who, wire.facts, joined.engine)
  return { is: 'admitted', joined }
}

/**
 * Gives an admitted client to its engine.
 * @param text what the client is told first
 * @returns when both are gone
 */
export const giveOver = (wire: Wire, text: string, { engine, rest }: Joined): Promise<void> => {
  const { socket, rest: ahead } = wire.release()
  socket.write(text)
  if (rest.length) socket.write(rest)
  return splice(socket, engine, ahead)
}
