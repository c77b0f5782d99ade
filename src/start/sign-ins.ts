/** Puts together what a worker of the edge needs to decide about sign-ins and to keep them. */
import { authenticator } from '../actions/authenticate.ts'
import { passwordCheck } from '../actions/check-password.ts'
import { loginCompleter } from '../actions/complete-login.ts'
import { countryJudge } from '../actions/judge-country.ts'
import { type GoodPassword, knownAccounts } from '../actions/known-accounts.ts'
import { type AppPasswordUse, appPasswordNotes } from '../actions/note-app-passwords.ts'
import { deviceNotes, type KnownNetwork } from '../actions/note-devices.ts'
import { attemptRecorder } from '../actions/record-attempt.ts'
import { refusalRefiner } from '../actions/refine-refusal.ts'
import { sessionReviewer } from '../actions/review-sessions.ts'
import { type CountedGuess, guessThrottle } from '../actions/throttle-guesses.ts'
import { writeTogether } from '../actions/write-together.ts'
import { appPasswordDigest } from '../base/app-password.ts'
import type { Config } from '../base/config.ts'
import { databaseAddress } from '../base/database.ts'
import type { Home } from '../base/home.ts'
import type { Logger } from '../base/log.ts'
import { knownGoodKey, secretTag } from '../base/secret-tag.ts'
import type { Secrets } from '../base/secrets.ts'
import { type OpenSessions, openSessions } from '../edge/open-sessions.ts'
import { othersAbout } from '../edge/others.ts'
import type { Countries } from '../engines/country/countries.ts'
import { type ReverseName, reverseNames } from '../engines/resolver/reverse-name.ts'
import { noteAppPasswordUse } from '../store/app-passwords.ts'
import { insertAttempts, joinEarlierAttempts } from '../store/attempts.ts'
import { type Change, listenForChanges } from '../store/changes.ts'
import { findAccount, findDomainRules } from '../store/credentials.ts'
import { noteNewDevices } from '../store/device-notices.ts'
import { type DeviceUse, noteDevices } from '../store/known-devices.ts'
import { findDomainAbove, findNear, matchesOfLocalPart } from '../store/near.ts'
import { openDatabase } from '../store/pool.ts'
import type { Db } from '../store/schema.ts'
import { findThrottle, listThrottles, setThrottle, type Throttle } from '../store/throttles.ts'
import { operator } from '../store/whose.ts'

/** Sign-ins are short queries by unique indexes; more connections than this would only queue in PostgreSQL. */
const databaseConnections = 4

/** Whose accounts a changed row is about. */
const touched = ({ table, id, mailbox, domain }: Change): { mailboxId?: number; domainId?: number } => {
  if (table === 'mailboxes') return { mailboxId: Number(id) }
  if (table === 'domains') return { domainId: Number(id) }
  if (mailbox !== null) return { mailboxId: mailbox }
  return domain === null ? {} : { domainId: domain }
}

/** Undefined: it would have to be asked for. */
const nameIn = (reverse: ReverseName | null): string | null | undefined => {
  if (reverse === null) return undefined
  return reverse.state === 'confirmed' ? reverse.name : null
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

/** Whose rows let a session in. */
const letsIn: ReadonlySet<string> = new Set(['mailboxes', 'domains', 'credentials', 'app_passwords', 'blocks'])

/** What a worker gets. */
export type SignIns = Pick<ReturnType<typeof authenticator>, 'authenticate' | 'record'> & {
  /** The sessions that are open in it: they end when what let them in does so no more. */
  readonly sessions: OpenSessions
  /** Writes what is held; for the end of the process. */
  flush(): Promise<void>
}

/** Begins to listen for changes, and makes the parts. */
export const openSignIns = (home: Home, config: Config, secrets: Secrets, countries: Countries, log: Logger): SignIns => {
  const address = databaseAddress(home, config)
  const db = openDatabase(address, secrets, 'edge', databaseConnections)
  const waits = (what: string) => (error: Error, givenUp: number) => log.warn({ error: error.message, givenUp }, `${what} wait for the database`)
  const fails = (what: string) => (error: Error) => log.warn({ error: error.message }, what)

  const known = knownAccounts(
    { findAccount: wanted => findAccount(db, wanted), findDomainRules: domain => findDomainRules(db, domain) },
    knownGoodKey(secrets.master),
    good => tellGood(good),
    Date.now,
  )
  const tellGood = othersAbout<GoodPassword>('good-password', good => void known.hear(good))
  const logins = loginCompleter(
    { findDomainAbove: hostName => findDomainAbove(db, hostName), matchesOfLocalPart: (localPart, limit) => matchesOfLocalPart(db, localPart, limit) },
    Date.now,
  )
  const names = reverseNames(config.resolver)
  const country = countryJudge(countries, names, config.country)

  const storedThrottles = writeTogether<Throttle>(async throttles => {
    for (const throttle of throttles) await setThrottle(db, throttle)
  }, waits('throttles'))
  const guesses = guessThrottle(
    secretTag(secrets.master),
    counted => tellGuess(counted),
    throttle => storedThrottles.add(throttle),
    Date.now,
  )
  const tellGuess = othersAbout<CountedGuess>('guess', guesses.hear)

  const usedDevices = writeTogether<DeviceUse>(async uses => noteNewDevices(db, await noteDevices(db, uses)), waits('devices'))
  const devices = deviceNotes(
    use => usedDevices.add(use),
    network => tellNetwork(network),
    Date.now,
  )
  const tellNetwork = othersAbout<KnownNetwork>('known-network', devices.hear)
  const usedAppPasswords = writeTogether<AppPasswordUse>(async uses => {
    for (const { id, at } of uses) await noteAppPasswordUse(db, id, at)
  }, waits('uses of app passwords'))

  const recorder = attemptRecorder(
    { insert: rows => insertAttempts(db, rows), joinEarlier: named => joinEarlierAttempts(db, named) },
    { remembered: address => nameIn(names.remembered(address)), lookUp: country.networkName },
    config.server.id,
    waits('attempts'),
  )
  const { authenticate, record, settled } = authenticator({
    logins,
    known,
    passwords: passwordCheck(known, appPasswordDigest(secrets.master), () => new Date()),
    country,
    guesses,
    devices,
    refine: refusalRefiner({ findNear: (localPart, domain) => findNear(db, localPart, domain), nameService: country.nameService }, Date.now),
    recorder,
    countryOf: countries.countryOf,
    noteAppPassword: appPasswordNotes(use => usedAppPasswords.add(use)),
  })

  const sessions = openSessions()
  const reviewer = sessionReviewer(sessions, wanted => findAccount(db, wanted), fails('open sessions could not be reviewed'))
  const hearThrottle = async (held: { readonly login: string; readonly network: string }): Promise<void> => {
    const throttle = await findThrottle(db, new Date(), held)
    if (throttle) guesses.keep(throttle)
    else guesses.lift(held)
  }
  listenForChanges(address, secrets, 'edge', {
    onChange: change => {
      if (change.throttle) return void hearThrottle(change.throttle).catch(fails('a throttle could not be read'))
      known.forget(touched(change))
      if (letsIn.has(change.table)) reviewer.review(touched(change))
      if (change.table === 'mailboxes' || change.table === 'domains') logins.doubtAll()
    },
    onConnected: () => {
      known.doubtAll()
      logins.doubtAll()
      reviewer.review({})
      allThrottles(db).then(guesses.keepOnly, fails('throttles could not be read'))
    },
    onLost: error => {
      known.doubtAll()
      log.warn({ error: error.message }, 'the change feed is interrupted')
    },
  })

  const flush = async (): Promise<void> => {
    await settled()
    await recorder.flush()
    await Promise.all([storedThrottles.flush(), usedDevices.flush(), usedAppPasswords.flush()])
  }
  return { authenticate, record, sessions, flush }
}
