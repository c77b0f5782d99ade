/** The look-up tables of pgsql_table(5): each calls one function of the database, which is all that Postfix's role may do. Pure. */
import { join } from 'node:path'
import { databaseAddress, databaseName, databaseRoles } from '../../base/database.ts'
import type { EngineSettings, RenderedFile } from '../engine.ts'
import { postfixPaths } from './paths.ts'

/** Each map, and the function that answers it. */
export const mapFunctions = { domain: 'lookup_domain', mailbox: 'lookup_mailbox', alias: 'lookup_alias', sender: 'lookup_sender', moving: 'lookup_moving' } as const
export type MapName = keyof typeof mapFunctions

/** The operator's URL, signed in as Postfix's own role. */
const urlForPostfix = (url: string, password: string): string => {
  const changed = new URL(url)
  changed.username = databaseRoles.postfix
  changed.password = password
  return changed.href
}

const connectionLines = ({ home, config, secrets }: EngineSettings): string[] => {
  const address = databaseAddress(home, config)
  return 'url' in address
    ? // The URL says all; Postfix asks for a dbname beside it all the same.
      [`hosts = ${urlForPostfix(address.url, secrets.databasePostfix)}`, `dbname = ${decodeURIComponent(new URL(address.url).pathname.slice(1)) || databaseName}`]
    : [`hosts = unix:${address.host}`, `user = ${databaseRoles.postfix}`, `password = ${secrets.databasePostfix}`, `dbname = ${address.database}`]
}

/** What main.cf writes to use a map: through proxymap, so that all smtpd processes share a few connections. */
export const mapReference = (settings: EngineSettings, name: MapName): string => `proxy:pgsql:${join(postfixPaths(settings.home).config, 'maps', `${name}.cf`)}`

/** One file a map. They hold a password: only root and group postfix read them. */
export const renderMaps = (settings: EngineSettings): RenderedFile[] =>
  Object.entries(mapFunctions).map(([name, functionName]) => ({
    path: join(postfixPaths(settings.home).config, 'maps', `${name}.cf`),
    content: `${[...connectionLines(settings), `query = SELECT * FROM ${functionName}('%s')`].join('\n')}\n`,
    mode: 0o640,
    owner: { user: 'root', group: 'postfix' },
  }))
