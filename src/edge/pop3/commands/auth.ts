/** AUTH (RFC 5034) with or without an initial response; alone it lists the methods, as old apps expect (RFC 1734 errata, Dovecot, Courier). */
import { exposureOf } from '../../sasl/in-the-clear.ts'
import { mechanismName, offeredMechanisms } from '../../sasl/index.ts'
import { exchange } from '../../visit.ts'
import { refuseInTheClear, say, sayMalformed, type Command } from '../command.ts'
import { wordsOf } from '../parse.ts'
import { signIn } from '../sign-in.ts'

export const auth: Command = async (conversation, argument) => {
  const { wire } = conversation
  const [mechanism, initial, ...more] = wordsOf(argument)
  if (!mechanism) conversation.soughtSignIn = true
  if (!mechanism) return say(['+OK', ...(wire.facts.tls ? offeredMechanisms : []), '.', ''].join('\r\n'))
  const name = mechanismName(mechanism)
  if (more.length) return sayMalformed(conversation, 'syntax', name, 'AUTH takes a method and at most one response.')
  const response = initial === undefined ? null : Buffer.from(initial, 'latin1')
  if (!wire.facts.tls) return refuseInTheClear(conversation, exposureOf(name, response))
  const outcome = await exchange(conversation, name, response, challenge => wire.write(`+ ${challenge}\r\n`))
  return signIn(conversation, outcome, name)
}
