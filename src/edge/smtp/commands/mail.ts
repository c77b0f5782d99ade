/** MAIL, RCPT, DATA and BDAT before sign-in (RFC 4954 6): refused, and the forgotten check mark in the app is named. */
import type { Judgement } from '../../../core/authentication/handshake.ts'
import { keep } from '../../visit.ts'
import { say, sayAndClose, type Answer, type Command, type Conversation } from '../command.ts'
import { refusal } from '../replies.ts'

const judge = ({ wire: { facts: { tls, port, remoteAddress } }, context }: Conversation): Judgement => {
  // In the clear the app never saw that one can sign in, so the missing encryption is the cause.
  if (!tls) return { finding: { id: 'transport.starttls-not-used', facts: { port } }, likely: false }
  const minutes = context.popSignIns?.minutesSince(remoteAddress) ?? null
  // Another device behind the same router may have fetched the mail.
  if (minutes !== null) return { finding: { id: 'mechanism.pop-before-smtp', facts: { port, minutes } }, likely: true }
  return { finding: { id: 'mechanism.no-sign-in', facts: { port } }, likely: false }
}

const refusalOf = (conversation: Conversation): string => {
  const { finding, likely } = judge(conversation)
  conversation.noSignInRef ??= keep(conversation, finding, { likely })
  return refusal(finding, conversation.noSignInRef)
}

export const mail: Command = (conversation): Answer => say(refusalOf(conversation))

/** Its bytes come without waiting (RFC 3030 2) and would be read as commands. */
export const bdat: Command = (conversation): Answer => sayAndClose(refusalOf(conversation))
