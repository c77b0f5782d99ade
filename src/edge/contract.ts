/**
 * What the edge is handed, and what it hands back. The edge knows bytes, TLS and protocols; it knows no account and no database.
 * `main` gives it `authenticate`, `record` and `backendFor`; a test gives it three small functions.
 */
import type { Finding } from '../core/causes/index.ts'
import type { Protocol } from '../core/values/protocol.ts'

/** What is known of a connection before anybody signs in. */
export interface ConnectionFacts {
  readonly protocol: Protocol
  /** The port of ours that was reached. */
  readonly port: number
  /** The client itself: behind a trusted proxy, the address that the proxy named. */
  readonly remoteAddress: string
  readonly remotePort: number
  /** Null while the connection is in the clear. */
  readonly tls: { readonly version: string; readonly cipher: string } | null
  /** Server name that the client asked for in its ClientHello. */
  readonly sni: string | null
}

/** What a client offers to sign in with. */
export interface Credential {
  readonly mechanism: 'PLAIN' | 'LOGIN' | 'USER'
  /** Authentication identity (authcid), as it was sent. */
  readonly login: string
  readonly password: string
}

export interface SignIn extends Credential {
  readonly connection: ConnectionFacts
  /** EHLO argument, or what IMAP ID says of the client. */
  readonly clientName: string | null
}

/** The mailbox that signed in, and the server that is its home. */
export interface SignedIn {
  readonly mailboxId: string
  readonly address: string
  readonly serverId: string
}

export type SignInAnswer = { readonly verdict: 'accept'; readonly who: SignedIn } | { readonly verdict: 'refuse'; readonly finding: Finding; readonly ref: string }

/** Asks for a verdict. Never throws: a look-up that fails is a finding of kind `temporary`. */
export type Authenticate = (signIn: SignIn) => Promise<SignInAnswer>

/** An end without success that never came to a password. */
export interface Refusal {
  readonly connection: ConnectionFacts
  readonly finding: Finding
  readonly mechanism: string | null
  readonly login: string | null
}

/** Keeps a refusal and gives its reference (`K7Q2-9F`). Never throws and never waits. */
export type Record = (refusal: Refusal) => string

/** Where a mailbox's engine waits. */
export type Backend =
  /** Postfix smtpd that believes XCLIENT. */
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
  /** From the first byte to a successful sign-in, in ms. */
  readonly signInMs: number
  /** Wrong passwords that one connection may try before it is closed. */
  readonly triesPerConnection: number
}
