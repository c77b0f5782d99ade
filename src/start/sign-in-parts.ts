/** The parts of a sign-in with the store behind them, and with the other workers beside them. */
import { type GoodPassword, type KnownAccounts, knownAccounts } from '../actions/known-accounts.ts'
import { type LoginCompleter, loginCompleter } from '../actions/complete-login.ts'
import { type AppPasswordUse, appPasswordNotes } from '../actions/note-app-passwords.ts'
import { type DeviceNotes, deviceNotes, type KnownNetwork } from '../actions/note-devices.ts'
import { type AttemptRecorder, attemptRecorder } from '../actions/record-attempt.ts'
import { type CountedGuess, type GuessThrottle, guessThrottle } from '../actions/throttle-guesses.ts'
import { writeTogether } from '../actions/write-together.ts'
import type { Logger } from '../base/log.ts'
import { knownGoodKey, secretTag } from '../base/secret-tag.ts'
import { othersAbout } from '../edge/others.ts'
import type { ReverseName, ReverseNames } from '../engines/resolver/reverse-name.ts'
import { noteAppPasswordUse } from '../store/app-passwords.ts'
import { insertAttempts, joinEarlierAttempts } from '../store/attempts.ts'
import { findAccount, findDomainRules } from '../store/credentials.ts'
import { noteNewDevices } from '../store/device-notices.ts'
import { type DeviceUse, noteDevices } from '../store/known-devices.ts'
import { findDomainAskedFor, matchesOfLocalPart } from '../store/near.ts'
import type { Db } from '../store/schema.ts'
import { findThrottle, listThrottles, setThrottle, type Throttle } from '../store/throttles.ts'
import { operator } from '../store/whose.ts'

/** What every part stands on. */
export interface Ground {
  readonly db: Db
  readonly log: Logger
  /** secrets.master, 32 bytes in hex. */
  readonly master: string
}

/** A part that writes behind the reply, and what is to be awaited at the end of the process. */
interface Writing {
  flush(): Promise<void>
}

const waits =
  ({ log }: Ground, what: string) =>
  (error: Error, givenUp: number): void =>
    log.warn({ error: error.message, givenUp }, `${what} wait for the database`)

/** Accounts, and the passwords that matched before. */
export const accountsOf = ({ db, master }: Ground): KnownAccounts => {
  const known = knownAccounts(
    { findAccount: wanted => findAccount(db, wanted), findDomainRules: domain => findDomainRules(db, domain) },
    knownGoodKey(master),
    good => tell(good),
    Date.now,
  )
  const tell = othersAbout<GoodPassword>('good-password', good => void known.hear(good))
  return known
}

/** Logins without domain. */
export const loginsOf = ({ db }: Ground): LoginCompleter =>
  loginCompleter(
    { findDomainAskedFor: hostName => findDomainAskedFor(db, hostName), matchesOfLocalPart: (localPart, limit) => matchesOfLocalPart(db, localPart, limit) },
    Date.now,
  )

/** Devices and networks that signed in before. */
export const devicesOf = (ground: Ground): DeviceNotes & Writing => {
  const { db } = ground
  const uses = writeTogether<DeviceUse>(async rows => noteNewDevices(db, await noteDevices(db, rows)), waits(ground, 'devices'))
  const devices = deviceNotes(
    use => uses.add(use),
    network => tell(network),
    Date.now,
  )
  const tell = othersAbout<KnownNetwork>('known-network', devices.hear)
  return { ...devices, flush: uses.flush }
}

/** Uses of app passwords. */
export const appPasswordUsesOf = (ground: Ground): Writing & { note(id: number, at: Date): void } => {
  const uses = writeTogether<AppPasswordUse>(async rows => {
    for (const { id, at } of rows) await noteAppPasswordUse(ground.db, id, at)
  }, waits(ground, 'uses of app passwords'))
  return { note: appPasswordNotes(use => uses.add(use)), flush: uses.flush }
}

const allThrottles = async (db: Db): Promise<Throttle[]> => {
  const all: Throttle[] = []
  for (let after: string | null | undefined; after !== null; ) {
    const page = await listThrottles(db, operator, new Date(), { limit: 1000, after })
    all.push(...page.items)
    after = page.next
  }
  return all
}

/** Limits on guessing, as the store has them too. Neither look-up throws. */
export interface StoredThrottle extends GuessThrottle, Writing {
  /** Something changed about one: it is set or lifted here as it is there. */
  follow(held: Pick<Throttle, 'login' | 'network'>): Promise<void>
  /** Anything may have changed. */
  followAll(): Promise<void>
}

/** Who is guessing. */
export const guessesOf = (ground: Ground): StoredThrottle => {
  const { db, log, master } = ground
  const stored = writeTogether<Throttle>(async rows => {
    for (const row of rows) await setThrottle(db, row)
  }, waits(ground, 'throttles'))
  const guesses = guessThrottle(
    secretTag(master),
    guess => tell(guess),
    throttle => stored.add(throttle),
    Date.now,
  )
  const tell = othersAbout<CountedGuess>('guess', guesses.hear)
  const unread = (error: Error): void => log.warn({ error: error.message }, 'throttles could not be read')
  return {
    ...guesses,
    flush: stored.flush,
    follow: held => findThrottle(db, new Date(), held).then(found => (found ? guesses.keep(found) : guesses.lift(held)), unread),
    followAll: () => allThrottles(db).then(guesses.keepOnly, unread),
  }
}

/** Undefined: it would have to be asked for. */
const nameIn = (reverse: ReverseName | null): string | null | undefined => {
  if (reverse === null) return undefined
  return reverse.state === 'confirmed' ? reverse.name : null
}

/** Attempts. @param serverId which server this is */
export const recorderOf = (ground: Ground, names: ReverseNames, serverId: string): AttemptRecorder =>
  attemptRecorder(
    { insert: rows => insertAttempts(ground.db, rows), joinEarlier: named => joinEarlierAttempts(ground.db, named) },
    { remembered: address => nameIn(names.remembered(address)), lookUp: async address => nameIn(await names.lookUp(address)) ?? null },
    serverId,
    waits(ground, 'attempts'),
  )
