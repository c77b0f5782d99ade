/** How Dovecot asks for users: the two functions that its role may call. Pure. */
import { databaseAddress, databaseRoles } from '../../base/database.ts'
import type { EngineSettings } from '../engine.ts'

/** libpq's keywords for the connection. */
export const connectionParameters = ({ home, config, secrets }: EngineSettings): Readonly<Record<string, string>> => {
  const address = databaseAddress(home, config)
  const ours = { user: databaseRoles.dovecot, password: secrets.databaseDovecot, connect_timeout: '5' }
  if (!('url' in address)) return { host: address.host, port: String(address.port), dbname: address.database, ...ours }
  const url = new URL(address.url)
  return {
    host: url.hostname.replaceAll(/^\[|\]$/g, ''),
    port: url.port || '5432',
    dbname: decodeURIComponent(url.pathname.slice(1)),
    ...ours,
    ...Object.fromEntries([...url.searchParams].filter(([name]) => name.startsWith('ssl'))),
  }
}

/** Connections for look-ups; the rest waits in line. Each is one of PostgreSQL's processes. */
export const lookupConnections = 5

/**
 * The userdb's query.
 * @param user Dovecot's variable for the address, such as `%u`; Dovecot escapes what it puts there
 * @param quotaField the userdb field that holds the quota, and how to write a number of bytes into it
 */
export const userQuery = (mail: string, mailUid: number, mailGid: number, user: string, quotaField: { name: string; prefix: string; suffix: string }): string =>
  `SELECT address AS user, '${mail.replaceAll("'", "''")}/' || domain || '/' || local_part AS home, ${mailUid} AS uid, ${mailGid} AS gid, ` +
  `'${quotaField.prefix}' || quota_bytes || '${quotaField.suffix}' AS ${quotaField.name} FROM lookup_user('${user}')`

/** For `doveadm -A`: every mailbox. */
export const iterateQuery = 'SELECT address AS user FROM list_users()'
