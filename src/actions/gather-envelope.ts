/** Gathers what the store knows of refused envelopes; each question once in a run, for a school of refusals asks the same. */
import { type EnvelopeFacts, mayNameNear } from '../core/envelope/decide.ts'
import type { EnvelopeRefusal } from '../core/envelope/refusal.ts'
import { parseAddress } from '../core/values/address.ts'
import { type HostedAddress, hostedAddress, type SeenSignIn, signInsFrom } from '../store/envelopes.ts'
import { findNear } from '../store/near.ts'
import type { Installation } from './installation.ts'

const dayMs = 86_400_000
/** Behind the edge there was a sign-in just now; on the port for strangers, an app may have been moved there from the right one weeks ago. */
const seenWithinMs = { submission: dayMs, strangers: 30 * dayMs }

/** What is known of a refusal, for the decision and for the row. */
export interface GatheredEnvelope {
  readonly facts: EnvelopeFacts
  readonly seen: readonly SeenSignIn[]
}

const askedOnce = <T>(ask: (key: string) => Promise<T>): ((key: string) => Promise<T>) => {
  const answers = new Map<string, Promise<T>>()
  return key => {
    const answer = answers.get(key) ?? ask(key)
    answers.set(key, answer)
    return answer
  }
}

const nowhere: HostedAddress = { isHosted: false, mailboxId: null }

/**
 * Makes a gatherer for one run.
 * @param at the time of the run
 * @returns a function that rejects when the store is away; `withNear` asks for a name that was meant, which costs some milliseconds
 */
export const envelopeGatherer = ({ db, config }: Installation, at: Date): ((refusal: EnvelopeRefusal, withNear: boolean) => Promise<GatheredEnvelope>) => {
  const ports = { strangers: config.listen.smtp[0]?.port ?? 25, submission: (config.listen.submissions[0] ?? config.listen.submission[0])?.port ?? 465 }
  const hosted = askedOnce(async text => {
    const address = parseAddress(text)
    // An extension is the mailbox's own affair.
    return address.ok ? hostedAddress(db, address.value.localPart.replace(/\+.*$/, ''), address.value.domain) : nowhere
  })
  const near = askedOnce(async text => {
    const address = parseAddress(text)
    return address.ok ? (await findNear(db, address.value.localPart, address.value.domain)).mailbox : null
  })
  const seenBy = {
    submission: askedOnce(client => signInsFrom(db, client, new Date(at.getTime() - seenWithinMs.submission))),
    strangers: askedOnce(client => signInsFrom(db, client, new Date(at.getTime() - seenWithinMs.strangers))),
  }

  return async (refusal, withNear) => {
    const { service, client, sender, recipient } = refusal
    const seen = await seenBy[service](client)
    const [from, to] = [await hosted(sender ?? ''), await hosted(recipient ?? '')]
    const facts: EnvelopeFacts = {
      seen,
      senderIsHosted: from.isHosted,
      recipientIsHosted: to.isHosted,
      recipientMailboxId: to.mailboxId,
      near: withNear && mayNameNear(refusal) ? await near(recipient ?? '') : null,
      port: ports[service],
      limitMegabytes: config.limits.message_megabytes,
    }
    return { facts, seen }
  }
}
