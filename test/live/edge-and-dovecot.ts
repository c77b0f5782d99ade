/** A real Dovecot on a real database, with the edge's IMAP and POP3 in front of it; passwords are checked by the test. */
import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo, Server } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { checkConfig } from '../../src/base/config.ts'
import { databaseAddress, databaseRoles } from '../../src/base/database.ts'
import { homeAt } from '../../src/base/home.ts'
import { makeSecrets } from '../../src/base/secrets.ts'
import type { EdgeContext, Refusal } from '../../src/edge/contract.ts'
import { serveImap } from '../../src/edge/imap/session.ts'
import { connectionTaker, listenAt } from '../../src/edge/listener.ts'
import { servePop3 } from '../../src/edge/pop3/session.ts'
import { contextFor, upgradeWith } from '../../src/edge/tls.ts'
import { imapCapabilities, pop3Capabilities } from '../../src/engines/dovecot/capabilities.ts'
import { dovecot } from '../../src/engines/dovecot/engine.ts'
import { dovecotVersion } from '../../src/engines/dovecot/read.ts'
import type { EngineSettings } from '../../src/engines/engine.ts'
import { postgres } from '../../src/engines/postgres/engine.ts'
import { migrate } from '../../src/store/migrate.ts'
import { testKeyPair } from '../key-pair.ts'
import { startEngine, type RunningEngine } from './engine-runner.ts'
import { freePort } from './postfix-alone.ts'

export const hana = { user: 'hana@kaede.example', pass: 'kumo no "ue" 7\\' } as const

const seed = `
  insert into owners (name) values ('kaede');
  insert into domains (owner_id, server_id, name, proven_at) select id, 'sv0001', 'kaede.example', now() from owners;
  insert into mailboxes (domain_id, server_id, local_part) select id, 'sv0001', m from domains, unnest(array['hana', 'taro']) as m;`

export interface EdgeAndDovecot {
  readonly settings: EngineSettings
  readonly refusals: readonly Refusal[]
  readonly faults: readonly unknown[]
  /** Opens a port of the edge. */
  open(protocol: 'imap' | 'pop3', implicitTls: boolean, proxyNetworks?: readonly string[]): Promise<number>
  stopDovecot(): Promise<void>
  startDovecot(): Promise<void>
  /** Dovecot's log. */
  log(): string
  remove(): Promise<void>
}

/** Starts both. */
export const startEdgeAndDovecot = async (): Promise<EdgeAndDovecot> => {
  const home = homeAt(mkdtempSync('/tmp/tdd-'))
  chmodSync(home.root, 0o755)
  const [imap, pop3] = [await freePort(), await freePort()]
  const checked = checkConfig({ server: { host_name: 'sv0001.example.jp' }, behind: { imap: `127.0.0.1:${imap}`, pop3: `127.0.0.1:${pop3}` } })
  if (!('config' in checked)) throw new Error('the configuration of the test is wrong')
  const settings: EngineSettings = { home, config: checked.config, secrets: makeSecrets(home) }
  const database = await startEngine(postgres(settings), settings)
  await migrate(home, settings.config, settings.secrets)
  const client = new pg.Client({ ...databaseAddress(home, settings.config), user: databaseRoles.owner, password: settings.secrets.databaseOwner })
  await client.connect()
  await client.query(seed)
  await client.end()
  let engine: RunningEngine = await startEngine(dovecot(settings), settings)
  const version = await dovecotVersion()

  const refusals: Refusal[] = []
  const faults: unknown[] = []
  const servers: Server[] = []
  const context: EdgeContext = {
    hostName: 'sv0001.example.jp',
    authenticate: async ({ login, password }) =>
      password === hana.pass
        ? { verdict: 'accept', who: { mailboxId: 1, address: login.toLowerCase(), serverId: 'sv0001' } }
        : { verdict: 'refuse', finding: { id: 'credential.mismatch', facts: { mailbox: login } }, ref: 'K7Q2-9F' },
    record: refusal => {
      refusals.push(refusal)
      return 'K7Q2-9F'
    },
    backendFor: (_, protocol) => ({ kind: 'tcp', host: '127.0.0.1', port: protocol === 'imap' ? imap : pop3, secret: settings.secrets.edge }),
    capabilities: { smtp: [], imap: imapCapabilities(version), pop3: pop3Capabilities(version) },
    signInMs: 10_000,
    triesPerConnection: 3,
  }
  const secure = contextFor(testKeyPair())
  return {
    settings,
    refusals,
    faults,
    open: async (protocol, implicitTls, proxyNetworks = []) => {
      const take = connectionTaker({
        context,
        upgrade: upgradeWith(() => secure, context.record),
        serve: { smtp: serveImap, imap: serveImap, pop3: servePop3 },
        proxyNetworks,
        connectionsPerAddress: 1000,
        onFault: error => faults.push(error),
      })
      const server = await listenAt({ address: '127.0.0.1', port: 0, protocol, implicitTls }, take({ address: '127.0.0.1', port: protocol === 'imap' ? 993 : 995, protocol, implicitTls }))
      servers.push(server)
      return (server.address() as AddressInfo).port
    },
    stopDovecot: () => engine.stop(),
    startDovecot: async () => {
      engine = await startEngine(dovecot(settings), settings)
    },
    log: () => readFileSync(join(home.log, 'dovecot.log'), 'utf8'),
    remove: async () => {
      for (const server of servers) server.close()
      await engine.stop()
      await database.stop()
      rmSync(home.root, { recursive: true, force: true })
    },
  }
}

const run = promisify(execFile)

/**
 * Runs a Python script, as another's view of the protocol.
 * @param args on its command line
 * @returns what it printed
 * @throws Error with its traceback
 */
export const python = async (script: string, ...args: readonly string[]): Promise<string> => (await run('python3', ['-c', script, ...args], { timeout: 60_000 })).stdout
