/** USER (RFC 1939 7): never says whether there is such a user. */
import { textOf } from '../../sasl/index.ts'
import { refuseInTheClear, say, sayBad, type Command } from '../command.ts'

export const user: Command = (conversation, argument) => {
  if (!argument) return sayBad(conversation, 'USER takes a user name.')
  if (!conversation.wire.facts.tls) {
    conversation.userInClear = textOf(argument)
    return refuseInTheClear(conversation, { mechanism: 'USER', login: conversation.userInClear, exposed: false })
  }
  // A copy: the line is a part of a larger buffer.
  conversation.user = Buffer.from(argument)
  return say('+OK\r\n')
}
