/** Adds, lists and removes passes: what a country rule lets through all the same. */
import type { Pass } from '../core/authentication/country.ts'
import { cloudServices, parseServiceId } from '../core/authentication/services.ts'
import { parseCountry } from '../core/values/country-code.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import type { Page, PageRequest } from '../store/page.ts'
import { deletePass, findPass, insertPass, type ListedPass, listPasses } from '../store/passes.ts'
import type { Installation, Whose } from './installation.ts'
import { readNetwork } from './read-network.ts'
import { readPlace } from './read-place.ts'

export type { ListedPass } from '../store/passes.ts'

/** What is wanted, as a person types it. */
export type WantedPass =
  | { readonly kind: 'service'; readonly value: string; readonly until: Date | null }
  | { readonly kind: 'country' | 'network'; readonly value: string; readonly until: Date }

const readValue = ({ kind, value: given }: WantedPass): Result<string, Refusal> => {
  if (kind === 'network') return readNetwork(given)
  if (kind === 'country') {
    const country = parseCountry(given)
    return country === null ? no({ kind: 'invalid-country', given }) : yes(country)
  }
  const service = parseServiceId(given)
  return service === null ? no({ kind: 'invalid-service', given, known: cloudServices.map(({ id }) => id) }) : yes(service)
}

/** Adds a pass, or moves the end of one that is there. @returns refused when there is no such place, or its value is none */
export const addPass = async (installation: Installation, whose: Whose, name: string, wanted: WantedPass): Promise<Result<ListedPass, Refusal>> => {
  const { db } = installation
  const place = await readPlace(installation, whose, name)
  if (!place.ok) return place
  const value = readValue(wanted)
  if (!value.ok) return value
  const pass: Pass = { kind: wanted.kind, value: value.value, until: wanted.until }
  const id = await insertPass(db, whose, place.value, pass)
  const added = id === null ? null : await findPass(db, whose, id)
  return added ? yes(added) : no({ kind: 'not-found', noun: place.value.mailbox ? 'mailbox' : 'domain', name })
}

/** A page of passes, of one place where one is named. @returns refused when there is no such place */
export const readPasses = async (installation: Installation, whose: Whose, { name, ...page }: PageRequest & { readonly name?: string | undefined }): Promise<Result<Page<ListedPass>, Refusal>> => {
  if (name === undefined) return yes(await listPasses(installation.db, whose, page))
  const place = await readPlace(installation, whose, name)
  return place.ok ? yes(await listPasses(installation.db, whose, { ...page, place: place.value })) : place
}

/** Removes a pass. @returns what it was; refused when there is none such */
export const removePass = async ({ db }: Installation, whose: Whose, id: number): Promise<Result<ListedPass, Refusal>> => {
  const pass = await findPass(db, whose, id)
  const isGone = pass !== null && (await deletePass(db, whose, id))
  return isGone ? yes(pass) : no({ kind: 'not-found', noun: 'pass', name: String(id) })
}
