/** Puts together what a worker of the edge needs to decide about sign-ins and to keep them, and follows what changes. */
import { authenticator } from '../actions/authenticate.ts'
import { passwordCheck } from '../actions/check-password.ts'
import { countryJudge } from '../actions/judge-country.ts'
import { refusalRefiner } from '../actions/refine-refusal.ts'
import { sessionReviewer } from '../actions/review-sessions.ts'
import { appPasswordDigest } from '../base/app-password.ts'
import type { Config } from '../base/config.ts'
import { databaseAddress } from '../base/database.ts'
import type { Home } from '../base/home.ts'
import type { Logger } from '../base/log.ts'
import type { Secrets } from '../base/secrets.ts'
import { type OpenSessions, openSessions } from '../edge/open-sessions.ts'
import type { Countries } from '../engines/country/countries.ts'
import { reverseNames } from '../engines/resolver/reverse-name.ts'
import { type Change, type ChangeListener, listenForChanges } from '../store/changes.ts'
import { findAccount } from '../store/credentials.ts'
import { findNear } from '../store/near.ts'
import { openDatabase } from '../store/pool.ts'
import { accountsOf, appPasswordUsesOf, devicesOf, type Ground, guessesOf, loginsOf, recorderOf } from './sign-in-parts.ts'

/** Sign-ins are short queries by unique indexes; more connections than this would only queue in PostgreSQL. */
const databaseConnections = 4

/** Whoever signs in waits so long for a store that neither answers nor refuses; then what is known of the account decides, or nobody is blamed. */
const databasePatienceMs = 5000

/** Whose accounts a changed row is about. */
const touched = ({ table, id, mailbox, domain }: Change): { mailboxId?: number; domainId?: number } => {
  if (table === 'mailboxes') return { mailboxId: Number(id) }
  if (table === 'domains') return { domainId: Number(id) }
  if (mailbox !== null) return { mailboxId: mailbox }
  return domain === null ? {} : { domainId: domain }
}

/** Whose rows let a session in. */
const letsIn: ReadonlySet<string> = new Set(['mailboxes', 'domains', 'credentials', 'app_passwords', 'blocks'])
/** Whose rows say nothing of who may sign in: a domain that is proven, or goes, is announced as such. */
const saysNothing: ReadonlySet<string> = new Set(['claims', 'proof_codes', 'hand_overs', 'domain_findings', 'routes', 'zones'])
/** Whose rows say what a login without domain may mean. */
const namesMailboxes: ReadonlySet<string> = new Set(['mailboxes', 'domains'])

/** What a worker gets. */
export type SignIns = Pick<ReturnType<typeof authenticator>, 'authenticate' | 'record'> & {
  /** The sessions that are open in it: they end when what let them in does so no more. */
  readonly sessions: OpenSessions
  /** Writes what is held; for the end of the process. */
  flush(): Promise<void>
}

/** What must hear of changes. */
interface Followers {
  readonly known: ReturnType<typeof accountsOf>
  readonly logins: ReturnType<typeof loginsOf>
  readonly guesses: ReturnType<typeof guessesOf>
  readonly reviewer: ReturnType<typeof sessionReviewer>
}

const followerOf = ({ known, logins, guesses, reviewer }: Followers, log: Logger): ChangeListener => ({
  onChange(change) {
    if (change.throttle) return void guesses.follow(change.throttle)
    if (saysNothing.has(change.table)) return
    known.forget(touched(change))
    if (letsIn.has(change.table)) reviewer.review(touched(change))
    if (namesMailboxes.has(change.table)) logins.doubtAll()
  },
  onConnected() {
    known.doubtAll()
    logins.doubtAll()
    reviewer.review({})
    void guesses.followAll()
  },
  onLost(error) {
    known.doubtAll()
    log.warn({ error: error.message }, 'the change feed is interrupted')
  },
})

/** Begins to listen for changes, and makes the parts. */
export const openSignIns = (home: Home, config: Config, secrets: Secrets, countries: Countries, log: Logger): SignIns => {
  const address = databaseAddress(home, config)
  const db = openDatabase(address, secrets, 'edge', databaseConnections, databasePatienceMs)
  const ground: Ground = { db, log, master: secrets.master }
  const [known, logins, guesses, devices, appPasswordUses] = [accountsOf(ground), loginsOf(ground), guessesOf(ground), devicesOf(ground), appPasswordUsesOf(ground)]
  const names = reverseNames(config.resolver)
  const country = countryJudge(countries, names, config.country)
  const recorder = recorderOf(ground, names, config.server.id)
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
    noteAppPassword: appPasswordUses.note,
  })

  const open = openSessions()
  const reviewer = sessionReviewer(
    open,
    wanted => findAccount(db, wanted),
    error => log.warn({ error: error.message }, 'open sessions could not be reviewed'),
  )
  const sessions: OpenSessions = {
    ...open,
    enter: (session, engine) => {
      open.enter(session, engine)
      reviewer.entered(session)
    },
  }
  listenForChanges(address, secrets, 'edge', followerOf({ known, logins, guesses, reviewer }, log))

  const flush = async (): Promise<void> => {
    await settled()
    await Promise.all([recorder.flush(), guesses.flush(), devices.flush(), appPasswordUses.flush()])
  }
  return { authenticate, record, sessions, flush }
}
