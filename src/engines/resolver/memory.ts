/** What was learnt a moment ago, or is being learnt: asked once, however many want it. */

export interface Memory<T> {
  /** @param learn must not reject; what is not worth keeping is forgotten as soon as it has come */
  get(key: string, learn: () => Promise<T>): Promise<T>
  /** What is there without asking. */
  known(key: string): Promise<T> | null
  set(key: string, value: T): void
}

/**
 * Makes one.
 * @param keepMs from the beginning of the learning
 * @param most the oldest goes first
 */
export const memory = <T>(keepMs: number, most: number, isWorthKeeping: (value: T) => boolean = () => true, now: () => number = () => performance.now()): Memory<T> => {
  const entries = new Map<string, { readonly value: Promise<T>; readonly until: number }>()
  const keep = (key: string, value: Promise<T>): Promise<T> => {
    entries.delete(key)
    entries.set(key, { value, until: now() + keepMs })
    const oldest = entries.size > most ? entries.keys().next().value : undefined
    if (oldest !== undefined) entries.delete(oldest)
    return value
  }
  const known = (key: string): Promise<T> | null => {
    const entry = entries.get(key)
    return entry && now() < entry.until ? entry.value : null
  }
  return {
    known,
    set: (key, value) => void keep(key, Promise.resolve(value)),
    get: (key, learn) => {
      const before = known(key)
      if (before) return before
      const value = learn()
      void value.then(result => !isWorthKeeping(result) && entries.get(key)?.value === value && entries.delete(key))
      return keep(key, value)
    },
  }
}
