/** IMAP before sign-in: greeting, a few commands, and then Dovecot has the client. */
import type { Finding } from '../../core/causes/index.ts'
import { giveOver } from '../admit.ts'
import type { EdgeContext } from '../contract.ts'
import { foreignProtocol } from '../foreign-protocol.ts'
import { longestLine } from '../sasl/index.ts'
import { keep, newVisit, noteEnd, slowness } from '../visit.ts'
import { WireEnded, type Wire } from '../wire.ts'
import { capabilityLine } from './capabilities.ts'
import { sayAndClose, sayBad, sayMalformed, type Answer, type Command, type Conversation } from './command.ts'
import { authenticate } from './commands/authenticate.ts'
import { capability } from './commands/capability.ts'
import { id } from './commands/id.ts'
import { login } from './commands/login.ts'
import { logout } from './commands/logout.ts'
import { noop } from './commands/noop.ts'
import { starttls } from './commands/starttls.ts'
import type { ParsedCommand } from './parse.ts'
import { readCommand } from './read-command.ts'
import { farewell } from './replies.ts'

const commands = new Map<string, Command>(Object.entries({ CAPABILITY: capability, NOOP: noop, LOGOUT: logout, ID: id, STARTTLS: starttls, LOGIN: login, AUTHENTICATE: authenticate }))

const answerTo = (conversation: Conversation, parsed: ParsedCommand): Answer | Promise<Answer> => {
  const command = commands.get(parsed.name)
  return command ? command(conversation, parsed) : sayBad(conversation, parsed.tag, `${parsed.name} is not a command, or not one before sign-in.`)
}

/** A line that was meant to sign in, though it is no command. */
const signInVerb = /^\S+ +LOGIN /i

const sayFarewell = (conversation: Conversation, finding: Finding, likely = false): Answer => sayAndClose(farewell(finding, keep(conversation, finding, { likely })))

const nextAnswer = async (conversation: Conversation): Promise<Answer> => {
  const line = await conversation.wire.readLine(longestLine)
  const foreign = foreignProtocol(line)
  if (foreign) return sayFarewell(conversation, { id: 'network.not-mail', facts: { said: foreign } })
  const read = await readCommand(conversation.wire, line)
  if (read.is === 'command') return answerTo(conversation, read.command)
  if (read.is === 'bad') return signInVerb.test(line.toString('latin1', 0, 160)) ? sayMalformed(conversation, read.tag, 'LOGIN', read.why) : sayBad(conversation, read.tag, read.why)
  if (read.isWaiting) return sayBad(conversation, read.tag, '[TOOBIG] The literal is too big.')
  return sayAndClose(`${read.tag} BAD [TOOBIG] The literal is too big.\r\n* BYE [TOOBIG] It cannot be stopped otherwise.\r\n`)
}

/** Speaks until the client is handed over, or the connection closed (null). */
const converse = async (conversation: Conversation): Promise<Extract<Answer, { readonly next: 'hand-over' }> | null> => {
  const { wire, context } = conversation
  // In the clear nothing is listed yet: who wants to sign in asks, which tells an app that never turns on TLS from a monitor.
  const listed = wire.facts.tls ? `[CAPABILITY ${capabilityLine(context, wire.facts)}] ` : ''
  await wire.write(`* OK ${listed}${context.hostName} ready.\r\n`)
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
      return '* BYE [TOOBIG] The line is too long.\r\n'
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
  const conversation: Conversation = { ...newVisit(wire, context), failures: 0, badCommands: 0 }
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
    wire.close('* BYE [UNAVAILABLE] A temporary fault of ours. Try again later.\r\n')
    throw error
  }
}

/**
 * Serves one IMAP connection to its end.
 * @throws what is a fault of ours, after the client was told; never for anything that a client does
 */
export const serveImap = async (wire: Wire, context: EdgeContext): Promise<void> => {
  const handOver = await signInOf(wire, context)
  if (!handOver) return
  // Returned, not awaited: an idle app stays for hours, and nothing of this conversation is held meanwhile.
  return giveOver(wire, handOver.text, handOver.joined)
}
