/** The mail host that a customer is moving away from: for each domain it takes, delays or refuses what comes. */
import type { Authority } from '../authority.ts'
import { oldMail } from '../places.ts'
import { type MailHost, openMailHost, type Refusal } from './mail-host.ts'

/** `greylists`: everything is put off until it is told to take. */
export type MailMode = 'accepts' | 'greylists' | 'refuses'

export interface OldMail extends MailHost {
  /** Says how mail to a domain is met; a domain that it was not told of is refused as relaying. */
  meet(domain: string, mode: MailMode): void
}

const greylisted: Refusal = { code: 450, text: '4.7.1 Greylisted, please try again later' }
const refusals: Readonly<Record<MailMode, Refusal | null>> = { accepts: null, greylists: greylisted, refuses: { code: 550, text: '5.1.1 No such mailbox here' } }

/** Opens it. @param directory its own, for its certificate */
export const openOldMail = async (authority: Authority, directory: string): Promise<OldMail> => {
  const modes = new Map<string, MailMode>()
  const host = await openMailHost(oldMail, await authority.issue([oldMail.hostName], directory), {
    recipient: address => {
      const mode = modes.get(address.slice(address.lastIndexOf('@') + 1).toLowerCase())
      return mode ? refusals[mode] : { code: 550, text: '5.7.1 Relaying denied' }
    },
  })
  return { ...host, meet: (domain, mode) => void modes.set(domain, mode) }
}
