/** POP3 before sign-in: greeting, a few commands, and then Dovecot has the client. */
import type { Finding } from '../../core/causes/index.ts'
import { giveOver } from '../admit.ts'
import type { EdgeContext } from '../contract.ts'
import { foreignProtocol } from '../foreign-protocol.ts'
import { longestLine } from '../sasl/index.ts'
import { keep, newVisit, noteEnd, slowness } from '../visit.ts'
import { WireEnded, type Wire } from '../wire.ts'
import { sayAndClose, sayBad, type Answer, type Command, type Conversation } from './command.ts'
import { apop } from './commands/apop.ts'
import { auth } from './commands/auth.ts'
import { capa } from './commands/capa.ts'
import { pass } from './commands/pass.ts'
import { quit } from './commands/quit.ts'
import { stls } from './commands/stls.ts'
import { user } from './commands/user.ts'
import { parseCommand } from './parse.ts'
import { refusal } from './replies.ts'

const commands = new Map<string, Command>(Object.entries({ CAPA: capa, QUIT: quit, STLS: stls, USER: user, PASS: pass, AUTH: auth, APOP: apop }))

const sayFarewell = (conversation: Conversation, finding: Finding, likely = false): Answer => sayAndClose(refusal(finding, keep(conversation, finding, { likely })))

const nextAnswer = async (conversation: Conversation): Promise<Answer> => {
  const line = await conversation.wire.readLine(longestLine)
  const foreign = foreignProtocol(line)
  if (foreign) return sayFarewell(conversation, { id: 'network.not-mail', facts: { said: foreign } })
  const parsed = parseCommand(line)
  if ('bad' in parsed) return sayBad(conversation, parsed.bad)
  const command = commands.get(parsed.name)
  return command ? command(conversation, parsed.argument) : sayBad(conversation, 'That is not a command, or not one before sign-in.')
}

/** Speaks until the client is handed over, or the connection closed (null). */
const converse = async (conversation: Conversation): Promise<Extract<Answer, { readonly next: 'hand-over' }> | null> => {
  const { wire, context } = conversation
  // Without a <timestamp>: APOP is not offered (RFC 1939 7).
  await wire.write(`+OK ${context.hostName} ready.\r\n`)
  for (;;) {
    const answer = await nextAnswer(conversation)
    if (answer.next === 'hand-over') return answer
    if (answer.next === 'close') return wire.close(answer.text), null
    if (answer.text) await wire.write(answer.text)
  }
}

/** The last words to a client whose line did not come, or did not end. */
const lastWords = (conversation: Conversation, { end: why }: WireEnded): string => {
  switch (why) {
    case 'closed':
      return ''
    case 'too-long':
      return '-ERR [SYS/PERM] The line is too long.\r\n'
    case 'no-line-end':
      return sayFarewell(conversation, { id: 'mechanism.malformed', facts: { what: 'line-end' } }).text
    case 'timeout': {
      const { finding, likely } = slowness(conversation, Math.round(conversation.context.signInMs / 1000))
      return sayFarewell(conversation, finding, likely).text
    }
  }
}

/** Speaks, and answers for whatever ends it early. */
const signInOf = async (wire: Wire, context: EdgeContext): ReturnType<typeof converse> => {
  const conversation: Conversation = { ...newVisit(wire, context), user: null, userInClear: null, failures: 0, badCommands: 0 }
  try {
    const handOver = await converse(conversation)
    if (!handOver) noteEnd(conversation)
    return handOver
  } catch (error) {
    if (error instanceof WireEnded) {
      wire.close(lastWords(conversation, error))
      noteEnd(conversation)
      return null
    }
    wire.close('-ERR [SYS/TEMP] A temporary fault of ours. Try again later.\r\n')
    throw error
  }
}

/**
 * Serves one POP3 connection to its end.
 * @throws what is a fault of ours, after the client was told; never for anything that a client does
 */
export const servePop3 = async (wire: Wire, context: EdgeContext): Promise<void> => {
  const handOver = await signInOf(wire, context)
  if (!handOver) return
  // Returned, not awaited: an idle app stays for hours, and nothing of this conversation is held meanwhile.
  return giveOver(wire, handOver.text, handOver.joined)
}
