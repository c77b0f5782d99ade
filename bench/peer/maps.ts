/** Tables for a peer that stands alone: hash files, made by postmap. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { writeFiles } from '../../src/engines/files.ts'
import type { User } from '../load/jobs.ts'
import type { PeerSettings } from './settings.ts'

/** Writes and compiles domains, mailboxes, aliases and senders of these users. @returns their names for main.cf */
export const makeHashMaps = (directory: string, users: readonly User[]): PeerSettings['maps'] => {
  const own = users.map(({ address }) => `${address} ${address}\n`).join('')
  const domains = [...new Set(users.map(({ address }) => address.split('@')[1]!))].map(domain => `${domain} ${domain}\n`).join('')
  const table = (name: string, content: string): string => {
    const path = join(directory, 'maps', name)
    writeFiles([{ path, content, mode: 0o644 }])
    execFileSync('postmap', [`hash:${path}`])
    return `hash:${path}`
  }
  return { domains: table('domains', domains), mailboxes: table('mailboxes', own), aliases: table('aliases', own), senders: table('senders', own) }
}
