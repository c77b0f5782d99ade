/** What a sign-in without encryption gave away: the harm is done if the password came along, so whose it was is learnt and kept. */
import { beginSasl } from './index.ts'

/** Facts of a sign-in that came in the clear. */
export interface Exposure {
  readonly mechanism: string
  readonly login: string | null
  /** The password came along. */
  readonly exposed: boolean
}

/**
 * Looks at an initial response, without asking for more.
 * @param initial base64, as it came; null: there was none
 */
export const exposureOf = (mechanism: string, initial: Buffer | null): Exposure => {
  const step = initial ? beginSasl(mechanism, initial) : null
  return step?.is === 'credential' ? { mechanism, login: step.credential.login, exposed: true } : { mechanism, login: null, exposed: false }
}
