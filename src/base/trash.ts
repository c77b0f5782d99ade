/**
 * What was removed and can be brought back: one directory per item under `<home>/trash`, readable by root only,
 * with `account.json` (what was in the database) and, where there was any, `mail` (the files, moved and not copied).
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Home } from './home.ts'

export interface TrashItem {
  /** `20261124T161500Z-taro@example.jp` */
  readonly id: string
  readonly path: string
}

const directory = (home: Home): string => join(home.root, 'trash')

const stamp = (at: Date): string => at.toISOString().replace(/[-:]|\.\d+/g, '')

const itemPattern = /^\d{8}T\d{6}Z-[a-z0-9@._-]+$/

const itemAt = (home: Home, id: string): TrashItem => ({ id, path: join(directory(home), id) })

/**
 * Begins an item.
 * @param name address or domain name
 * @param account what is needed to bring it back
 * @returns the item, on disk before anything is removed elsewhere
 */
export const makeTrashItem = (home: Home, name: string, at: Date, account: unknown): TrashItem => {
  mkdirSync(directory(home), { recursive: true, mode: 0o700 })
  for (let second = 0; ; second++) {
    const item = itemAt(home, `${stamp(new Date(at.getTime() + second * 1000))}-${name}`)
    if (existsSync(item.path)) continue
    mkdirSync(item.path, { mode: 0o700 })
    writeFileSync(join(item.path, 'account.json'), `${JSON.stringify(account, null, 2)}\n`, { mode: 0o600, flush: true })
    return item
  }
}

/** Moves files into an item. @returns false when there are none */
export const moveToTrash = ({ path }: TrashItem, files: string): boolean => {
  if (!existsSync(files)) return false
  renameSync(files, join(path, 'mail'))
  return true
}

/** Moves an item's files back to where they were, if it has any. @throws Error when something is there */
export const moveFromTrash = ({ path }: TrashItem, files: string): void => {
  if (!existsSync(join(path, 'mail'))) return
  mkdirSync(dirname(files), { recursive: true })
  renameSync(join(path, 'mail'), files)
}

/** All items, the oldest first. */
export const listTrash = (home: Home): TrashItem[] =>
  existsSync(directory(home))
    ? readdirSync(directory(home))
        .filter(id => itemPattern.test(id))
        .toSorted()
        .map(id => itemAt(home, id))
    : []

/** One item by its id; null when there is none. */
export const findTrash = (home: Home, id: string): TrashItem | null => (itemPattern.test(id) && existsSync(itemAt(home, id).path) ? itemAt(home, id) : null)

/** What is needed to bring an item back; to be checked by whoever reads it. @throws Error when it cannot be read */
export const readTrash = ({ path }: TrashItem): unknown => JSON.parse(readFileSync(join(path, 'account.json'), 'utf8'))

/** Removes an item for good. */
export const deleteTrash = ({ path }: TrashItem): void => rmSync(path, { recursive: true, force: true })
