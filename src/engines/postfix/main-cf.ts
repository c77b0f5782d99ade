/** main.cf: what all services share. Pure. */
import { isIP } from 'node:net'
import { join } from 'node:path'
import type { Endpoint } from '../../base/config.ts'
import type { Home } from '../../base/home.ts'
import type { EngineSettings } from '../engine.ts'
import { mapReference } from './maps.ts'
import { postfixPaths } from './paths.ts'

type Parameters = readonly (readonly [name: string, value: string])[]

const isWildcard = (address: string): boolean => address === '0.0.0.0' || address === '::'

/** The addresses that are ours, in Postfix's notation; "all" when we listen everywhere. Postfix takes mail for an MX there as a loop. */
const ownInterfaces = (endpoints: readonly Endpoint[]): string => {
  if (endpoints.length === 0 || endpoints.some(({ address }) => isWildcard(address))) return 'all'
  return [...new Set(endpoints.map(({ address }) => address))].join(', ')
}

/** Strangers must see mail come from the address that SPF and the PTR name: the one we listen on, where there is one. */
const sourceAddress = (endpoints: readonly Endpoint[], family: 4 | 6): string =>
  endpoints.find(({ address }) => isIP(address) === family && !isWildcard(address) && !address.startsWith('127.') && address !== '::1')?.address ?? ''

const place = ({ home }: EngineSettings): Parameters => {
  const { queue, data } = postfixPaths(home)
  return [
    ['compatibility_level', '3.6'],
    ['queue_directory', queue],
    ['data_directory', data],
    ['mail_owner', 'postfix'],
    ['setgid_group', 'postdrop'],
    ['maillog_file', join(home.log, 'postfix.log')],
    ['maillog_file_prefixes', home.log],
    ['smtputf8_enable', 'yes'],
  ]
}

const identity = ({ config }: EngineSettings): Parameters => [
  ['myhostname', config.server.host_name],
  ['myorigin', '$myhostname'],
  ['smtpd_banner', '$myhostname ESMTP'],
  ['inet_protocols', 'all'],
  ['inet_interfaces', ownInterfaces(config.listen.smtp)],
  ['smtp_bind_address', sourceAddress(config.listen.smtp, 4)],
  ['smtp_bind_address6', sourceAddress(config.listen.smtp, 6)],
]

/** No system users get mail and nobody is trusted for an address: every mailbox is in the database, every sender has signed in. */
const addresses = (settings: EngineSettings): Parameters => [
  ['mydestination', ''],
  ['mynetworks', ''],
  ['relay_domains', ''],
  ['local_recipient_maps', ''],
  ['local_transport', 'error:5.1.1 No such mailbox here'],
  ['alias_maps', ''],
  ['alias_database', ''],
  ['virtual_alias_domains', ''],
  ['virtual_alias_maps', mapReference(settings, 'alias')],
  ['virtual_mailbox_domains', mapReference(settings, 'domain')],
  ['virtual_mailbox_maps', mapReference(settings, 'mailbox')],
  ['virtual_transport', `lmtp:unix:${postfixPaths(settings.home).lmtp}`],
  // An MX of ours for a domain that is not served here yet is somebody's move under way: its mail waits, instead of coming back as "loops back to myself".
  ['best_mx_transport', 'retry:4.3.0 The MX of this domain is this server, which does not serve it yet'],
  ['smtpd_sender_login_maps', mapReference(settings, 'sender')],
  ['recipient_delimiter', '+'],
  // lookup_alias itself keeps the extension where it belongs.
  ['propagate_unmatched_extensions', ''],
]

/** Asks Dovecot whether a message fits into the mailbox; without an answer it is taken. */
const hasRoom = (home: Home): string => `check_policy_service { unix:${postfixPaths(home).quotaStatus}, timeout=10s, try_limit=1, default_action=DUNNO }`

/** Asked only for domains that are not ours: whoever comes for one that is moving in shall come again. */
const relayed = (settings: EngineSettings): string => `permit_auth_destination, check_recipient_access ${mapReference(settings, 'moving')}, defer_unauth_destination`

/** For strangers; the other services of master.cf replace what differs. */
const strangers = (settings: EngineSettings): Parameters => [
  ['message_size_limit', String(settings.config.limits.message_megabytes * 1024 * 1024)],
  ['mailbox_size_limit', '0'],
  ['disable_vrfy_command', 'yes'],
  ['smtpd_helo_required', 'yes'],
  // Only what cannot be a name at all, and only once the recipient is known: the owner of that domain can look it up.
  ['smtpd_helo_restrictions', 'reject_invalid_helo_hostname'],
  ['local_header_rewrite_clients', ''],
  // Dovecot 2.3 takes no SMTPUTF8 mail: refused by the sender's own server it is told sooner and truer than by a bounce from here.
  ['smtpd_discard_ehlo_keywords', 'etrn, smtputf8, silent-discard'],
  ['smtpd_relay_restrictions', relayed(settings)],
  ['smtpd_recipient_restrictions', `reject_unlisted_recipient, ${hasRoom(settings.home)}`],
  // Who did not say how big it is learns now whether there is room, instead of by a bounce. Asked for a single recipient; of several each may differ.
  ['smtpd_end_of_data_restrictions', hasRoom(settings.home)],
  // SMTP smuggling: only CR LF . CR LF ends a message, and nobody talks before it is his turn.
  ['smtpd_forbid_bare_newline', 'normalize'],
  ['smtpd_forbid_bare_newline_exclusions', ''],
  ['smtpd_forbid_unauth_pipelining', 'yes'],
  ['smtpd_data_restrictions', 'reject_unauth_pipelining'],
]

const filtering = ({ home }: EngineSettings): Parameters => [
  ['smtpd_milters', `unix:${postfixPaths(home).milter}`],
  ['milter_default_action', 'tempfail'],
]

const tls = ({ home }: EngineSettings): Parameters => [
  ['smtpd_tls_security_level', 'may'],
  ['smtpd_tls_chain_files', `${join(home.tls, 'key.pem')}, ${join(home.tls, 'cert.pem')}`],
  ['smtpd_tls_received_header', 'yes'],
  ['smtp_tls_security_level', 'may'],
  ['smtp_tls_CApath', '/etc/ssl/certs'],
  ['smtp_tls_loglevel', '1'],
]

const queueing = (settings: EngineSettings): Parameters => [
  // A neighbour that restarts is back within seconds; its mail should not wait for five minutes.
  ['queue_run_delay', '60s'],
  ['minimal_backoff_time', '60s'],
  ['delay_warning_time', '4h'],
  ['bounce_template_file', join(postfixPaths(settings.home).config, 'bounce.cf')],
  ['notify_classes', ''],
  // A process serves this many clients before a fresh one takes its place; the default of 100 means a fork and a new proxymap connection every second under load.
  ['max_use', '1000'],
]

/** The whole file. */
export const mainCf = (settings: EngineSettings): string =>
  [place, identity, addresses, strangers, filtering, tls, queueing]
    .map(part => part(settings).map(([name, value]) => `${name} =${value && ` ${value}`}\n`).join(''))
    .join('\n')
