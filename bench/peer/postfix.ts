/**
 * The peer's Postfix: plain smtpd with implicit TLS and Dovecot's SASL. Pure.
 * Tables, restrictions, reuse of processes and logging are as our installation's, so that only the gate differs. Mail that was taken is thrown away.
 */
import type { RenderedFile } from '../../src/engines/engine.ts'
import type { PeerSettings } from './settings.ts'

const main = ({ directory, tls, maps }: PeerSettings): string => `compatibility_level = 3.6
queue_directory = ${directory}/queue
data_directory = ${directory}/data
mail_owner = postfix
setgid_group = postdrop
myhostname = peer.bench.example
mydestination =
mynetworks =
local_recipient_maps =
alias_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
maillog_file = ${directory}/postfix.log
maillog_file_prefixes = /tmp, /var
smtputf8_enable = yes
disable_dns_lookups = yes
virtual_mailbox_domains = ${maps.domains}
virtual_mailbox_maps = ${maps.mailboxes}
virtual_alias_maps = ${maps.aliases}
max_use = 1000
virtual_transport = discard:
proxy_read_maps = ${Object.values(maps).join(' ')}
message_size_limit = 52428800
smtpd_tls_chain_files = ${tls.key} ${tls.certificate}
smtpd_tls_mandatory_protocols = >=TLSv1.2
smtpd_tls_session_cache_timeout = 0
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_client_connection_count_limit = 0
smtpd_client_restrictions =
smtpd_forbid_bare_newline = normalize
smtpd_data_restrictions = reject_unauth_pipelining
recipient_delimiter = +
local_header_rewrite_clients = permit_sasl_authenticated
smtpd_sender_restrictions = reject_sender_login_mismatch
smtpd_sender_login_maps = ${maps.senders}
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = reject_unlisted_recipient
`

const master = ({ address, ports }: PeerSettings): string => `${address}:${ports.submissions} inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes -o smtpd_sasl_auth_enable=yes -o smtpd_tls_security_level=encrypt
pickup    unix  n - n 60   1 pickup
cleanup   unix  n - n -    0 cleanup
qmgr      unix  n - n 300  1 qmgr
rewrite   unix  - - n -    - trivial-rewrite
bounce    unix  - - n -    0 bounce
defer     unix  - - n -    0 bounce
trace     unix  - - n -    0 bounce
proxymap  unix  - - n -    - proxymap
error     unix  - - n -    - error
retry     unix  - - n -    - error
discard   unix  - - n -    - discard
tlsmgr    unix  - - n 1000? 1 tlsmgr
anvil     unix  - - n -    1 anvil
scache    unix  - - n -    1 scache
postlog   unix-dgram n - n - 1 postlogd
`

/** main.cf and master.cf. */
export const renderPostfix = (settings: PeerSettings): RenderedFile[] => [
  { path: `${settings.directory}/etc/main.cf`, content: main(settings), mode: 0o644 },
  { path: `${settings.directory}/etc/master.cf`, content: master(settings), mode: 0o644 },
]
