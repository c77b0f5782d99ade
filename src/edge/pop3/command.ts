/** What a command works on, and what it gives back. */
import type { Finding } from '../../core/causes/index.ts'
import type { Joined } from '../engine-dialogue.ts'
import type { Exposure } from '../sasl/in-the-clear.ts'
import { keep, type Exchange, type Visit } from '../visit.ts'
import { refusal } from './replies.ts'

/** One connection before sign-in. Commands change it. POP3 has no word for a client's name. */
export interface Conversation extends Visit {
  /** What USER said; null before, after a refused PASS, and after STLS. */
  user: Buffer | null
  /** What a refused USER said in the clear: whose password it is, if PASS comes all the same. */
  userInClear: string | null
  /** Sign-ins that failed by no fault of ours. */
  failures: number
  badCommands: number
}

export type Answer =
  | { readonly next: 'continue' | 'close'; readonly text: string }
  /** Signed in: `text` goes out, then the engine has the client. */
  | { readonly next: 'hand-over'; readonly text: string; readonly joined: Joined }

/** One keyword. `argument` is what stood behind it. */
export type Command = (conversation: Conversation, argument: Buffer | null) => Answer | Promise<Answer>

/** As many wrong commands as a client with a broken parser, but no scanner, may send. */
const mostBadCommands = 5

/** The conversation goes on. */
export const say = (text: string): Answer => ({ next: 'continue', text })

/** The last words. */
export const sayAndClose = (text: string): Answer => ({ next: 'close', text })

/** Answers a command that is wrong; after too many the connection ends. */
export const sayBad = (conversation: Conversation, why: string): Answer => {
  conversation.badCommands += 1
  const text = `-ERR ${why}\r\n`
  return conversation.badCommands < mostBadCommands ? say(text) : sayAndClose(text)
}

/** Words a refusal that is recorded already, and counts it; after too many the connection ends. */
export const sayRefused = (conversation: Conversation, finding: Finding, ref: string): Answer => {
  conversation.user = null
  const text = refusal(finding, ref)
  if (!finding.id.startsWith('ours.')) conversation.failures += 1
  return conversation.failures < conversation.context.triesPerConnection ? say(text) : sayAndClose(text)
}

/** Records a refusal of what came before any password, and words it. */
export const refuse = (conversation: Conversation, finding: Finding, exchange: Exchange): Answer => sayRefused(conversation, finding, keep(conversation, finding, exchange))

/** Answers a sign-in that is wrong in itself, and records it. `why` is a sentence. */
export const sayMalformed = (conversation: Conversation, what: 'syntax' | 'order', mechanism: string, why: string): Answer =>
  sayBad(conversation, `${why} (ref ${keep(conversation, { id: 'mechanism.malformed', facts: { what } }, { mechanism })})`)

/** Refuses what came in the clear and must not. */
export const refuseInTheClear = (conversation: Conversation, { mechanism, login, exposed }: Exposure): Answer =>
  refuse(conversation, { id: 'transport.tls-required', facts: { port: conversation.wire.facts.port, exposed } }, { mechanism, login })
