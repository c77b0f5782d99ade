/** AUTHENTICATE (RFC 9051 6.2.2) with or without an initial response (SASL-IR, RFC 4959). */
import { exposureOf } from '../../sasl/in-the-clear.ts'
import { beginSasl, longestLine, play } from '../../sasl/index.ts'
import { sayBad, sayTlsRequired, type Command } from '../command.ts'
import { signIn } from '../sign-in.ts'

export const authenticate: Command = async (conversation, { tag, args: [mechanism, initial, ...more] }) => {
  if (!mechanism || mechanism.is === 'list' || initial?.is === 'list' || more.length) return sayBad(conversation, tag, 'AUTHENTICATE takes the name of a method.')
  const { wire } = conversation
  const name = mechanism.bytes.toString('latin1').toUpperCase().slice(0, 20)
  if (!wire.facts.tls) return sayTlsRequired(conversation, tag, exposureOf(name, initial?.bytes ?? null))
  const outcome = await play(beginSasl(name, initial?.bytes ?? null), async challenge => {
    await wire.write(`+ ${challenge}\r\n`)
    return wire.readLine(longestLine)
  })
  return signIn(conversation, tag, outcome, name)
}
