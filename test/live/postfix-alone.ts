/** Postfix on its own: a real database with two domains, stand-ins for Dovecot and rspamd, no edge. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { checkConfig } from '../../src/base/config.ts'
import { databaseAddress, databaseRoles } from '../../src/base/database.ts'
import { homeAt } from '../../src/base/home.ts'
import { makeSecrets } from '../../src/base/secrets.ts'
import type { EngineSettings } from '../../src/engines/engine.ts'
import { postfix } from '../../src/engines/postfix/engine.ts'
import { postfixPaths } from '../../src/engines/postfix/paths.ts'
import { postgres } from '../../src/engines/postgres/engine.ts'
import { migrate } from '../../src/store/migrate.ts'
import { testKeyPair } from '../key-pair.ts'
import { startEngine, type RunningEngine } from './engine-runner.ts'
import { type Delivered, keepingLmtp, passingMilter, quotaPolicy } from './neighbours.ts'

/** A port of loopback that nobody listens on. */
export const freePort = (): Promise<number> =>
  new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

export interface PostfixAlone {
  readonly settings: EngineSettings
  /** What arrived at the LMTP stand-in. */
  readonly delivered: readonly Delivered[]
  /** The submission socket. */
  readonly submission: string
  readonly engine: RunningEngine
  /** Postfix's log. */
  log(): string
  remove(): Promise<void>
}

/**
 * Starts it.
 * @param seed SQL that makes owners, domains, mailboxes
 * @param place of the port for strangers: other mail servers find it only where its host name leads
 */
export const startPostfixAlone = async (seed: string, place?: { readonly address: string; readonly hostName: string; readonly resolver: string }): Promise<PostfixAlone> => {
  const home = homeAt(mkdtempSync('/tmp/tdp-'))
  chmodSync(home.root, 0o755)
  const [port, reinjection] = [await freePort(), await freePort()]
  const checked = checkConfig({
    server: { host_name: place?.hostName ?? 'sv0001.example.jp' },
    listen: { smtp: [place ? `${place.address}:25` : `127.0.0.1:${port}`] },
    behind: { reinjection: `127.0.0.1:${reinjection}` },
    resolver: { address: place?.resolver ?? '' },
  })
  if (!('config' in checked)) throw new Error('the configuration of the test is wrong')
  const settings: EngineSettings = { home, config: checked.config, secrets: makeSecrets(home) }
  const { certificate, key } = testKeyPair()
  mkdirSync(home.tls)
  writeFileSync(join(home.tls, 'cert.pem'), certificate)
  writeFileSync(join(home.tls, 'key.pem'), key, { mode: 0o600 })
  const paths = postfixPaths(home)
  const lmtp = await keepingLmtp(paths.lmtp)
  const neighbours = [lmtp.server, await passingMilter(paths.milter), await quotaPolicy(paths.quotaStatus, 'nobody')]
  const database = await startEngine(postgres(settings), settings)
  await migrate(home, settings.config, settings.secrets)
  const client = new pg.Client({ ...databaseAddress(home, settings.config), user: databaseRoles.owner, password: settings.secrets.databaseOwner })
  await client.connect()
  await client.query(seed)
  await client.end()
  const engine = await startEngine(postfix(settings), settings)
  return {
    settings,
    delivered: lmtp.delivered,
    submission: paths.submission,
    engine,
    log: () => readFileSync(join(home.log, 'postfix.log'), 'utf8'),
    remove: async () => {
      await engine.stop()
      await database.stop()
      for (const server of neighbours) server.close()
      rmSync(home.root, { recursive: true, force: true })
    },
  }
}
