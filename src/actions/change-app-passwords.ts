/** Adds, lists and removes app passwords, and lets a mailbox take nothing else. */
import { appPasswordDigest, makeAppPassword } from '../base/app-password.ts'
import { parseName } from '../core/values/name.ts'
import { strongGrade } from '../core/values/password.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { deleteAppPassword, insertAppPassword, type ListedAppPassword, listAppPasswords, type Scope } from '../store/app-passwords.ts'
import { findGrade } from '../store/credentials.ts'
import { type Mailbox, updateMailbox } from '../store/mailboxes.ts'
import { restsOnPassword } from './change-country-rule.ts'
import type { Installation, Whose } from './installation.ts'
import { readMailbox } from './read-accounts.ts'

export type { ListedAppPassword, Scope } from '../store/app-passwords.ts'

export interface WantedAppPassword {
  /** What its owner calls it: the app or the device. */
  readonly name: string
  readonly scopes: readonly Scope[]
  /** Null: never. */
  readonly expiresAt: Date | null
}

/** A new one: this is the only time that the password can be seen. */
export interface AddedAppPassword {
  readonly mailbox: Mailbox
  readonly appPassword: ListedAppPassword
  readonly password: string
}

export interface AppPasswords {
  readonly mailbox: Mailbox
  readonly appPasswords: readonly ListedAppPassword[]
}

/** Makes one. @returns refused when there is no such mailbox, or the name is none, or taken there */
export const addAppPassword = async (installation: Installation, whose: Whose, address: string, { name: text, scopes, expiresAt }: WantedAppPassword): Promise<Result<AddedAppPassword, Refusal>> => {
  const { db, secrets } = installation
  const found = await readMailbox(installation, whose, address)
  if (!found.ok) return found
  const name = parseName(text)
  if (name === null) return no({ kind: 'invalid-name', given: text })
  const password = makeAppPassword()
  const id = await insertAppPassword(db, whose, found.value.id, { name, digest: appPasswordDigest(secrets.master)(password), scopes, expiresAt })
  if (id === null) return no({ kind: 'taken', noun: 'app-password', name })
  const appPassword = (await listAppPasswords(db, whose, found.value.id)).find(each => each.id === id)
  return appPassword ? yes({ mailbox: found.value, appPassword, password }) : no({ kind: 'not-found', noun: 'app-password', name })
}

/** Those of a mailbox, by name. @returns refused when there is no such mailbox */
export const readAppPasswords = async (installation: Installation, whose: Whose, address: string): Promise<Result<AppPasswords, Refusal>> => {
  const found = await readMailbox(installation, whose, address)
  return found.ok ? yes({ mailbox: found.value, appPasswords: await listAppPasswords(installation.db, whose, found.value.id) }) : found
}

/** Removes one; edges end the sessions that it opened. @returns refused when there is none such */
export const removeAppPassword = async (installation: Installation, whose: Whose, address: string, name: string): Promise<Result<AppPasswords, Refusal>> => {
  const found = await readMailbox(installation, whose, address)
  if (!found.ok) return found
  const isGone = await deleteAppPassword(installation.db, whose, found.value.id, name.normalize('NFC').trim())
  if (!isGone) return no({ kind: 'not-found', noun: 'app-password', name })
  return readAppPasswords(installation, whose, address)
}

/** A password that was never judged may be weak; where there is none nobody guesses it. */
const isWeak = (grade: number | null | undefined): boolean => grade !== undefined && (grade ?? 0) < strongGrade

/**
 * Sets whether only app passwords sign in.
 * @returns the mailbox as it is now; refused when it has no app password that is good, or when its main password is too weak to be taken again
 */
export const requireAppPasswords = async (installation: Installation, whose: Whose, address: string, isRequired: boolean, now: Date): Promise<Result<Mailbox, Refusal>> => {
  const { db } = installation
  const found = await readAppPasswords(installation, whose, address)
  if (!found.ok) return found
  const { mailbox, appPasswords } = found.value
  const isGood = ({ expiresAt }: ListedAppPassword): boolean => expiresAt === null || expiresAt > now
  if (isRequired && !appPasswords.some(isGood)) return no({ kind: 'needs-app-password', name: mailbox.address })
  if (!isRequired && (await restsOnPassword(installation, whose, { domainId: mailbox.domainId, mailboxId: mailbox.id })) && isWeak(await findGrade(db, whose, mailbox.id))) {
    return no({ kind: 'weak-mailboxes', name: mailbox.address, mailboxes: [mailbox.address], count: 1 })
  }
  await updateMailbox(db, whose, mailbox.id, { appPasswordRequired: isRequired })
  return readMailbox(installation, whose, address)
}
