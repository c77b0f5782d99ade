/** The peer as a side of the comparison. */
import { mkdirSync } from 'node:fs'
import { hashPassword } from '../../src/base/password-hash.ts'
import { fillMailbox } from '../mailbox.ts'
import { processesOf } from '../processes.ts'
import { everybody, type Side, users } from '../side.ts'
import { makeHashMaps } from './maps.ts'
import type { PeerSettings, PeerUser } from './settings.ts'
import { startPeer } from './start.ts'

/** A side that runs, and how to end it. */
export interface RunningSide {
  readonly side: Side
  readonly stop: () => Promise<void>
}

// Dovecot's cache keeps the hash, not the password, and hashes at each sign-in (seen: 18 ms of CPU for each). Our edge remembers that a password was
// right. The `unhashed` users show the gates without that difference: at the peer their scheme is the one that costs nothing.
const peerUsers = (): Promise<PeerUser[]> =>
  Promise.all(
    everybody.map(async user => ({ ...user, hash: users.unhashed.includes(user) ? `{PLAIN}${user.password}` : `{ARGON2ID}${await hashPassword(user.password)}` })),
  )

/** What the comparison decides for the peer. */
export interface PeerPlace extends Pick<PeerSettings, 'directory' | 'address' | 'tls'> {
  /** The look-ups of our installation, and its database's process, whose CPU time then counts for whoever is measured; null for files and no database. */
  readonly shared: (Pick<PeerSettings, 'maps' | 'userdbSql'> & { readonly postgres: number }) | null
}

/**
 * Starts it.
 * @param name `ours` when a second peer stands in for us, to see how much two equal sides differ
 */
export const peerSide = async (place: PeerPlace, name: Side['name'] = 'peer'): Promise<RunningSide> => {
  mkdirSync(place.directory, { recursive: true, mode: 0o755 })
  const ports = { submissions: 465, imaps: 993 }
  const lookups = place.shared ?? { maps: makeHashMaps(place.directory, everybody), userdbSql: null }
  const peer = await startPeer({ ...place, ...lookups, ports, users: await peerUsers() })
  fillMailbox(`${place.directory}/mail`, users.big.address)
  const side: Side = {
    name,
    address: place.address,
    ports,
    users,
    roots: () => [peer.postfix, peer.dovecot, ...(place.shared ? [place.shared.postgres] : [])],
    loginProcesses: () => processesOf([peer.dovecot], /^dovecot\/imap-login/),
    queue: `${place.directory}/queue`,
  }
  return { side, stop: peer.stop }
}
