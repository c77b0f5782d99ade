/** Adds an owner. */
import type { Language } from '../base/language.ts'
import { formatAddress, parseAddress } from '../core/values/address.ts'
import { parseName } from '../core/values/name.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { findOwner, insertOwner, type Owner } from '../store/owners.ts'
import { type Installation, operator } from './installation.ts'

/**
 * Adds an owner. Only the operator does.
 * @param wanted.contact where notices about all his mailboxes go; null: nowhere but to the mailboxes
 * @returns the owner; refused when the name is no name or taken, or the contact no address
 */
export const addOwner = async ({ db }: Installation, wanted: { readonly name: string; readonly language: Language; readonly contact: string | null }): Promise<Result<Owner, Refusal>> => {
  const name = parseName(wanted.name)
  if (name === null) return no({ kind: 'invalid-name', given: wanted.name })
  const contact = wanted.contact === null ? null : parseAddress(wanted.contact)
  if (contact && !contact.ok) return no({ kind: 'invalid-address', given: wanted.contact ?? '', complaint: contact.why })
  if ((await insertOwner(db, { name, language: wanted.language, contact: contact && formatAddress(contact.value) })) === null) return no({ kind: 'taken', noun: 'owner', name })
  return yes((await findOwner(db, operator, name))!)
}
