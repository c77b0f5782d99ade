/** Where the private PowerDNS keeps what. Pure. */
import { join } from 'node:path'
import type { Home } from '../../base/home.ts'

/** Debian's user of PowerDNS. */
export const powerdnsUser = 'pdns'

export interface PowerdnsPaths {
  readonly root: string
  /** Its `--config-dir`: one file, pdns.conf. */
  readonly config: string
  /** Its control socket. */
  readonly run: string
}

/** Lays out PowerDNS's directory. What it answers with is in the database. */
export const powerdnsPaths = (home: Home): PowerdnsPaths => {
  const root = home.engine('powerdns')
  return { root, config: join(root, 'etc'), run: join(root, 'run') }
}
