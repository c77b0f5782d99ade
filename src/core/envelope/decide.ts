/** What a refused envelope was, and whose matter: our people's mistakes are attempts, the noise of strangers is not. Pure. */
import type { Finding } from '../causes/index.ts'
import { parseDomainName } from '../values/domain-name.ts'
import type { EnvelopeRefusal } from './refusal.ts'

/** A mailbox that signed in from an address. */
export interface SeenMailbox {
  readonly mailboxId: number
  readonly address: string
}

/** What is known of a refusal besides itself. */
export interface EnvelopeFacts {
  /** Those that signed in from the client's address lately, the latest first. */
  readonly seen: readonly SeenMailbox[]
  /** The sender's domain is of this installation. */
  readonly senderIsHosted: boolean
  /** The recipient's domain is of this installation, in service or not. */
  readonly recipientIsHosted: boolean
  /** The recipient, where it is a mailbox. */
  readonly recipientMailboxId: number | null
  /** A mailbox that the recipient's name is close to. */
  readonly near: string | null
  /** The port of ours. */
  readonly port: number
  readonly limitMegabytes: number
}

/** What becomes of it. */
export interface EnvelopeDecision {
  readonly finding: Finding
  /** The evidence allows another cause as well. */
  readonly likely: boolean
  /** Whose history it belongs to; null: nobody's. */
  readonly mailboxId: number | null
  /** The mailbox was concluded from the address. */
  readonly mailboxLikely: boolean
  /** Who had signed in. */
  readonly login: string | null
  /** An address whose domain's owner may see it. */
  readonly about: string | null
  /** It came from a stranger, or concerns only a name: the like of it are one a day, whoever sends them. */
  readonly isNoise: boolean
}

type Whose = Pick<EnvelopeDecision, 'mailboxId' | 'mailboxLikely' | 'login' | 'about'>

const nobody: Whose = { mailboxId: null, mailboxLikely: false, login: null, about: null }

/** Addresses are compared as the sign-in compares them. */
const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

const domainIn = (address: string | null): string | null => address && address.slice(address.lastIndexOf('@') + 1).toLowerCase()

/** Who signed in: as the log says; or the sender, since nobody else may use it; or the only mailbox that was seen from there, unless it writes as another domain of ours. */
const signedIn = ({ login, sender }: EnvelopeRefusal, { seen, senderIsHosted }: EnvelopeFacts): Whose => {
  const name = login ?? sender
  const named = name === null ? undefined : seen.find(({ address }) => isSame(address, name))
  if (named) return { ...nobody, mailboxId: named.mailboxId, login: named.address }
  if (login !== null) return { ...nobody, login }
  const [only, another] = seen
  const mayBe = only && !another && (!senderIsHosted || domainIn(only.address) === domainIn(sender))
  return mayBe ? { ...nobody, mailboxId: only.mailboxId, mailboxLikely: true } : nobody
}

const findingOf = (refusal: EnvelopeRefusal, { near, port, limitMegabytes }: EnvelopeFacts): Finding => {
  const sender = refusal.sender ?? ''
  const recipient = refusal.recipient ?? ''
  switch (refusal.kind) {
    case 'sender-not-owned':
      return { id: 'envelope.sender-not-owned', facts: { sender, login: refusal.login ?? '' } }
    case 'relay':
      return { id: 'envelope.relay-without-sign-in', facts: { sender, recipient, port } }
    case 'recipient-unknown':
      return { id: 'envelope.recipient-unknown', facts: { recipient, near } }
    case 'mailbox-full':
      return { id: 'envelope.mailbox-full', facts: { recipient } }
    case 'message-too-big':
      return { id: 'envelope.message-too-big', facts: { limitMegabytes } }
    case 'unicode-address':
      return { id: 'envelope.unicode-address', facts: { address: recipient || sender } }
    case 'bad-helo':
      return { id: 'envelope.bad-helo', facts: { helo: refusal.helo ?? '' } }
    case 'domain-moving-in':
      return { id: 'envelope.domain-moving-in', facts: { recipient, domain: recipient.slice(recipient.lastIndexOf('@') + 1).toLowerCase() } }
  }
}

/**
 * Whether the mailbox that was meant may be named. On the port for strangers the recipient's owner reads it; a sender of ours reads what is told of his own
 * submission, and the mailboxes of another domain are not his to know.
 */
export const mayNameNear = ({ kind, service, login, sender, recipient }: EnvelopeRefusal): boolean =>
  kind === 'recipient-unknown' && recipient !== null && (service === 'strangers' || domainIn(login ?? sender) === domainIn(recipient))

/** A relay refused on the port for strangers: a mail app of ours set to the wrong port, or another server that thinks a domain is here. */
const relay = (refusal: EnvelopeRefusal, facts: EnvelopeFacts): EnvelopeDecision | null => {
  const { seen, senderIsHosted, recipientIsHosted } = facts
  const about = senderIsHosted ? refusal.sender : null
  // Anybody may write our domain as his sender: it is that domain's matter in any case, and a mailbox's only where it signed in from there.
  if (seen.length || senderIsHosted) return { finding: findingOf(refusal, facts), likely: !senderIsHosted, ...signedIn(refusal, facts), login: null, about, isNoise: false }
  const domain = parseDomainName(refusal.recipient?.split('@').at(-1) ?? '')
  if (!domain.ok) return null
  return { finding: { id: 'envelope.domain-not-here', facts: { domain: domain.value } }, likely: true, ...nobody, about: recipientIsHosted ? refusal.recipient : null, isNoise: true }
}

/**
 * Decides about one refusal.
 * @returns null where it concerns nobody of ours
 */
export const decideEnvelope = (refusal: EnvelopeRefusal, facts: EnvelopeFacts): EnvelopeDecision | null => {
  const finding = findingOf(refusal, facts)
  // Whose mailbox is full is its own matter, whoever wrote to it.
  if (refusal.kind === 'mailbox-full') return { finding, likely: false, ...nobody, mailboxId: facts.recipientMailboxId, about: refusal.recipient, isNoise: true }
  if (refusal.service === 'submission') return { finding, likely: false, ...signedIn(refusal, facts), isNoise: false }
  if (refusal.kind === 'relay') return relay(refusal, facts)
  if (refusal.kind === 'recipient-unknown' || refusal.kind === 'domain-moving-in') return { finding, likely: false, ...nobody, about: refusal.recipient, isNoise: true }
  // A device or a server whose mail for one of us is refused: its owner looks for it.
  if (!facts.seen.length && facts.recipientIsHosted) return { finding, likely: false, ...nobody, about: refusal.recipient, isNoise: true }
  return facts.seen.length ? { finding, likely: true, ...signedIn({ ...refusal, login: null }, facts), login: null, isNoise: false } : null
}
