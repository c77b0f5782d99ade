/**
 * The peer's Dovecot 2.3: IMAP over TLS in high-performance login mode, and SASL for Postfix. Pure.
 * What comes behind the sign-in (user look-up, mail format, quota, folders, one process a session) is as our installation's, so that only the gate differs.
 */
import type { RenderedFile } from '../../src/engines/engine.ts'
import type { PeerSettings } from './settings.ts'

const configuration = ({ directory, address, ports, tls, userdbSql }: PeerSettings): string => `base_dir = ${directory}/run
state_dir = ${directory}/state
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
mail_location = maildir:~/Maildir:LAYOUT=fs:INDEX=~/index
mail_fsync = optimized
mail_plugins = quota
mail_max_userip_connections = 10000
default_client_limit = 20000
plugin {
  quota = count:User quota
  quota_vsizes = yes
}
protocol imap {
  mail_plugins = $mail_plugins imap_quota
}
namespace inbox {
  inbox = yes
  separator = /
${['Drafts', 'Sent', 'Junk', 'Trash', 'Archive'].map(name => `  mailbox ${name} {\n    auto = subscribe\n  }\n`).join('')}}
passdb {
  driver = passwd-file
  args = username_format=%u ${directory}/users
}
userdb {
  ${userdbSql === null ? `driver = static\n  args = uid=mail gid=mail home=${directory}/mail/%d/%n` : `driver = sql\n  args = ${directory}/sql.conf`}
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
  vsz_limit = 2 G
}
service imap {
  process_limit = 8192
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
  ...(settings.userdbSql === null ? [] : [{ path: `${settings.directory}/sql.conf`, content: settings.userdbSql, mode: 0o600 }]),
  { path: `${settings.directory}/dovecot.conf`, content: configuration(settings), mode: 0o600 },
  {
    path: `${settings.directory}/users`,
    content: settings.users.map(({ address, hash }) => `${address}:${hash}\n`).join(''),
    mode: 0o640,
    owner: { user: 'root', group: 'dovecot' },
  },
]
