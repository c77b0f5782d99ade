/**
 * A SASL exchange (RFC 4422) as data: each step says what to send, or how it ended. No bytes move in this room.
 * SMTP sends a challenge as `334 …`, IMAP and POP3 as `+ …`; the steps are the same.
 */
import type { Finding } from '../../core/causes/index.ts'
import type { Credential } from '../contract.ts'

export type Step =
  /** Send `challenge` (base64 already, may be empty) and feed the client's next line to `next`. `login` is what was learnt so far. */
  | { readonly is: 'challenge'; readonly challenge: string; readonly login?: string; readonly next: (response: Buffer) => Step }
  | { readonly is: 'credential'; readonly credential: Credential }
  /** `login` is what was learnt of the user name before it ended. */
  | { readonly is: 'finding'; readonly finding: Finding; readonly login: string | null }

/** How an exchange ended. */
export type Outcome = Exclude<Step, { readonly is: 'challenge' }>

/** An end without a credential. */
export const failed = (finding: Finding, login: string | null = null): Outcome => ({ is: 'finding', finding, login })

/**
 * Plays an exchange to its end.
 * @param ask sends a challenge in the protocol's form and gives the client's line without its end; what it throws passes through
 */
export const play = async (first: Step, ask: (challenge: string, login: string | null) => Promise<Buffer>): Promise<Outcome> => {
  let step = first
  while (step.is === 'challenge') step = step.next(await ask(step.challenge, step.login ?? null))
  return step
}
