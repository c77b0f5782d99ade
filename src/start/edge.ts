/** Puts the edge together: in the primary only the ports, in each worker everything that a session needs. */
import cluster from 'node:cluster'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dropTo, mailUser } from '../base/accounts.ts'
import { readConfig, type Config } from '../base/config.ts'
import type { Home } from '../base/home.ts'
import { newLog } from '../base/log.ts'
import { readSecrets, type Secrets } from '../base/secrets.ts'
import type { Backend, BackendFor, EdgeContext } from '../edge/contract.ts'
import { serveImap } from '../edge/imap/session.ts'
import { servePop3 } from '../edge/pop3/session.ts'
import { popSignInsOfAll, runPrimary, runWorker } from '../edge/process.ts'
import { serveSmtp } from '../edge/smtp/session.ts'
import { contextFor, upgradeWith } from '../edge/tls.ts'
import { openCountries } from '../engines/country/countries.ts'
import { imapCapabilities, pop3Capabilities } from '../engines/dovecot/capabilities.ts'
import { dovecotVersion } from '../engines/dovecot/read.ts'
import { submissionCapabilities } from '../engines/postfix/capabilities.ts'
import { postfixPaths } from '../engines/postfix/paths.ts'
import { openSignIns } from './sign-ins.ts'

/** A device with a wrong password tries again on a new connection; a guesser pays a handshake for every few guesses. */
const triesPerConnection = 3

/** While there is one server, every mailbox is at home here. */
const backendsOf = (home: Home, config: Config, secrets: Secrets): BackendFor => {
  const dovecot = (endpoint: Config['behind']['imap']): Backend => ({ kind: 'tcp', host: endpoint.address, port: endpoint.port, secret: secrets.edge })
  const backends = { smtp: { kind: 'unix', path: postfixPaths(home).submission }, imap: dovecot(config.behind.imap), pop3: dovecot(config.behind.pop3) } as const
  return (_who, protocol) => backends[protocol]
}

const work = async (home: Home): Promise<void> => {
  const log = newLog('edge')
  const config = readConfig(home)
  const secrets = readSecrets(home)
  const keyPair = { certificate: readFileSync(join(home.tls, 'cert.pem'), 'utf8'), key: readFileSync(join(home.tls, 'key.pem'), 'utf8') }
  const version = await dovecotVersion()
  const countries = openCountries(config.country, ({ source, date, trouble }) => {
    if (trouble) log.warn({ source, date, trouble }, 'the country table that should be used cannot be')
    else log.info({ source, date }, 'a country table was read')
  })
  // What only root may read has been read; Postfix's public sockets are for group postdrop.
  dropTo(mailUser, ['postdrop'])

  const { authenticate, record, sessions, flush } = openSignIns(home, config, secrets, countries, log)
  const context: EdgeContext = {
    hostName: config.server.host_name,
    authenticate,
    record,
    backendFor: backendsOf(home, config, secrets),
    capabilities: { smtp: submissionCapabilities(config), imap: imapCapabilities(version), pop3: pop3Capabilities(version) },
    popSignIns: popSignInsOfAll(),
    sessions,
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
  await runWorker(config, settings, flush)
}

/** Runs the process `edge`: the primary, or a worker that it started. */
export const startEdge = async (home: Home): Promise<void> => {
  if (cluster.isPrimary) runPrimary(readConfig(home).edge.processes)
  else await work(home)
}
