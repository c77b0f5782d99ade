/** STLS (RFC 2595 4). */
import { beginTls } from '../../visit.ts'
import { say, sayBad, type Command } from '../command.ts'

export const stls: Command = async (conversation, argument) => {
  const { wire } = conversation
  if (argument) return sayBad(conversation, 'STLS takes no argument.')
  if (wire.facts.tls) return sayBad(conversation, 'TLS is on already.')
  if (!wire.hasUnread) await wire.write('+OK Begin TLS negotiation now.\r\n')
  await beginTls(conversation)
  conversation.user = null
  return say('')
}
