/** STARTTLS (RFC 3207). What the client said before it is forgotten. */
import { beginTls } from '../../visit.ts'
import { say, sayAndClose, type Command } from '../command.ts'
import { reply } from '../replies.ts'

export const starttls: Command = async (conversation, argument) => {
  const { wire } = conversation
  if (argument) return say(reply(501, '5.5.4', 'STARTTLS takes no argument'))
  if (wire.facts.tls) return say(reply(503, '5.5.1', 'TLS is on already'))
  // Commands sent in the clear behind it must not be taken for commands sent in TLS (CVE-2011-0411).
  if (wire.hasUnread) return sayAndClose(reply(554, '5.5.1', 'Nothing may follow STARTTLS before TLS'))
  await wire.write(reply(220, '2.0.0', 'Ready to start TLS'))
  await beginTls(conversation)
  conversation.client = null
  conversation.noSignInRef = null
  return say('')
}
