/** Puts the edge together: in the primary only the ports, in each worker everything that a session needs. */
import cluster from 'node:cluster'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { authenticator } from '../actions/authenticate.ts'
import { knownAccounts } from '../actions/known-accounts.ts'
import { attemptRecorder } from '../actions/record-attempt.ts'
import { dropTo, mailUser } from '../base/accounts.ts'
import { readConfig, type Config } from '../base/config.ts'
import { databaseAddress } from '../base/database.ts'
import type { Home } from '../base/home.ts'
import { newLog } from '../base/log.ts'
import { readSecrets, type Secrets } from '../base/secrets.ts'
import type { Backend, BackendFor, EdgeContext } from '../edge/contract.ts'
import { serveImap } from '../edge/imap/session.ts'
import { servePop3 } from '../edge/pop3/session.ts'
import { popSignInsOfAll, runPrimary, runWorker } from '../edge/process.ts'
import { serveSmtp } from '../edge/smtp/session.ts'
import { contextFor, upgradeWith } from '../edge/tls.ts'
import { imapCapabilities, pop3Capabilities } from '../engines/dovecot/capabilities.ts'
import { dovecotVersion } from '../engines/dovecot/read.ts'
import { submissionCapabilities } from '../engines/postfix/capabilities.ts'
import { postfixPaths } from '../engines/postfix/paths.ts'
import { insertAttempts } from '../store/attempts.ts'
import { listenForChanges, type Change } from '../store/changes.ts'
import { findAccount } from '../store/credentials.ts'
import { openDatabase } from '../store/pool.ts'

/** Sign-ins are short queries by unique indexes; more connections than this would only queue in PostgreSQL. */
const databaseConnections = 4
/** A device with a wrong password tries again on a new connection; a guesser pays a handshake for every few guesses. */
const triesPerConnection = 3

/** While there is one server, every mailbox is at home here. */
const backendsOf = (home: Home, config: Config, secrets: Secrets): BackendFor => {
  const dovecot = (endpoint: Config['behind']['imap']): Backend => ({ kind: 'tcp', host: endpoint.address, port: endpoint.port, secret: secrets.edge })
  const backends = { smtp: { kind: 'unix', path: postfixPaths(home).submission }, imap: dovecot(config.behind.imap), pop3: dovecot(config.behind.pop3) } as const
  return (_who, protocol) => backends[protocol]
}

/** Whose accounts a changed row is about. */
const touched = ({ table, id, mailbox }: Change): { mailboxId?: number; domainId?: number } => {
  if (table === 'mailboxes') return { mailboxId: Number(id) }
  if (table === 'domains') return { domainId: Number(id) }
  return mailbox === null ? {} : { mailboxId: mailbox }
}

const work = async (home: Home): Promise<void> => {
  const log = newLog('edge')
  const config = readConfig(home)
  const secrets = readSecrets(home)
  const keyPair = { certificate: readFileSync(join(home.tls, 'cert.pem'), 'utf8'), key: readFileSync(join(home.tls, 'key.pem'), 'utf8') }
  const version = await dovecotVersion()
  // What only root may read has been read; Postfix's public sockets are for group postdrop.
  dropTo(mailUser, ['postdrop'])

  const address = databaseAddress(home, config)
  const db = openDatabase(address, secrets, 'edge', databaseConnections)
  const known = knownAccounts(wanted => findAccount(db, wanted), Date.now)
  listenForChanges(address, secrets, 'edge', {
    onChange: change => known.forget(touched(change)),
    onConnected: () => known.doubtAll(),
    onLost: error => {
      known.doubtAll()
      log.warn({ error: error.message }, 'the change feed is interrupted')
    },
  })
  const recorder = attemptRecorder(
    rows => insertAttempts(db, rows),
    config.server.id,
    (error, givenUp) => log.warn({ error: error.message, givenUp }, 'attempts wait for the database'),
  )
  const { authenticate, record } = authenticator(known, recorder)
  const context: EdgeContext = {
    hostName: config.server.host_name,
    authenticate,
    record,
    backendFor: backendsOf(home, config, secrets),
    capabilities: { smtp: submissionCapabilities(config), imap: imapCapabilities(version), pop3: pop3Capabilities(version) },
    popSignIns: popSignInsOfAll(),
    signInMs: config.edge.sign_in_seconds * 1000,
    triesPerConnection,
  }
  const secure = contextFor(keyPair, config.server.host_name)
  const settings = {
    context,
    upgrade: upgradeWith(() => secure, record),
    serve: { smtp: serveSmtp, imap: serveImap, pop3: servePop3 },
    proxyNetworks: config.edge.proxy_networks,
    connectionsPerAddress: config.edge.connections_per_address,
    onFault: (error: unknown, facts: object) => log.error({ error, ...facts }, 'a session ended in a fault'),
  }
  await runWorker(config, settings, () => recorder.flush())
}

/** Runs the process `edge`: the primary, or a worker that it started. */
export const startEdge = async (home: Home): Promise<void> => {
  if (cluster.isPrimary) runPrimary(readConfig(home).edge.processes)
  else await work(home)
}
