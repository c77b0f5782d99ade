/** How PowerDNS reaches its own tables: as a role that sees nothing else. Pure. */
import { databaseAddress, databaseRoles } from '../../base/database.ts'
import type { EngineSettings } from '../engine.ts'

/** The settings of PowerDNS's gpgsql backend that say where the database is. */
export const databaseLines = ({ home, config, secrets }: EngineSettings): string[] => {
  const address = databaseAddress(home, config)
  const ours = [`gpgsql-user=${databaseRoles.powerdns}`, `gpgsql-password=${secrets.databasePowerdns}`]
  if (!('url' in address)) return [`gpgsql-host=${address.host}`, `gpgsql-port=${address.port}`, `gpgsql-dbname=${address.database}`, ...ours]
  const url = new URL(address.url)
  const ssl = [...url.searchParams].filter(([name]) => name.startsWith('ssl')).map(([name, value]) => `${name}=${value}`)
  return [
    `gpgsql-host=${url.hostname.replaceAll(/^\[|\]$/g, '')}`,
    `gpgsql-port=${url.port || '5432'}`,
    `gpgsql-dbname=${decodeURIComponent(url.pathname.slice(1))}`,
    ...ours,
    ...(ssl.length ? [`gpgsql-extra-connection-parameters=${ssl.join(' ')}`] : []),
  ]
}
