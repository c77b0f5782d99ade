/**
 * The peer's Postfix, set up as a careful operator does: TLS with its log on, submission only after sign-in, senders held to their own addresses, strict HELO.
 * Pure.
 */
import type { RenderedFile } from '../../../src/engines/engine.ts'
import type { PeerSettings } from './settings.ts'

const main = ({ directory, hostName, address, certificate }: PeerSettings): string => `compatibility_level = 3.6
queue_directory = ${directory}/queue
data_directory = ${directory}/data
mail_owner = postfix
setgid_group = postdrop
myhostname = ${hostName}
mydestination =
mynetworks =
local_recipient_maps =
alias_maps =
inet_interfaces = ${address}
inet_protocols = ipv4
maillog_file = ${directory}/postfix.log
maillog_file_prefixes = /tmp, /var
smtputf8_enable = yes
virtual_mailbox_domains = hash:${directory}/maps/domains
virtual_mailbox_maps = hash:${directory}/maps/mailboxes
virtual_alias_maps = hash:${directory}/maps/aliases
virtual_transport = lmtp:unix:private/dovecot-lmtp
message_size_limit = 5242880
smtpd_tls_chain_files = ${certificate.key} ${certificate.cert}
smtpd_tls_security_level = may
smtpd_tls_mandatory_protocols = >=TLSv1.2
smtpd_tls_protocols = >=TLSv1.2
smtpd_tls_loglevel = 1
smtpd_tls_auth_only = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_helo_required = yes
smtpd_helo_restrictions = reject_invalid_helo_hostname, reject_non_fqdn_helo_hostname
smtpd_forbid_bare_newline = normalize
smtpd_data_restrictions = reject_unauth_pipelining
smtpd_sender_login_maps = hash:${directory}/maps/senders
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_recipient_restrictions = reject_unlisted_recipient
recipient_delimiter = +
`

const submission = '-o smtpd_sasl_auth_enable=yes -o smtpd_helo_restrictions= -o smtpd_client_restrictions=permit_sasl_authenticated,reject -o smtpd_sender_restrictions=reject_sender_login_mismatch'

const master = ({ address }: PeerSettings): string => `${address}:25 inet n - n - - smtpd
${address}:465 inet n - n - - smtpd
  -o syslog_name=postfix/submissions -o smtpd_tls_wrappermode=yes ${submission}
${address}:587 inet n - n - - smtpd
  -o syslog_name=postfix/submission -o smtpd_tls_security_level=encrypt ${submission}
pickup    unix  n - n 60   1 pickup
cleanup   unix  n - n -    0 cleanup
qmgr      unix  n - n 300  1 qmgr
rewrite   unix  - - n -    - trivial-rewrite
bounce    unix  - - n -    0 bounce
defer     unix  - - n -    0 bounce
trace     unix  - - n -    0 bounce
proxymap  unix  - - n -    - proxymap
lmtp      unix  - - n -    - lmtp
smtp      unix  - - n -    - smtp
error     unix  - - n -    - error
retry     unix  - - n -    - error
discard   unix  - - n -    - discard
tlsmgr    unix  - - n 1000? 1 tlsmgr
anvil     unix  - - n -    1 anvil
scache    unix  - - n -    1 scache
postlog   unix-dgram n - n - 1 postlogd
`

/** Its tables: name → content, for postmap. */
export const peerMaps = ({ people, domains }: PeerSettings): Readonly<Record<string, string>> => {
  const lines = (entries: readonly (readonly [string, string])[]): string => entries.map(([key, value]) => `${key} ${value}\n`).join('')
  const own = people.map(({ address }) => [address, address] as const)
  const aliases = people.flatMap(({ alias, domain, address }) => (alias ? [[`${alias}@${domain}`, address] as const] : []))
  return { domains: lines(domains.map(domain => [domain, domain])), mailboxes: lines(own), aliases: lines(aliases), senders: lines([...own, ...aliases]) }
}

/** main.cf, master.cf and the tables' sources. */
export const renderPeerPostfix = (settings: PeerSettings): RenderedFile[] => [
  { path: `${settings.directory}/etc/main.cf`, content: main(settings), mode: 0o644 },
  { path: `${settings.directory}/etc/master.cf`, content: master(settings), mode: 0o644 },
  ...Object.entries(peerMaps(settings)).map(([name, content]) => ({ path: `${settings.directory}/maps/${name}`, content, mode: 0o644 })),
]
