/**
 * What the edge is handed, and what it hands back. The edge knows bytes, TLS and protocols; it knows no account and no database.
 * `main` gives it `authenticate`, `record` and `backendFor`; a test gives it three small functions.
 */
import type { Refusal, SignedIn, SignIn, SignInAnswer } from '../core/authentication/sign-in.ts'
import type { Protocol } from '../core/values/protocol.ts'
import type { OpenSessions } from './open-sessions.ts'
import type { PopSignIns } from './pop-sign-ins.ts'

export type { ConnectionFacts, Credential, Refusal, SignedIn, SignIn, SignInAnswer } from '../core/authentication/sign-in.ts'

/** Asks for a verdict. Never throws: a look-up that fails is a finding of kind `temporary`. */
export type Authenticate = (signIn: SignIn) => Promise<SignInAnswer>

/** Keeps a refusal and gives its reference (`K7Q2-9F`). Never throws and never waits. */
export type Record = (refusal: Refusal) => string

/** Where a mailbox's engine waits. */
export type Backend =
  /**
   * Postfix smtpd that believes XCLIENT from a peer whose name is "localhost". Always send `NAME=[UNAVAILABLE]` with it: the name changes,
   * and a client from 127.0.0.1 cannot send an XCLIENT of its own afterwards and become somebody else.
   */
  | { readonly kind: 'unix'; readonly path: string }
  /** Dovecot, which takes the edge's secret for any user. */
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly secret: string }

/** Which engine serves this mailbox (any edge serves any mailbox by going to its home). */
export type BackendFor = (who: SignedIn, protocol: Protocol) => Backend

/** Everything that a protocol's session may use. */
export interface EdgeContext {
  readonly hostName: string
  readonly authenticate: Authenticate
  readonly record: Record
  readonly backendFor: BackendFor
  /** Capability lines as the engines show them after sign-in. */
  readonly capabilities: { readonly smtp: readonly string[]; readonly imap: readonly string[]; readonly pop3: readonly string[] }
  /** Who fetched by POP lately; without it, nobody did. */
  readonly popSignIns?: PopSignIns
  /** Where sessions are entered, so that they can be ended; without it, none is. */
  readonly sessions?: OpenSessions
  /** From the first byte to a successful sign-in, in ms. */
  readonly signInMs: number
  /** Wrong passwords that one connection may try before it is closed. */
  readonly triesPerConnection: number
}
