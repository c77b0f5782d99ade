/** CAPA (RFC 2449 5) before sign-in: what Dovecot has there, with the edge's own sign-in methods in the place of Dovecot's. */
import { offeredMechanisms } from '../../sasl/index.ts'
import { say, type Command } from '../command.ts'

/** The edge decides these by itself. */
const isOurs = (line: string): boolean => /^(?:SASL|STLS|USER)(?: |$)/i.test(line)

/** In the clear neither USER nor a SASL method is there: a password must not travel before TLS (RFC 2595 2.3). */
export const capa: Command = conversation => {
  const { context, wire } = conversation
  conversation.soughtSignIn = true
  const ours = wire.facts.tls ? ['USER', `SASL ${offeredMechanisms.join(' ')}`] : ['STLS']
  return say(['+OK', ...context.capabilities.pop3.filter(line => !isOurs(line)), ...ours, '.', ''].join('\r\n'))
}
