/** What the plain peer of this lab is made of. */
import type { Certificate } from '../../authority.ts'
import type { Person } from '../people.ts'

/** A mailbox, with the hash that Dovecot compares: `{ARGON2ID}$argon2id$…`. */
export interface PeerPerson extends Person {
  readonly hash: string
}

export interface PeerSettings {
  /** Its own directory, absolute and short: UNIX sockets are below it. */
  readonly directory: string
  readonly hostName: string
  readonly address: string
  readonly certificate: Certificate
  readonly people: readonly PeerPerson[]
  readonly domains: readonly string[]
}
