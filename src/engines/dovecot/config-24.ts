/** dovecot.conf for Dovecot 2.4 (Debian 13). Pure. */
import { formatEndpoint } from '../../base/config.ts'
import type { EngineSettings } from '../engine.ts'
import { connectionParameters, iterateQuery, lookupConnections, userQuery } from './database.ts'
import { connectionsPerMailboxAndAddress, lmtpService, loginService, quotaStatusService, sessionService, userCacheSize, userCacheTtl } from './limits.ts'
import { folders, overQuotaReply, trashExtra } from './mailbox.ts'
import { dovecotPaths } from './paths.ts'
import type { DovecotFacts } from './read.ts'
import { renderSettings, type Setting } from './settings.ts'

const yes = (...names: string[]): Setting[] => names.map(name => [name, 'yes'])

const listener = (name: string, address: string, port: number): Setting => [
  `inet_listener ${name}`,
  [
    ['listen', address],
    ['port', port],
  ],
]
const noListener = (name: string): Setting => [`inet_listener ${name}`, [['port', 0]]]

/** The versions come first: they say how the rest is read. */
const place = ({ home }: EngineSettings): Setting[] => [
  ['dovecot_config_version', '2.4.0'],
  ['dovecot_storage_version', '2.4.0'],
  ['base_dir', dovecotPaths(home).run],
  ['state_dir', dovecotPaths(home).state],
  ['log_path', '/dev/stderr'],
  ['log_timestamp', '%Y-%m-%dT%H:%M:%S '],
]

const service = ({ config }: EngineSettings): Setting[] => [
  ['protocols', yes('imap', 'pop3', 'lmtp')],
  ['hostname', config.server.host_name],
  ['postmaster_address', `postmaster@${config.server.host_name}`],
  ['submission_host', formatEndpoint(config.behind.reinjection)],
  ['login_greeting', 'Ready.'],
]

/** As in 2.3: whoever has the edge's secret is trusted to be it, and to name the client. */
const signIn = (settings: EngineSettings, { mailUid, mailGid }: DovecotFacts): Setting[] => {
  const { secrets, home } = settings
  const { imap, pop3 } = settings.config.behind
  const { host = '', ...parameters } = connectionParameters(settings)
  return [
    ['ssl', 'no'],
    ['auth_allow_cleartext', 'yes'],
    ['login_trusted_networks', [...new Set([imap.address, pop3.address, '127.0.0.1'])].join(' ')],
    ['auth_mechanisms', 'plain'],
    ['auth_cache_size', userCacheSize],
    ['auth_cache_ttl', userCacheTtl],
    ['auth_cache_negative_ttl', 0],
    ['passdb static', [['password', secrets.edge]]],
    ['sql_driver', 'pgsql'],
    [
      `pgsql ${host}`,
      [
        ['connection_limit', lookupConnections],
        ['parameters', Object.entries(parameters)],
      ],
    ],
    [
      'userdb sql',
      [
        ['query', userQuery(home.mail, mailUid, mailGid, '%{user}', { name: 'quota_storage_size', prefix: '', suffix: 'B' })],
        ['iterate_query', iterateQuery],
      ],
    ],
  ]
}

const mailbox = ({ mailUid, mailGid }: DovecotFacts): Setting[] => [
  ['first_valid_uid', mailUid],
  ['last_valid_uid', mailUid],
  ['first_valid_gid', mailGid],
  ['last_valid_gid', mailGid],
  ['mail_driver', 'maildir'],
  ['mail_path', '~/Maildir'],
  ['mailbox_list_layout', 'fs'],
  ['mail_index_path', '~/index'],
  // Traced: message fsync, rename into new/, directory fdatasync, and only then LMTP's 250. What is acknowledged is on the disk.
  ['mail_fsync', 'optimized'],
  ['mail_max_userip_connections', connectionsPerMailboxAndAddress],
  ['mail_plugins', yes('quota')],
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
          ...(name === 'Trash' ? [['quota_storage_extra', trashExtra] as const] : []),
        ],
      ]),
    ],
  ],
]

const quota: Setting[] = [
  ['quota "User quota"', [['driver', 'count']]],
  ['quota_storage_grace', 0],
  ['quota_exceeded_message', overQuotaReply.text],
  ['quota_status_success', 'DUNNO'],
  ['quota_status_nouser', 'DUNNO'],
  ['quota_status_overquota', `${overQuotaReply.code} ${overQuotaReply.status} ${overQuotaReply.text}`],
  ['quota_status_toolarge', `${overQuotaReply.code} ${overQuotaReply.status} ${overQuotaReply.text}`],
]

const scripts = ({ home }: EngineSettings): Setting[] => [
  [
    'sieve_script before',
    [
      ['type', 'before'],
      ['path', dovecotPaths(home).before],
    ],
  ],
  [
    'sieve_script vacation',
    [
      ['type', 'before'],
      ['path', '~/vacation.sieve'],
    ],
  ],
  [
    'sieve_script personal',
    [
      ['path', '~/sieve'],
      ['active_path', '~/active.sieve'],
    ],
  ],
]

const protocols: Setting[] = [
  [
    'protocol imap',
    [
      ['mail_plugins', yes('imap_quota')],
      ['imap_client_workarounds', 'tb-extra-mailbox-sep tb-lsub-flags'],
    ],
  ],
  ['protocol pop3', [['pop3_client_workarounds', 'outlook-no-nuls oe-ns-eoh']]],
  [
    'protocol lmtp',
    [
      ['mail_plugins', yes('sieve')],
      ['recipient_delimiter', '+'],
      ['lmtp_rcpt_check_quota', 'yes'],
      ['quota_full_tempfail', 'no'],
    ],
  ],
]

const forever: Setting = ['restart_request_count', 'unlimited']

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

/** dovecot.conf; the database's place and the query are in it. */
export const config24 = (settings: EngineSettings, facts: DovecotFacts): string =>
  [place(settings), service(settings), signIn(settings, facts), mailbox(facts), quota, scripts(settings), protocols, services(settings)].map(part => renderSettings(part)).join('\n')
