/** MAIL, RCPT, DATA and BDAT before sign-in (RFC 4954 6): refused, and the forgotten check mark in the app is named. */
import type { Finding } from '../../../core/causes/index.ts'
import { keep } from '../../visit.ts'
import { say, sayAndClose, type Answer, type Command, type Conversation } from '../command.ts'
import { refusal } from '../replies.ts'

/** In the clear the app never saw that one can sign in, so the missing encryption is the cause. */
const findingOf = ({ wire: { facts: { tls, port } } }: Conversation): Finding => ({ id: tls ? 'mechanism.no-sign-in' : 'transport.starttls-not-used', facts: { port } })

const refusalOf = (conversation: Conversation): string => {
  const finding = findingOf(conversation)
  conversation.noSignInRef ??= keep(conversation, finding)
  return refusal(finding, conversation.noSignInRef)
}

export const mail: Command = (conversation): Answer => say(refusalOf(conversation))

/** Its bytes come without waiting (RFC 3030 2) and would be read as commands. */
export const bdat: Command = (conversation): Answer => sayAndClose(refusalOf(conversation))
