/**
 * The one file of the private PowerDNS, as text. Pure.
 * It is written in the names that settings have had since 4.5 (`primary`, not `master`): 4.7 (Debian 12) understands both, 4.9 (Debian 13) these alone.
 */
import { join } from 'node:path'
import { formatEndpoint } from '../../base/config.ts'
import type { EngineSettings, RenderedFile } from '../engine.ts'
import { databaseLines } from './database.ts'
import { powerdnsPaths, powerdnsUser } from './paths.ts'
import type { PowerdnsFacts } from './read.ts'

/**
 * How long an answer may come from memory, s. Changes come by the API, which empties the memory for the zone that changed; what it holds is what
 * is still answered while the database is away.
 */
const memorySeconds = 3600

/** What is remembered: whole answers, what the database said, that it has nothing, how a zone is kept, and its keys. */
const memoryNames = ['cache-ttl', 'query-cache-ttl', 'negquery-cache-ttl', 'zone-metadata-cache-ttl', 'dnssec-key-cache-ttl']

const transferLines = (secondaries: readonly string[]): string[] =>
  secondaries.length
    ? ['disable-axfr=no', `allow-axfr-ips=${secondaries.join(',')}`]
    : // An empty list would mean the default, this machine.
      ['disable-axfr=yes', 'allow-axfr-ips=']

const lines = (settings: EngineSettings, { hasIpv6 }: PowerdnsFacts): string[] => {
  const { config, home, secrets } = settings
  const { address, port } = config.behind.powerdns
  return [
    'daemon=no',
    'guardian=no',
    'write-pid=no',
    `socket-dir=${powerdnsPaths(home).run}`,
    '# To standard error, which the supervisor keeps.',
    'disable-syslog=yes',
    'log-timestamp=yes',
    'loglevel=4',
    '',
    `local-address=${config.listen.dns.filter(endpoint => hasIpv6 || !endpoint.address.includes(':')).map(formatEndpoint).join(', ')}`,
    '# Which release answers is nobody\'s business, nor is a question about it sent out.',
    'version-string=anonymous',
    'security-poll-suffix=',
    '',
    'launch=gpgsql',
    'gpgsql-dnssec=yes',
    ...databaseLines(settings),
    '',
    '# Answers come from memory; a change by the API empties it.',
    ...memoryNames.map(name => `${name}=${memorySeconds}`),
    // Strangers choose what is asked.
    'max-cache-entries=500000',
    'max-packet-cache-entries=500000',
    '',
    '# Secondaries copy whole zones. We tell them of changes: the thread that would, ends the whole program when the database is away.',
    'primary=no',
    'secondary=no',
    ...transferLines(config.dns.secondaries),
    '',
    '# Signed while answering: one key, ECDSA P-256. Secondaries must see new signatures as a new serial.',
    'default-ksk-algorithm=ecdsa256',
    'default-zsk-algorithm=',
    'default-soa-edit-signed=INCREMENT-WEEKS',
    'default-publish-cds=2',
    'default-publish-cdnskey=1',
    '',
    'api=yes',
    `api-key=${secrets.powerdnsApi}`,
    'webserver=yes',
    `webserver-address=${address}`,
    `webserver-port=${port}`,
    'webserver-allow-from=127.0.0.0/8',
    'webserver-loglevel=none',
    'webserver-max-bodysize=16',
  ]
}

/** Renders pdns.conf. It holds a password and a key: only root and PowerDNS's own group read it. */
export const renderPowerdns = (settings: EngineSettings, facts: PowerdnsFacts): RenderedFile[] => [
  { path: join(powerdnsPaths(settings.home).config, 'pdns.conf'), content: `${lines(settings, facts).join('\n')}\n`, mode: 0o640, owner: { user: 'root', group: powerdnsUser } },
]
