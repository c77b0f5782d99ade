/** PASS (RFC 1939 7): everything behind the first blank is the password. */
import { credentialOf } from '../../sasl/index.ts'
import { refuseInTheClear, sayMalformed, type Command } from '../command.ts'
import { signIn } from '../sign-in.ts'

const nothing = Buffer.alloc(0)

export const pass: Command = (conversation, argument) => {
  if (!conversation.wire.facts.tls) return refuseInTheClear(conversation, { mechanism: 'USER', login: conversation.userInClear, exposed: argument !== null })
  if (!conversation.user) return sayMalformed(conversation, 'order', 'USER', 'USER comes first.')
  return signIn(conversation, credentialOf('USER', nothing, conversation.user, argument ?? nothing), 'USER')
}
