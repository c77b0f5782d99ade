/** What a command works on, and what it gives back. */
import type { Finding } from '../../core/causes/index.ts'
import type { Joined } from '../engine-dialogue.ts'
import type { Exposure } from '../sasl/in-the-clear.ts'
import { keep, type Visit } from '../visit.ts'
import type { ParsedCommand } from './parse.ts'
import { badCommand, refusal } from './replies.ts'

/** One connection before sign-in. Commands change it. */
export interface Conversation extends Visit {
  /** What ID said (RFC 2971); forgotten at STARTTLS. */
  clientName: string | null
  /** Sign-ins that failed by no fault of ours. */
  failures: number
  badCommands: number
}

export type Answer =
  | { readonly next: 'continue' | 'close'; readonly text: string }
  /** Signed in: `text` goes out, then the engine has the client. */
  | { readonly next: 'hand-over'; readonly text: string; readonly joined: Joined }

/** One verb. */
export type Command = (conversation: Conversation, command: ParsedCommand) => Answer | Promise<Answer>

/** As many wrong commands as a client with a broken parser, but no scanner, may send. */
const mostBadCommands = 5

/** The conversation goes on. */
export const say = (text: string): Answer => ({ next: 'continue', text })

/** The last words. */
export const sayAndClose = (text: string): Answer => ({ next: 'close', text })

/** Answers a command that is wrong; after too many the connection ends. */
export const sayBad = (conversation: Conversation, tag: string | null, why: string): Answer => {
  conversation.badCommands += 1
  const text = badCommand(tag, why)
  return conversation.badCommands < mostBadCommands ? say(text) : sayAndClose(`${text}* BYE Too many commands that are not IMAP.\r\n`)
}

/** Words a refusal that is recorded already, and counts it. */
export const sayRefused = (conversation: Conversation, tag: string, finding: Finding, ref: string): Answer => {
  const text = refusal(tag, finding, ref)
  if (!finding.id.startsWith('ours.')) conversation.failures += 1
  return conversation.failures < conversation.context.triesPerConnection ? say(text) : sayAndClose(`${text}* BYE Too many failed sign-ins.\r\n`)
}

/** Answers a sign-in whose arguments are none, and records it: as a rule a password with blanks or quotes that a script did not quote. */
export const sayMalformed = (conversation: Conversation, tag: string | null, mechanism: string | null, why: string): Answer =>
  sayBad(conversation, tag, `${why} (ref ${keep(conversation, { id: 'mechanism.malformed', facts: { what: 'syntax' } }, { mechanism })})`)

/** Records a refusal of what came in the clear and must not. */
export const sayTlsRequired = (conversation: Conversation, tag: string, { mechanism, login, exposed }: Exposure): Answer => {
  const finding: Finding = { id: 'transport.tls-required', facts: { port: conversation.wire.facts.port, exposed } }
  return sayRefused(conversation, tag, finding, keep(conversation, finding, { mechanism, login }))
}
