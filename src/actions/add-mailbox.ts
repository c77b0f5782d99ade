/** Adds a mailbox with its first password. */
import { existsSync } from 'node:fs'
import { gradePassword } from '../base/password-grade.ts'
import { hashPassword } from '../base/password-hash.ts'
import { makePassword } from '../base/random-password.ts'
import { makeTrashItem, moveToTrash } from '../base/trash.ts'
import { type Address, formatAddress, isOwnLocalPart, parseAddress } from '../core/values/address.ts'
import { complaintOfPassword, type Grade, madeGrade } from '../core/values/password.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { listAliasTargets } from '../store/aliases.ts'
import { setCredential } from '../store/credentials.ts'
import { findMailbox, insertMailbox, type Mailbox } from '../store/mailboxes.ts'
import { isTooWeak } from './change-country-rule.ts'
import type { Installation, Whose } from './installation.ts'
import { mailboxFiles } from './mail-files.ts'
import { readDomain } from './read-accounts.ts'

/** Mail that lies where nobody's mailbox is was somebody else's: whoever gets the address anew must not find it. */
const moveStrayFilesAside = ({ home }: Installation, address: Address): void => {
  const files = mailboxFiles(home, address)
  if (existsSync(files)) moveToTrash(makeTrashItem(home, formatAddress(address), new Date(), { kind: 'stray', ...address }), files)
}

export interface WantedMailbox {
  readonly address: string
  /** Null lets us make one up. */
  readonly password: string | null
  /** In bytes; the default of the schema (10 GB) when absent. */
  readonly quotaBytes?: number | undefined
}

/** A new mailbox, and the password where we made it up: this is the only time that it can be seen. */
export interface AddedMailbox {
  readonly mailbox: Mailbox
  readonly madePassword: string | null
  /** How strong the password is; null when that could not be judged. */
  readonly grade: Grade | null
}

/**
 * Adds a mailbox.
 * @returns what was added; refused when the address is none, taken, its domain not there, or the password weak
 * @throws Fault `busy` when too many passwords wait to be hashed, or when one that must be strong could not be judged in time
 */
export const addMailbox = async (installation: Installation, whose: Whose, wanted: WantedMailbox): Promise<Result<AddedMailbox, Refusal>> => {
  const { db } = installation
  const address = parseAddress(wanted.address)
  if (!address.ok) return no({ kind: 'invalid-address', given: wanted.address, complaint: address.why })
  const { localPart } = address.value
  if (!isOwnLocalPart(localPart)) return no({ kind: 'invalid-local-part', given: localPart })
  const domain = await readDomain(installation, whose, address.value.domain)
  if (!domain.ok) return domain
  const complaint = wanted.password === null ? null : complaintOfPassword(wanted.password, address.value)
  if (complaint) return no({ kind: 'weak-password', complaint })
  if ((await listAliasTargets(db, whose, domain.value.id, localPart)).length) return no({ kind: 'taken', noun: 'alias', name: formatAddress(address.value) })
  if (!(await findMailbox(db, whose, address.value))) moveStrayFilesAside(installation, address.value)
  const madePassword = wanted.password === null ? makePassword() : null
  const hash = await hashPassword(wanted.password ?? madePassword ?? '')
  const grade = wanted.password === null ? madeGrade : await gradePassword(wanted.password, { ...address.value, name: domain.value.owner })
  if (await isTooWeak(installation, whose, { domainId: domain.value.id, mailboxId: null }, grade)) return no({ kind: 'guessable-password', name: formatAddress(address.value) })
  const added = await db.transaction().execute(async transaction => {
    const id = await insertMailbox(transaction, whose, { domainId: domain.value.id, localPart, quotaBytes: wanted.quotaBytes })
    if (id !== null) await setCredential(transaction, whose, id, hash, grade)
    return id !== null
  })
  if (!added) return no({ kind: 'taken', noun: 'mailbox', name: formatAddress(address.value) })
  return yes({ mailbox: (await findMailbox(db, whose, address.value))!, madePassword, grade })
}
