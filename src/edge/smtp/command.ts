/** What a command works on, and what it gives back. */
import type { Socket } from 'node:net'
import type { Finding } from '../../core/causes/index.ts'
import { keep, type Exchange, type Visit } from '../visit.ts'
import { refusal } from './replies.ts'

/** One connection before sign-in. Commands change it. */
export interface Conversation extends Visit {
  /** As EHLO or HELO said it last; unlike `client`, it is kept over STARTTLS, for records only. */
  clientName: string | null
  /** What EHLO or HELO said; null before, and again after STARTTLS (RFC 3207 4.2). */
  client: { readonly name: string; readonly extended: boolean } | null
  /** Sign-ins that failed. */
  failures: number
  /** The reference of the first MAIL, RCPT or DATA without sign-in: a client that pipelines all three is recorded once. */
  noSignInRef: string | null
}

export type Answer =
  | { readonly next: 'continue' | 'close'; readonly text: string }
  /** Signed in: `text` goes out, and `engine` has the client from here on. */
  | { readonly next: 'hand-over'; readonly text: string; readonly engine: Socket }

/** One verb. `argument` is what stood behind it, without the blanks around it. */
export type Command = (conversation: Conversation, argument: string) => Answer | Promise<Answer>

/** The conversation goes on. */
export const say = (text: string): Answer => ({ next: 'continue', text })

/** The last words. */
export const sayAndClose = (text: string): Answer => ({ next: 'close', text })

/** Keeps a refusal and words it. */
export const refuse = (conversation: Conversation, finding: Finding, exchange?: Exchange): string => refusal(finding, keep(conversation, finding, exchange))
