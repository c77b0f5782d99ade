/** Adds, removes and lists the forwards of a mailbox. */
import { formatAddress, parseAddress } from '../core/values/address.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { deleteForward, insertForward, listForwards } from '../store/forwards.ts'
import type { Mailbox } from '../store/mailboxes.ts'
import type { Installation, Whose } from './installation.ts'
import { readMailbox } from './read-accounts.ts'

export interface Forwards {
  readonly mailbox: Mailbox
  readonly targets: readonly string[]
}

/** Where a mailbox's mail goes, too. */
export const readForwards = async (installation: Installation, whose: Whose, address: string): Promise<Result<Forwards, Refusal>> => {
  const mailbox = await readMailbox(installation, whose, address)
  return mailbox.ok ? yes({ mailbox: mailbox.value, targets: await listForwards(installation.db, whose, mailbox.value.id) }) : mailbox
}

const change = async (installation: Installation, whose: Whose, address: string, target: string, apply: (mailbox: Mailbox, target: string) => Promise<Refusal | null>): Promise<Result<Forwards, Refusal>> => {
  const mailbox = await readMailbox(installation, whose, address)
  if (!mailbox.ok) return mailbox
  const parsed = parseAddress(target)
  if (!parsed.ok) return no({ kind: 'invalid-address', given: target, complaint: parsed.why })
  const refusal = await apply(mailbox.value, formatAddress(parsed.value))
  return refusal ? no(refusal) : readForwards(installation, whose, address)
}

/** Adds a target. @returns all targets; refused when it is no address, the mailbox itself, or there already */
export const addForward = (installation: Installation, whose: Whose, address: string, target: string): Promise<Result<Forwards, Refusal>> =>
  change(installation, whose, address, target, async (mailbox, to) => {
    if (to === mailbox.address) return { kind: 'leads-to-itself', name: to }
    return (await insertForward(installation.db, whose, mailbox.id, to)) ? null : { kind: 'taken', noun: 'forward', name: to }
  })

/** Removes a target. @returns the targets that are left; refused when it is not there */
export const removeForward = (installation: Installation, whose: Whose, address: string, target: string): Promise<Result<Forwards, Refusal>> =>
  change(installation, whose, address, target, async (mailbox, to) =>
    (await deleteForward(installation.db, whose, mailbox.id, to)) ? null : { kind: 'not-found', noun: 'forward', name: to },
  )
