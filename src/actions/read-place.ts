/** Reads where a rule, a pass or a block holds: a person names a mailbox or a domain. */
import type { Refusal } from '../core/values/refusal.ts'
import { type Result, yes } from '../core/values/result.ts'
import type { Mailbox } from '../store/mailboxes.ts'
import type { Place } from '../store/places.ts'
import type { Installation, Whose } from './installation.ts'
import { readDomain, readMailbox } from './read-accounts.ts'

export interface NamedPlace extends Place {
  /** The mailbox's address, or the domain's name. */
  readonly name: string
  readonly domain: string
  /** Null: the whole domain. */
  readonly mailbox: Mailbox | null
}

/** Finds the place. @returns refused when there is none such */
export const readPlace = async (installation: Installation, whose: Whose, text: string): Promise<Result<NamedPlace, Refusal>> => {
  if (text.normalize('NFKC').includes('@')) {
    const mailbox = await readMailbox(installation, whose, text)
    if (!mailbox.ok) return mailbox
    const { id, domainId, address, domain } = mailbox.value
    return yes({ domainId, mailboxId: id, name: address, domain, mailbox: mailbox.value })
  }
  const domain = await readDomain(installation, whose, text)
  if (!domain.ok) return domain
  const { id, name } = domain.value
  return yes({ domainId: id, mailboxId: null, name, domain: name, mailbox: null })
}
