/** What the peer is made of. */
import type { User } from '../load/jobs.ts'

/** A mailbox of the peer. */
export interface PeerUser extends User {
  /** As Dovecot writes it: `{ARGON2ID}$argon2id$…`. */
  readonly hash: string
}

export interface PeerSettings {
  /** Its own directory, absolute and short: UNIX sockets are below it. */
  readonly directory: string
  readonly address: string
  readonly ports: { readonly submissions: number; readonly imaps: number }
  /** PEM files, the same that our edge shows. */
  readonly tls: { readonly certificate: string; readonly key: string }
  readonly users: readonly PeerUser[]
  /** Dovecot's sql.conf, or null for users without a database. */
  readonly userdbSql: string | null
  /** Postfix's tables, as `type:name`. */
  readonly maps: { readonly domains: string; readonly mailboxes: string; readonly aliases: string; readonly senders: string }
}
