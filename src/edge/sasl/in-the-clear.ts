/** What a sign-in without encryption gave away: the harm is done if the password came along, so whose it was is learnt and kept. */
import { beginSasl, textOf } from './index.ts'
import { readInitialResponse } from './response.ts'

/** Characters that are kept of a user name; an address has at most 254. */
const longestLogin = 320

/** Facts of a sign-in that came in the clear. */
export interface Exposure {
  readonly mechanism: string
  readonly login: string | null
  /** The password came along. */
  readonly exposed: boolean
}

const loginIn = (initial: Buffer): string | null => {
  const read = readInitialResponse(initial, 'LOGIN')
  return 'is' in read || !read.length ? null : textOf(read).slice(0, longestLogin)
}

/**
 * Looks at an initial response, without asking for more.
 * @param initial base64, as it came; null: there was none
 */
export const exposureOf = (mechanism: string, initial: Buffer | null): Exposure => {
  const step = initial ? beginSasl(mechanism, initial) : null
  if (step?.is === 'credential') return { mechanism, login: step.credential.login, exposed: true }
  // LOGIN's response is the user name; the password would come with the next line, which is not asked for.
  if (step?.is === 'challenge') return { mechanism, login: loginIn(initial!), exposed: false }
  return { mechanism, login: step?.login ?? null, exposed: false }
}
