/** The peer's Dovecot 2.3: IMAP over TLS in high-performance login mode, and SASL for Postfix. Pure. */
import type { RenderedFile } from '../../src/engines/engine.ts'
import type { PeerSettings } from './settings.ts'

const configuration = ({ directory, address, ports, tls }: PeerSettings): string => `base_dir = ${directory}/run
log_path = ${directory}/dovecot.log
protocols = imap
listen = ${address}
ssl = required
ssl_cert = <${tls.certificate}
ssl_key = <${tls.key}
ssl_min_protocol = TLSv1.2
auth_mechanisms = plain login
auth_cache_size = 20 M
auth_cache_ttl = 1 hour
first_valid_uid = 8
mail_uid = mail
mail_gid = mail
mail_location = maildir:~/Maildir
mail_max_userip_connections = 10000
default_vsz_limit = 1 G
default_client_limit = 20000
passdb {
  driver = passwd-file
  args = username_format=%u ${directory}/users
}
userdb {
  driver = static
  args = uid=mail gid=mail home=${directory}/mail/%d/%n
}
service imap-login {
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = ${ports.imaps}
    ssl = yes
  }
  service_count = 0
  process_min_avail = 2
  process_limit = 2
  client_limit = 20000
}
service imap {
  process_limit = 8192
  process_min_avail = 8
  service_count = 1000
  client_limit = 1
}
service auth {
  unix_listener ${directory}/queue/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
`

/** dovecot.conf and its users. */
export const renderDovecot = (settings: PeerSettings): RenderedFile[] => [
  { path: `${settings.directory}/dovecot.conf`, content: configuration(settings), mode: 0o600 },
  {
    path: `${settings.directory}/users`,
    content: settings.users.map(({ address, hash }) => `${address}:${hash}\n`).join(''),
    mode: 0o640,
    owner: { user: 'root', group: 'dovecot' },
  },
]
