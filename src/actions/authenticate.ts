/**
 * Where a sign-in meets the world: has it judged, answers, and afterwards, when nobody waits any more, finds out more and keeps the attempt.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { newReference } from '../base/reference.ts'
import { decide, type Decision } from '../core/authentication/decide.ts'
import type { Facts } from '../core/authentication/facts.ts'
import { keptLogin, withKeptLogin } from '../core/authentication/kept-login.ts'
import { notesOf } from '../core/authentication/notes.ts'
import type { Refusal, SignedIn, SignIn, SignInAnswer } from '../core/authentication/sign-in.ts'
import { toldFinding } from '../core/authentication/told.ts'
import type { CauseId } from '../core/causes/index.ts'
import { type FactSources, type Judged, signInJudge } from './gather-facts.ts'
import type { DeviceNotes } from './note-devices.ts'
import type { AttemptRecorder, KnownAttempt } from './record-attempt.ts'
import type { RefusalRefiner } from './refine-refusal.ts'
import type { GuessThrottle } from './throttle-guesses.ts'

/** All that a sign-in asks and tells. None of it throws. */
export interface SignInParts extends FactSources {
  readonly guesses: Pick<GuessThrottle, 'holding' | 'count'>
  readonly devices: DeviceNotes
  readonly refine: RefusalRefiner
  readonly recorder: AttemptRecorder
  /** ISO code of the country of an address, null when it is not known. */
  countryOf(address: string): string | null
  /** An app password was used. */
  noteAppPassword(id: number, at: Date): void
}

/** Reference and time that belong to one answer. */
type Told = Pick<KnownAttempt, 'ref' | 'at'>

/** A wrong secret: what our own faults hid, and what follows from what the client sent, counts against nobody. */
const wrongSecrets: ReadonlySet<CauseId> = new Set<CauseId>(['credential.mismatch', 'identity.no-such-mailbox'])

/**
 * A refusal is told no sooner than this after it was asked for. Each computes one slow hash of some 15 ms; what remains would still tell strangers apart who measure well: an account
 * that is in memory needs no look-up, an unknown name needs two, and what follows the refusal of an account that exists keeps a core busy while the next answer is awaited.
 */
const earliestRefusalMs = 100

const countryIn = ({ country }: Facts): string | null => (country.state === 'unknown' ? null : country.country)

const newTold = (): Told => ({ ref: newReference(), at: new Date() })

/** Who was let in, and by what. */
const signedIn = ({ account, facts: { password } }: Judged): SignedIn => {
  const { mailboxId, address, serverId, domainId, version } = account!
  return { mailboxId, address, serverId, by: { domainId, version, appPasswordId: password.state === 'matches' && password.by === 'app-password' ? password.id : null } }
}

/**
 * Makes the function that the edge asks, the one that keeps its other refusals, and one to wait until all is handed to the recorder.
 * @param refusalMs how long a refusal takes at least
 */
export const authenticator = (parts: SignInParts, refusalMs = earliestRefusalMs) => {
  const { guesses, devices, refine, recorder, countryOf, noteAppPassword } = parts
  const judge = signInJudge(parts)
  const pending = new Set<Promise<void>>()

  const keep = ({ connection, mechanism, login: sent, clientName, password, notes }: SignIn, { facts, account }: Pick<Judged, 'facts' | 'account'>, decision: Decision, told: Told): void => {
    const isAccepted = decision.verdict === 'accept'
    const login = keptLogin(sent, password, facts)
    recorder.record({
      ...told,
      connection,
      mechanism,
      login,
      clientName,
      country: countryIn(facts),
      mailboxId: account?.mailboxId ?? null,
      outcome: isAccepted ? 'accepted' : 'refused',
      finding: decision.because && (login === sent ? decision.because : withKeptLogin(decision.because, login)),
      likely: decision.likely,
      trail: decision.trail,
      notes: isAccepted ? notesOf(facts, password, notes) : [],
    })
  }

  const conclude = async (signIn: SignIn, judged: Judged, told: Told): Promise<void> => {
    const { facts, account } = judged
    const learnt = await refine({ facts, account, password: signIn.password, remoteAddress: signIn.connection.remoteAddress })
    keep(signIn, { facts: learnt, account }, decide(learnt), told)
  }

  const noteSuccess = ({ clientName }: SignIn, { facts, account, network }: Judged, at: Date): void => {
    const { password } = facts
    devices.note({ mailboxId: account!.mailboxId, network, clientName, country: countryIn(facts) })
    if (password.state === 'matches' && password.by === 'app-password') noteAppPassword(password.id, at)
  }

  const authenticate = async (signIn: SignIn): Promise<SignInAnswer> => {
    const askedAt = performance.now()
    const judged = await judge(signIn)
    const { facts, decision, network } = judged
    const told = newTold()
    if (decision.because) {
      if (wrongSecrets.has(decision.because.id)) guesses.count({ login: facts.address, network, password: signIn.password })
      const due = sleep(Math.max(0, refusalMs - (performance.now() - askedAt)))
      const concluding = due.then(() => conclude(signIn, judged, told)).finally(() => pending.delete(concluding))
      pending.add(concluding)
      await due
      return { verdict: 'refuse', finding: toldFinding(facts, decision.because), ref: told.ref }
    }
    keep(signIn, judged, decision, told)
    noteSuccess(signIn, judged, told.at)
    return { verdict: 'accept', who: signedIn(judged) }
  }

  const record = ({ connection, finding: said, mechanism, login: sent, clientName, likely = false }: Refusal): string => {
    const told = newTold()
    const login = sent === null ? null : keptLogin(sent, null, null)
    const finding = login === sent ? said : withKeptLogin(said, login)
    recorder.record({ ...told, connection, mechanism, login, clientName, country: countryOf(connection.remoteAddress), mailboxId: null, outcome: 'refused', finding, likely, trail: [], notes: [] })
    return told.ref
  }

  const settled = async (): Promise<void> => {
    await Promise.all(pending)
  }

  return { authenticate, record, settled }
}
