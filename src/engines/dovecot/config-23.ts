/** dovecot.conf and sql.conf for Dovecot 2.3 (Debian 12). Pure. */
import { formatEndpoint } from '../../base/config.ts'
import type { EngineSettings } from '../engine.ts'
import { connectionParameters, iterateQuery, lookupConnections, userQuery } from './database.ts'
import { connectionsPerMailboxAndAddress, lmtpService, loginService, quotaStatusService, sessionService, userCacheSize, userCacheTtl } from './limits.ts'
import { folders, overQuotaReply, trashExtra } from './mailbox.ts'
import { dovecotPaths } from './paths.ts'
import type { DovecotFacts } from './read.ts'
import { renderSettings, type Setting } from './settings.ts'

const listener = (name: string, address: string, port: number): Setting => [
  `inet_listener ${name}`,
  [
    ['address', address],
    ['port', port],
  ],
]
/** Dovecot opens the ports of TLS by itself unless told not to. */
const noListener = (name: string): Setting => [`inet_listener ${name}`, [['port', 0]]]

const place = ({ home }: EngineSettings): Setting[] => [
  ['base_dir', dovecotPaths(home).run],
  ['state_dir', dovecotPaths(home).state],
  ['log_path', '/dev/stderr'],
  ['log_timestamp', '%Y-%m-%dT%H:%M:%S '],
]

const service = ({ config }: EngineSettings): Setting[] => [
  ['protocols', 'imap pop3 lmtp'],
  ['hostname', config.server.host_name],
  ['postmaster_address', `postmaster@${config.server.host_name}`],
  ['submission_host', formatEndpoint(config.behind.reinjection)],
  ['login_greeting', 'Ready.'],
]

/** Loopback and in the clear: TLS and passwords are the edge's. Whoever has its secret is trusted to be it, and to name the client. */
const signIn = ({ secrets, home, config: { behind } }: EngineSettings): Setting[] => [
  ['ssl', 'no'],
  ['disable_plaintext_auth', 'no'],
  ['login_trusted_networks', [...new Set([behind.imap.address, behind.pop3.address, '127.0.0.1'])].join(' ')],
  ['auth_mechanisms', 'plain'],
  ['auth_username_format', '%Lu'],
  ['auth_cache_size', userCacheSize],
  ['auth_cache_ttl', userCacheTtl],
  ['auth_cache_negative_ttl', 0],
  [
    'passdb',
    [
      ['driver', 'static'],
      ['args', `password={PLAIN}${secrets.edge}`],
    ],
  ],
  [
    'userdb',
    [
      ['driver', 'sql'],
      ['args', dovecotPaths(home).sql],
    ],
  ],
]

const mailbox = ({ mailUid, mailGid }: DovecotFacts): Setting[] => [
  ['first_valid_uid', mailUid],
  ['last_valid_uid', mailUid],
  ['first_valid_gid', mailGid],
  ['last_valid_gid', mailGid],
  ['mail_location', 'maildir:~/Maildir:LAYOUT=fs:INDEX=~/index'],
  // Traced: message fsync, rename into new/, directory fdatasync, and only then LMTP's 250. What is acknowledged is on the disk.
  ['mail_fsync', 'optimized'],
  ['mail_max_userip_connections', connectionsPerMailboxAndAddress],
  ['mail_plugins', 'quota'],
  [
    'namespace inbox',
    [
      ['inbox', 'yes'],
      ['separator', '/'],
      ...folders.map(({ name, use }): Setting => [
        `mailbox ${name}`,
        [
          ['auto', 'subscribe'],
          ['special_use', use],
        ],
      ]),
    ],
  ],
]

const plugins = ({ home }: EngineSettings): Setting => [
  'plugin',
  [
    ['quota', 'count:User quota'],
    ['quota_vsizes', 'yes'],
    ['quota_grace', '0'],
    ['quota_rule2', `Trash:storage=+${trashExtra}`],
    ['quota_exceeded_message', overQuotaReply.text],
    ['quota_status_success', 'DUNNO'],
    ['quota_status_nouser', 'DUNNO'],
    ['quota_status_overquota', `${overQuotaReply.code} ${overQuotaReply.status} ${overQuotaReply.text}`],
    ['quota_status_toolarge', `${overQuotaReply.code} ${overQuotaReply.status} ${overQuotaReply.text}`],
    ['sieve', 'file:~/sieve;active=~/active.sieve'],
    ['sieve_before', dovecotPaths(home).before],
    ['sieve_before2', 'file:~/vacation.sieve'],
  ],
]

const protocols: Setting[] = [
  [
    'protocol imap',
    [
      ['mail_plugins', '$mail_plugins imap_quota'],
      ['imap_client_workarounds', 'tb-extra-mailbox-sep tb-lsub-flags'],
    ],
  ],
  ['protocol pop3', [['pop3_client_workarounds', 'outlook-no-nuls oe-ns-eoh']]],
  [
    'protocol lmtp',
    [
      ['mail_plugins', '$mail_plugins sieve'],
      ['recipient_delimiter', '+'],
      ['lmtp_rcpt_check_quota', 'yes'],
      ['quota_full_tempfail', 'no'],
    ],
  ],
]

const forever: Setting = ['service_count', 0]

const services = ({ config }: EngineSettings): Setting[] => {
  const { imap, pop3 } = config.behind
  return [
    loginService('imap-login', forever, [listener('imap', imap.address, imap.port), noListener('imaps')]),
    loginService('pop3-login', forever, [listener('pop3', pop3.address, pop3.port), noListener('pop3s')]),
    sessionService('imap'),
    sessionService('pop3'),
    lmtpService,
    quotaStatusService,
  ]
}

/** dovecot.conf. */
export const config23 = (settings: EngineSettings, facts: DovecotFacts): string =>
  [place(settings), service(settings), signIn(settings), mailbox(facts), [plugins(settings)], protocols, services(settings)].map(part => renderSettings(part)).join('\n')

/** sql.conf. */
export const sql23 = (settings: EngineSettings, { mailUid, mailGid }: DovecotFacts): string => {
  const parameters = Object.entries(connectionParameters(settings)).map(([name, value]) => `${name}=${value}`)
  return renderSettings([
    ['driver', 'pgsql'],
    ['connect', `${parameters.join(' ')} maxconns=${lookupConnections}`],
    ['user_query', userQuery(settings.home.mail, mailUid, mailGid, '%u', { name: 'quota_rule', prefix: '*:bytes=', suffix: '' })],
    ['iterate_query', iterateQuery],
  ])
}
