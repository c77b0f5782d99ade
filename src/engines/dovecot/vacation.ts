/** The Sieve script of a vacation answer (RFC 5230), beside the mailbox's Maildir. */
import { chownSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import { groupId, mailUser, userId } from '../../base/accounts.ts'
import type { Home } from '../../base/home.ts'
import { writeFiles } from '../files.ts'

/** An answer, and whose it is. */
export interface VacationAnswer {
  readonly subject: string
  readonly body: string
  readonly days: number
  /** Aliases that lead to the mailbox: only a letter that names the mailbox or one of them in To or Cc is answered (RFC 5230 4.5). */
  readonly addresses?: readonly string[]
}

export interface VacationPlace {
  readonly domain: string
  readonly localPart: string
}

/** A quoted string of RFC 5228 2.4.2: it may hold line ends; only the quote and the backslash are special. */
const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`

/** Where the script lies; Dovecot runs it before the mailbox's own, if it is there. */
export const vacationPath = (home: Home, { domain, localPart }: VacationPlace): string => join(home.mail, domain, localPart, 'vacation.sieve')

/** Pure: the script. */
export const renderVacation = ({ subject, body, days, addresses = [] }: VacationAnswer): string =>
  `require "vacation";\nvacation :days ${days}${addresses.length ? ` :addresses [${addresses.map(quoted).join(', ')}]` : ''} :subject ${quoted(subject)} ${quoted(body.replaceAll(/\r?\n/g, '\r\n'))};\n`

/** Dovecot makes these when the first mail arrives; until then they are made as it would, or it could not write there. */
const makeDirectories = (home: Home, { domain, localPart }: VacationPlace): void => {
  for (const directory of [home.mail, join(home.mail, domain), join(home.mail, domain, localPart)]) {
    // Two processes may do this at the same time: whoever made it gives it away.
    if (mkdirSync(directory, { mode: 0o700, recursive: true }) !== undefined) chownSync(directory, userId(mailUser), groupId(mailUser))
  }
}

/**
 * Writes the script, or takes it away.
 * @param answer null when the mailbox does not answer
 * @returns whether something changed
 */
export const publishVacation = (home: Home, place: VacationPlace, answer: VacationAnswer | null): boolean => {
  const path = vacationPath(home, place)
  if (answer) makeDirectories(home, place)
  if (answer) return writeFiles([{ path, content: renderVacation(answer), mode: 0o640, owner: { user: mailUser, group: mailUser } }]).length > 0
  const was = existsSync(path)
  rmSync(path, { force: true })
  // The compiled form beside it would be run on.
  rmSync(path.replace(/\.sieve$/, '.svbin'), { force: true })
  return was
}

/** Every place that has a script now, whether it should or not. */
export const publishedVacations = async function* (home: Home): AsyncGenerator<VacationPlace> {
  if (!existsSync(home.mail)) return
  for await (const path of glob('*/*/vacation.sieve', { cwd: home.mail })) {
    const [domain = '', localPart = ''] = path.split('/')
    yield { domain, localPart }
  }
}
