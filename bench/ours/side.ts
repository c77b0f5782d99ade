/** Our installation as a side of the comparison, and what it lends the peer. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fillMailbox } from '../mailbox.ts'
import { processesOf } from '../processes.ts'
import type { PeerPlace, RunningSide } from '../peer/side.ts'
import { users } from '../side.ts'
import { type Installation, startInstallation } from './installation.ts'

/** The certificate and the look-ups, so that the peer has the same ones. `directory` is the peer's. */
const lend = ({ home, pids }: Installation, directory: string): Pick<PeerPlace, 'tls' | 'shared'> => {
  const map = (name: string): string => `proxy:pgsql:${join(home.engine('postfix'), 'etc/maps', name)}.cf`
  const sql = readFileSync(join(home.engine('dovecot'), 'etc/sql.conf'), 'utf8')
  return {
    tls: { certificate: join(home.tls, 'cert.pem'), key: join(home.tls, 'key.pem') },
    shared: {
      maps: { domains: map('domain'), mailboxes: map('mailbox'), aliases: map('alias'), senders: map('sender') },
      // The peer keeps its mail in a place of its own.
      userdbSql: sql.replaceAll(home.mail, join(directory, 'mail')),
      postgres: pids.postgres,
    },
  }
}

/** Starts ours. @returns the side, and what the peer in `peerDirectory` may borrow */
export const ourSide = async (directory: string, peerDirectory: string): Promise<RunningSide & { readonly lent: Pick<PeerPlace, 'tls' | 'shared'> }> => {
  const address = '127.0.0.1'
  const installation = await startInstallation(directory, address)
  const { home, pids, stop } = installation
  fillMailbox(home.mail, users.big.address)
  return {
    side: {
      name: 'ours',
      address,
      ports: { submissions: 465, imaps: 993 },
      users,
      roots: () => [pids.postgres, pids.dovecot, pids.postfix, pids.edge],
      loginProcesses: () => processesOf([pids.edge], /./),
      queue: join(home.engine('postfix'), 'queue'),
    },
    stop,
    lent: lend(installation, peerDirectory),
  }
}
