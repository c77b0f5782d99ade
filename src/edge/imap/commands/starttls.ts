/** STARTTLS (RFC 9051 6.2.1). */
import { beginTls } from '../../visit.ts'
import { say, sayBad, type Command } from '../command.ts'

export const starttls: Command = async (conversation, { tag, args }) => {
  const { wire } = conversation
  if (args.length) return sayBad(conversation, tag, 'STARTTLS takes no argument.')
  if (wire.facts.tls) return sayBad(conversation, tag, 'TLS is on already.')
  if (!wire.hasUnread) await wire.write(`${tag} OK Begin TLS negotiation now.\r\n`)
  await beginTls(conversation)
  conversation.clientName = null
  return say('')
}
