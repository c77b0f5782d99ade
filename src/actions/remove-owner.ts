/** Removes an owner who has no domains left. */
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { deleteOwner, type Owner } from '../store/owners.ts'
import { type Installation, operator } from './installation.ts'
import { readOwner } from './read-accounts.ts'

/** Removes. Only the operator does. @returns who was removed; refused when there is none such, or while there are domains */
export const removeOwner = async (installation: Installation, name: string): Promise<Result<Owner, Refusal>> => {
  const owner = await readOwner(installation, operator, name)
  if (!owner.ok) return owner
  if (await deleteOwner(installation.db, owner.value.id)) return owner
  const now = await readOwner(installation, operator, name)
  return now.ok ? no({ kind: 'has-domains', name: now.value.name, count: now.value.domains }) : yes(owner.value)
}
