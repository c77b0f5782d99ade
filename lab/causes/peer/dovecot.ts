/**
 * The peer's Dovecot 2.3, set up as a careful operator does: no password in the clear, failed sign-ins and TLS in the log, passwords never. What can be said to
 * the user in plain Dovecot is said: a suspended mailbox has its reason, a protocol that is off is denied by a list of its own. Pure.
 */
import type { RenderedFile } from '../../../src/engines/engine.ts'
import type { PeerPerson, PeerSettings } from './settings.ts'

const configuration = ({ directory, address, certificate }: PeerSettings): string => `base_dir = ${directory}/run
state_dir = ${directory}/state
log_path = ${directory}/dovecot.log
protocols = imap pop3 lmtp
listen = ${address}
ssl = required
ssl_cert = <${certificate.cert}
ssl_key = <${certificate.key}
ssl_min_protocol = TLSv1.2
disable_plaintext_auth = yes
auth_mechanisms = plain login
auth_verbose = yes
auth_verbose_passwords = no
verbose_ssl = yes
first_valid_uid = 8
mail_location = maildir:~/Maildir
mail_plugins = quota
plugin {
  quota = count:User quota
  quota_vsizes = yes
}
protocol imap {
  mail_plugins = $mail_plugins imap_quota
}
namespace inbox {
  inbox = yes
}
passdb {
  driver = passwd-file
  args = ${directory}/off.%s
  deny = yes
}
passdb {
  driver = passwd-file
  args = ${directory}/users
}
userdb {
  driver = passwd-file
  args = ${directory}/users
  default_fields = uid=mail gid=mail home=${directory}/mail/%d/%n
}
service auth {
  unix_listener ${directory}/queue/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
service lmtp {
  unix_listener ${directory}/queue/private/dovecot-lmtp {
    mode = 0660
    user = postfix
    group = postfix
  }
}
`

const suspended = 'nologin=y reason=suspended:ask-the-owner-of-the-mailbox'

const line = ({ address, hash, suspended: isSuspended, quota }: PeerPerson): string => {
  const extra = [isSuspended ? suspended : '', quota === undefined ? '' : `userdb_quota_rule=*:bytes=${quota}`].filter(Boolean).join(' ')
  return `${address}:${hash}::::::${extra}\n`
}

/** dovecot.conf, its users, and who may not use a protocol. */
export const renderPeerDovecot = (settings: PeerSettings): RenderedFile[] => {
  const { directory, people } = settings
  const secretFile = (name: string, content: string): RenderedFile => ({ path: `${directory}/${name}`, content, mode: 0o640, owner: { user: 'root', group: 'dovecot' } })
  return [
    { path: `${directory}/dovecot.conf`, content: configuration(settings), mode: 0o600 },
    secretFile('users', people.map(line).join('')),
    ...(['smtp', 'imap', 'pop3'] as const).map(protocol => secretFile(`off.${protocol}`, people.filter(({ off }) => off === protocol).map(({ address }) => `${address}\n`).join(''))),
  ]
}
