/** MAIL, RCPT, DATA and BDAT before sign-in (RFC 4954 6): refused, and the forgotten check mark in the app is named. */
import { keep, say, sayAndClose, type Answer, type Command, type Conversation } from '../command.ts'
import { refusal } from '../replies.ts'

const refusalOf = (conversation: Conversation): string => {
  const finding = { id: 'mechanism.no-sign-in', facts: { port: conversation.wire.facts.port } } as const
  conversation.noSignInRef ??= keep(conversation, finding)
  return refusal(finding, conversation.noSignInRef)
}

export const mail: Command = (conversation): Answer => say(refusalOf(conversation))

/** Its bytes come without waiting (RFC 3030 2) and would be read as commands. */
export const bdat: Command = (conversation): Answer => sayAndClose(refusalOf(conversation))
