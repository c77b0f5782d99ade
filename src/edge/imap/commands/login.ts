/** LOGIN (RFC 9051 6.2.3): user name and password as atoms, quoted strings or literals. */
import { credentialOf, textOf } from '../../sasl/index.ts'
import { sayMalformed, sayTlsRequired, type Command } from '../command.ts'
import { signIn } from '../sign-in.ts'

const nobody = Buffer.alloc(0)

export const login: Command = (conversation, { tag, args: [user, password, ...more] }) => {
  if (!user || !password || user.is === 'list' || password.is === 'list' || more.length) return sayMalformed(conversation, tag, 'LOGIN', 'LOGIN takes a user name and a password.')
  if (!conversation.wire.facts.tls) return sayTlsRequired(conversation, tag, { mechanism: 'LOGIN', login: textOf(user.bytes), exposed: true })
  return signIn(conversation, tag, credentialOf('LOGIN', nobody, user.bytes, password.bytes), 'LOGIN')
}
