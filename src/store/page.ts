/** Pages by key: what comes after the last item seen, however much has been added or removed meanwhile. */

/** Which part of a list is wanted. */
export interface PageRequest {
  /** Most items, 1 to 1000. */
  readonly limit: number
  /** Key of the last item of the page before, as it came in `next`. */
  readonly after?: string | undefined
}

export interface Page<T> {
  readonly items: readonly T[]
  /** Key to go on from; null when nothing follows. */
  readonly next: string | null
}

/**
 * Makes a page of rows.
 * @param rows one more than the limit when there are more
 * @param key the key of an item
 */
export const pageOf = <T>(rows: readonly T[], limit: number, key: (item: T) => string): Page<T> => {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? key(last) : null }
}
