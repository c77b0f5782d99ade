/** Reads attempts to sign in. */
import { plainReference } from '../base/reference.ts'
import { parseAddress } from '../core/values/address.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { type Attempt, findAttemptByReference, listAttempts } from '../store/attempts.ts'
import type { Page } from '../store/page.ts'
import type { Installation, Whose } from './installation.ts'

export type { Attempt } from '../store/attempts.ts'

export interface WantedAttempts {
  readonly limit: number
  /** `next` of the page before. */
  readonly before?: string | undefined
  /** Not older than this. */
  readonly since?: Date | undefined
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

/** The attempt that a reference opens. @param ref as a person types it, such as `k7q2 9f` @returns null when there is none for this one */
export const readAttempt = ({ db }: Installation, whose: Whose, ref: string): Promise<Attempt | null> => findAttemptByReference(db, whose, plainReference(ref))
