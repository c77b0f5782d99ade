/** Adds, lists and removes blocks: networks from which nobody signs in. */
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { type Block, deleteBlock, findBlock, insertBlock, listBlocks } from '../store/blocks.ts'
import type { Page, PageRequest } from '../store/page.ts'
import type { Installation, Whose } from './installation.ts'
import { readNetwork } from './read-network.ts'
import { readPlace } from './read-place.ts'

export type { Block } from '../store/blocks.ts'

/** Adds a block; edges end the sessions that come from there. @returns refused when there is no such place, or no such network */
export const addBlock = async (installation: Installation, whose: Whose, name: string, given: string): Promise<Result<Block, Refusal>> => {
  const { db } = installation
  const place = await readPlace(installation, whose, name)
  if (!place.ok) return place
  const network = readNetwork(given)
  if (!network.ok) return network
  const id = await insertBlock(db, whose, place.value, network.value)
  const added = id === null ? null : await findBlock(db, whose, id)
  if (!added) return no({ kind: 'not-found', noun: place.value.mailbox ? 'mailbox' : 'domain', name })
  return yes(added)
}

/** A page of blocks, of one place where one is named. @returns refused when there is no such place */
export const readBlocks = async (installation: Installation, whose: Whose, { name, ...page }: PageRequest & { readonly name?: string | undefined }): Promise<Result<Page<Block>, Refusal>> => {
  if (name === undefined) return yes(await listBlocks(installation.db, whose, page))
  const place = await readPlace(installation, whose, name)
  return place.ok ? yes(await listBlocks(installation.db, whose, { ...page, place: place.value })) : place
}

/** Removes a block. @returns what it was; refused when there is none such */
export const removeBlock = async ({ db }: Installation, whose: Whose, id: number): Promise<Result<Block, Refusal>> => {
  const block = await findBlock(db, whose, id)
  const isGone = block !== null && (await deleteBlock(db, whose, id))
  return isGone ? yes(block) : no({ kind: 'not-found', noun: 'block', name: String(id) })
}
