/** AUTHENTICATE (RFC 9051 6.2.2) with or without an initial response (SASL-IR, RFC 4959). */
import { exposureOf } from '../../sasl/in-the-clear.ts'
import { mechanismName } from '../../sasl/index.ts'
import { exchange } from '../../visit.ts'
import { sayMalformed, sayTlsRequired, type Command } from '../command.ts'
import { signIn } from '../sign-in.ts'

export const authenticate: Command = async (conversation, { tag, args: [mechanism, initial, ...more] }) => {
  if (!mechanism || mechanism.is === 'list' || initial?.is === 'list' || more.length) return sayMalformed(conversation, tag, null, 'AUTHENTICATE takes the name of a method.')
  const { wire } = conversation
  const name = mechanismName(mechanism.bytes.toString('latin1'))
  if (!wire.facts.tls) return sayTlsRequired(conversation, tag, exposureOf(name, initial?.bytes ?? null))
  const outcome = await exchange(conversation, name, initial?.bytes ?? null, challenge => wire.write(`+ ${challenge}\r\n`))
  return signIn(conversation, tag, outcome, name)
}
