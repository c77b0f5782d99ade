/** Where the private rspamd keeps what. Pure. */
import { join } from 'node:path'
import type { Home } from '../../base/home.ts'

export interface RspamdPaths {
  readonly root: string
  /** Its LOCAL_CONFDIR: `local.d` adds to Debian's configuration, `override.d` replaces. */
  readonly config: string
  /** Its DBDIR: caches. */
  readonly data: string
  /** Its RUNDIR: the socket and the process id. */
  readonly run: string
  /** Where Postfix asks. */
  readonly milter: string
  readonly pid: string
}

/** Lays out rspamd's directory. */
export const rspamdPaths = (home: Home): RspamdPaths => {
  const root = home.engine('rspamd')
  const run = join(root, 'run')
  return { root, config: join(root, 'etc'), data: join(root, 'data'), run, milter: join(run, 'milter.sock'), pid: join(run, 'rspamd.pid') }
}
