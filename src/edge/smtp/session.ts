/**
 * Submission (RFC 6409) up to the sign-in: greets, answers commands, and hands the signed-in client to Postfix.
 * It reads no mail: MAIL is refused before sign-in and never seen after it.
 */
import type { EdgeContext } from '../contract.ts'
import { foreignOpening, foreignProtocol } from '../foreign-protocol.ts'
import { longestLine } from '../sasl/index.ts'
import { splice } from '../splice.ts'
import { newVisit, noteEnd, slowness } from '../visit.ts'
import { WireEnded, type Wire } from '../wire.ts'
import { refuse, say, sayAndClose, type Answer, type Conversation } from './command.ts'
import { commandOf } from './commands/index.ts'
import { parseLine } from './parse.ts'
import { reply } from './replies.ts'

/** An app signs in with its fifth line or so; whoever says so many is not about to. */
const mostCommands = 50

/** A line that was meant to sign in, with bytes that no command has: devices end it with CR CR LF. */
const signInVerb = /^AUTH\b/i

const notMail = (conversation: Conversation, said: string): Answer => sayAndClose(refuse(conversation, { id: 'network.not-mail', facts: { said } }))

/** Whoever speaks before the greeting is no mail app (RFC 5321 4.3.1). What it is may take a line to tell. */
const answerEarly = async (conversation: Conversation): Promise<Answer> => {
  const { wire } = conversation
  const foreign = foreignOpening(wire.unread) ?? foreignProtocol(await wire.readLine(longestLine))
  return foreign ? notMail(conversation, foreign) : sayAndClose(refuse(conversation, { id: 'network.spoke-first', facts: { port: wire.facts.port } }))
}

const answer = (conversation: Conversation, line: Buffer): Answer | Promise<Answer> => {
  const foreign = foreignProtocol(line)
  if (foreign) return notMail(conversation, foreign)
  const parsed = parseLine(line)
  if ('bad' in parsed && signInVerb.test(line.toString('latin1', 0, 16))) return say(refuse(conversation, { id: 'mechanism.malformed', facts: { what: 'syntax' } }))
  if ('bad' in parsed) return say(reply(500, '5.5.2', parsed.bad === 'bytes' ? 'Only printable ASCII may stand in a command' : 'That is no command'))
  const command = commandOf(parsed.verb)
  return command ? command(conversation, parsed.argument) : say(reply(500, '5.5.1', 'Unknown command'))
}

/** Answers until the connection is somebody else's, or over. @throws WireEnded */
const converse = async (conversation: Conversation): Promise<Extract<Answer, { next: 'hand-over' }> | null> => {
  const { wire, context } = conversation
  if (wire.hasUnread) return end(wire, await answerEarly(conversation))
  await wire.write(`220 ${context.hostName} ESMTP\r\n`)
  for (let commands = 0; commands < mostCommands; commands++) {
    const answered = await answer(conversation, await wire.readLine(longestLine))
    if (answered.next === 'hand-over') return answered
    if (answered.next === 'close') return end(wire, answered)
    if (answered.text) await wire.write(answered.text)
  }
  return end(wire, sayAndClose(reply(421, '4.7.0', 'Too many commands without a sign-in')))
}

const end = (wire: Wire, { text }: Answer): null => {
  wire.close(text)
  return null
}

/** The words for a connection that ended by itself. */
const endOf = (conversation: Conversation, { end: how }: WireEnded): string => {
  if (how === 'no-line-end') return refuse(conversation, { id: 'mechanism.malformed', facts: { what: 'line-end' } })
  if (how === 'too-long') return reply(500, '5.5.6', 'Line too long')
  if (how === 'closed') return ''
  const { finding, likely } = slowness(conversation, Math.round(conversation.context.signInMs / 1000))
  return refuse(conversation, finding, { likely })
}

/**
 * Serves one connection, in TLS already (465) or still in the clear (587).
 * @returns when it is over
 * @throws a fault of ours, after the client was told to try again
 */
export const serveSmtp = async (wire: Wire, context: EdgeContext): Promise<void> => {
  const conversation: Conversation = { ...newVisit(wire, context), client: null, failures: 0, noSignInRef: null }
  try {
    const signedIn = await converse(conversation)
    if (!signedIn) return noteEnd(conversation)
    const { socket, rest } = wire.release()
    socket.write(signedIn.text)
    await splice(socket, signedIn.engine, rest)
  } catch (error) {
    if (error instanceof WireEnded) {
      wire.close(endOf(conversation, error))
      return noteEnd(conversation)
    }
    wire.close(reply(421, '4.3.0', 'A fault of ours. Try again later.'))
    throw error
  }
}
