/** Reads attempts to sign in. */
import { parseAddress } from '../core/values/address.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { type Attempt, listAttempts } from '../store/attempts.ts'
import type { Page } from '../store/page.ts'
import type { Installation, Whose } from './installation.ts'

export type { Attempt } from '../store/attempts.ts'

export interface WantedAttempts {
  readonly limit: number
  readonly before?: number | undefined
  readonly after?: number | undefined
  /** An address, whether there is such a mailbox or not. */
  readonly mailbox?: string | undefined
}

/** The newest attempts that match, newest first. @returns refused when the mailbox is no address */
export const readAttempts = async ({ db }: Installation, whose: Whose, { mailbox, ...page }: WantedAttempts): Promise<Result<Page<Attempt>, Refusal>> => {
  if (mailbox === undefined) return yes(await listAttempts(db, whose, page))
  const address = parseAddress(mailbox)
  if (!address.ok) return no({ kind: 'invalid-address', given: mailbox, complaint: address.why })
  return yes(await listAttempts(db, whose, { ...page, mailbox: address.value }))
}
