/** When an app password was last used, so that its owner sees which are forgotten. */

/** A mail app signs in every few minutes; nobody needs to know better. */
const againMs = 60_000
const mostRemembered = 50_000

/** A use to be written. */
export interface AppPasswordUse {
  readonly id: number
  readonly at: Date
}

/** Makes the function that notes a use, at most once a minute. @param write without waiting */
export const appPasswordNotes = (write: (use: AppPasswordUse) => void): ((id: number, at: Date) => void) => {
  const noted = new Map<number, number>()
  return (id, at) => {
    if (at.getTime() - (noted.get(id) ?? 0) < againMs) return
    noted.delete(id)
    noted.set(id, at.getTime())
    if (noted.size > mostRemembered) noted.delete(noted.keys().next().value!)
    write({ id, at })
  }
}
