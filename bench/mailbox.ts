/** A big mailbox, written as Dovecot's Maildir would hold it. */
import { chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { groupId, mailUser, userId } from '../src/base/accounts.ts'

const messages = 50
const bytes = 1_000_000

const letter = (index: number, address: string): string => {
  const head = `From: <${address}>\nTo: <${address}>\nSubject: letter ${index}\nDate: Tue, 24 Nov 2026 12:00:00 +0900\nMessage-ID: <${index}@bench.example>\nContent-Transfer-Encoding: base64\n\n`
  const body = randomBytes(bytes).toString('base64').match(/.{76}/g)!
  // On the wire each line ends with two bytes.
  return head + body.slice(0, Math.floor((bytes - head.length) / 78)).join('\n') + '\n'
}

const ownedDirectory = (path: string): string => {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  chownSync(path, userId(mailUser), groupId(mailUser))
  return path
}

/**
 * Fills `<mail>/<domain>/<local part>/Maildir/cur` with 50 letters of 1 MB.
 * @param mail directory of all mailboxes
 */
export const fillMailbox = (mail: string, address: string): void => {
  const [localPart = '', domain = ''] = address.split('@')
  const parts = [mail, domain, localPart, 'Maildir'].reduce<string[]>((paths, part) => [...paths, join(paths.at(-1) ?? '', part)], [])
  const maildir = parts.slice(1).map(ownedDirectory).at(-1)!
  for (const name of ['new', 'tmp', 'cur']) ownedDirectory(join(maildir, name))
  for (let index = 1; index <= messages; index++) {
    const path = join(maildir, 'cur', `1790000000.M${index}P1.bench:2,S`)
    writeFileSync(path, letter(index, address), { mode: 0o600 })
    chownSync(path, userId(mailUser), groupId(mailUser))
  }
}
