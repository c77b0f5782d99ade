/** CAPABILITY (RFC 9051 6.1.1). */
import { capabilityLine } from '../capabilities.ts'
import { say, type Command } from '../command.ts'

export const capability: Command = (conversation, { tag }) => {
  const { context, wire } = conversation
  conversation.soughtSignIn = true
  return say(`* CAPABILITY ${capabilityLine(context, wire.facts)}\r\n${tag} OK Listed; after sign-in there are more.\r\n`)
}
