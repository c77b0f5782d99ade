/** ID (RFC 2971): the client says what it is. It helps to explain its attempts later; the answer is Dovecot's, who serves the rest of the session. */
import { textOf } from '../../sasl/index.ts'
import { say, sayBad, type Command } from '../command.ts'
import type { Argument } from '../parse.ts'

/** Characters of a name that are kept: enough for "Thunderbird 128.5.0esr". */
const longestName = 100

const wordOf = (argument: Argument | undefined): string => (argument && argument.is !== 'list' ? textOf(argument.bytes) : '')

/** `name` and `version` of the client's list, without control characters. */
const nameIn = (items: readonly Argument[]): string | null => {
  const fields = new Map<string, string>()
  for (let at = 0; at + 1 < items.length; at += 2) fields.set(wordOf(items[at]).toLowerCase(), wordOf(items[at + 1]))
  const named = [fields.get('name'), fields.get('version')].filter(text => text && text.toUpperCase() !== 'NIL').join(' ')
  return named.replace(/\p{C}/gu, ' ').trim().slice(0, longestName) || null
}

export const id: Command = (conversation, { tag, args: [argument, ...more] }) => {
  if (!argument || more.length || (argument.is !== 'list' && argument.bytes.toString('latin1').toUpperCase() !== 'NIL')) return sayBad(conversation, tag, 'ID takes a list or NIL.')
  if (argument.is === 'list') conversation.clientName = nameIn(argument.items)
  return say(`* ID ("name" "Dovecot")\r\n${tag} OK ID completed.\r\n`)
}
