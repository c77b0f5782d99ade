/** From the end of a sign-in's exchange to an engine that has the client, or to a refusal that is recorded: the same for IMAP and POP3. */
import type { Finding } from '../core/causes/index.ts'
import type { Backend, EdgeContext, SignedIn } from './contract.ts'
import type { Joined } from './engine-dialogue.ts'
import type { Outcome } from './sasl/index.ts'
import type { Wire } from './wire.ts'

/** Dovecot, as `backendFor` names it. */
export type MailStore = Extract<Backend, { readonly kind: 'tcp' }>

export type Admission = { readonly is: 'admitted'; readonly joined: Joined } | { readonly is: 'refused'; readonly finding: Finding; readonly ref: string }

export interface Applicant {
  readonly wire: Wire
  readonly context: EdgeContext
  /** What the client called itself. */
  readonly clientName: string | null
}

/** Keeps a refusal and gives its reference. */
export const keep = ({ wire, context, clientName }: Applicant, finding: Finding, mechanism: string | null = null, login: string | null = null): string =>
  context.record({ connection: wire.facts, finding, mechanism, login, clientName })

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
  applicant: Applicant,
  outcome: Outcome,
  mechanism: string,
  join: (store: MailStore, who: SignedIn) => Promise<Joined | Finding>,
): Promise<Admission> => {
  const refused = (finding: Finding, login: string | null): Admission => ({ is: 'refused', finding, ref: keep(applicant, finding, mechanism, login) })
  if (outcome.is === 'finding') return refused(outcome.finding, outcome.login)
  const { wire, context, clientName } = applicant
  const { credential } = outcome
  const answer = await context.authenticate({ ...credential, connection: wire.facts, clientName })
  if (answer.verdict === 'refuse') return { is: 'refused', finding: answer.finding, ref: answer.ref }
  const joined = await joinOrFinding(
    () => mailStoreOf(context.backendFor(answer.who, wire.facts.protocol)),
    store => join(store, answer.who),
  )
  return 'engine' in joined ? { is: 'admitted', joined } : refused(joined, credential.login)
}
