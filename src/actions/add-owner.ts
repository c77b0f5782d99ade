/** Adds an owner. */
import type { Language } from '../base/language.ts'
import { parseName } from '../core/values/name.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { findOwner, insertOwner, type Owner } from '../store/owners.ts'
import { type Installation, operator } from './installation.ts'

/**
 * Adds an owner. Only the operator does.
 * @returns the owner; refused when the name is no name or taken
 */
export const addOwner = async ({ db }: Installation, wanted: { readonly name: string; readonly language: Language }): Promise<Result<Owner, Refusal>> => {
  const name = parseName(wanted.name)
  if (name === null) return no({ kind: 'invalid-name', given: wanted.name })
  if ((await insertOwner(db, { name, language: wanted.language })) === null) return no({ kind: 'taken', noun: 'owner', name })
  return yes((await findOwner(db, operator, name))!)
}
