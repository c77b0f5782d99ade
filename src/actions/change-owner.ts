/** Changes an owner's name, language or contact. */
import type { Language } from '../base/language.ts'
import { formatAddress, parseAddress } from '../core/values/address.ts'
import { parseName } from '../core/values/name.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { findOwner, type Owner, updateOwner } from '../store/owners.ts'
import { isDuplicate } from '../store/pool.ts'
import type { Installation, Whose } from './installation.ts'
import { readOwner } from './read-accounts.ts'

/**
 * Changes what is given.
 * @param change contact: null takes it away
 * @returns the owner as it is now; refused when there is none such, the new name is no name or taken, or the contact no address
 */
export const changeOwner = async (
  installation: Installation,
  whose: Whose,
  name: string,
  change: { readonly name?: string | undefined; readonly language?: Language | undefined; readonly contact?: string | null | undefined },
): Promise<Result<Owner, Refusal>> => {
  const owner = await readOwner(installation, whose, name)
  if (!owner.ok) return owner
  const newName = change.name === undefined ? owner.value.name : parseName(change.name)
  if (newName === null) return no({ kind: 'invalid-name', given: change.name ?? '' })
  const contact = change.contact ? parseAddress(change.contact) : null
  if (contact && !contact.ok) return no({ kind: 'invalid-address', given: change.contact ?? '', complaint: contact.why })
  const { language = owner.value.language } = change
  const newContact = change.contact === undefined ? owner.value.contact : contact && formatAddress(contact.value)
  try {
    await updateOwner(installation.db, whose, owner.value.id, { name: newName, language, contact: newContact })
  } catch (error) {
    if (isDuplicate(error)) return no({ kind: 'taken', noun: 'owner', name: newName })
    throw error
  }
  return yes((await findOwner(installation.db, whose, newName))!)
}
