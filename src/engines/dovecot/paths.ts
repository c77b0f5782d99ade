/** Where the private Dovecot keeps what. Pure. */
import { join } from 'node:path'
import type { Home } from '../../base/home.ts'

export interface DovecotPaths {
  readonly root: string
  /** dovecot.conf; holds the edge's secret and a database password, so only root reads it. */
  readonly config: string
  /** Only before Dovecot 2.4: the userdb's query and connection, likewise. */
  readonly sql: string
  /** Its base_dir: sockets and process id. */
  readonly run: string
  readonly state: string
  /** The Sieve script that every delivery passes first. */
  readonly before: string
  /** Where Postfix delivers; `run` holds it and `quota-status`, where Postfix asks whether a mailbox is full. */
  readonly lmtp: string
}

/** Lays out Dovecot's directory. */
export const dovecotPaths = (home: Home): DovecotPaths => {
  const root = home.engine('dovecot')
  return {
    root,
    config: join(root, 'etc', 'dovecot.conf'),
    sql: join(root, 'etc', 'sql.conf'),
    run: join(root, 'run'),
    state: join(root, 'state'),
    before: join(root, 'sieve', 'before.sieve'),
    lmtp: join(root, 'run', 'lmtp'),
  }
}
