/** Where the private Postfix keeps what, and where it finds its neighbours. Pure. */
import { join } from 'node:path'
import type { Home } from '../../base/home.ts'

export interface PostfixPaths {
  readonly config: string
  /** Where Cyrus SASL finds smtpd.conf. */
  readonly sasl: string
  readonly queue: string
  readonly data: string
  /** How far its log has been read for refusals. */
  readonly logPosition: string
  /** Where the edge hands over a signed-in client. In public/, so that group postdrop reaches it. */
  readonly submission: string
  /** Dovecot's LMTP and quota-status sockets, rspamd's milter socket: made by those engines. */
  readonly lmtp: string
  readonly quotaStatus: string
  readonly milter: string
}

/** Lays out Postfix's directory. */
export const postfixPaths = (home: Home): PostfixPaths => {
  const root = home.engine('postfix')
  return {
    config: join(root, 'etc'),
    sasl: join(root, 'etc', 'sasl'),
    queue: join(root, 'queue'),
    data: join(root, 'data'),
    logPosition: join(root, 'log-position.json'),
    submission: join(root, 'queue', 'public', 'submission'),
    lmtp: join(home.engine('dovecot'), 'run', 'lmtp'),
    quotaStatus: join(home.engine('dovecot'), 'run', 'quota-status'),
    milter: join(home.engine('rspamd'), 'run', 'milter.sock'),
  }
}
