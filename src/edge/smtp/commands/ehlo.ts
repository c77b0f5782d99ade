/** EHLO (RFC 5321 4.1.1.1): what follows after sign-in is what the engine shows, so the list is true. */
import { offeredMechanisms } from '../../sasl/index.ts'
import { say, type Command } from '../command.ts'
import { clientNameOf } from '../parse.ts'
import { reply, replyLines } from '../replies.ts'

export const ehlo: Command = (conversation, argument) => {
  if (!argument) return say(reply(501, '5.5.4', 'EHLO needs the name of the client'))
  const { context, wire } = conversation
  const name = clientNameOf(argument)
  conversation.client = { name, extended: true }
  conversation.clientName = name
  conversation.soughtSignIn = true
  // AUTH is shown in TLS only, so that no app sends a password in the clear.
  const ours = wire.facts.tls ? `AUTH ${offeredMechanisms.join(' ')}` : 'STARTTLS'
  return say(replyLines(250, [context.hostName, ...context.capabilities.smtp, ours]))
}
