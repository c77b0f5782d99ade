/** HELO (RFC 5321 4.1.1.1). Old devices say it and sign in all the same. */
import { say, type Command } from '../command.ts'
import { clientNameOf } from '../parse.ts'
import { reply, replyLines } from '../replies.ts'

export const helo: Command = (conversation, argument) => {
  if (!argument) return say(reply(501, '5.5.4', 'HELO needs the name of the client'))
  const name = clientNameOf(argument)
  conversation.client = { name, extended: false }
  conversation.clientName = name
  return say(replyLines(250, [conversation.context.hostName]))
}
