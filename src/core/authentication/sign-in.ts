/** A sign-in as data: what the edge saw, what it asks, what it is answered. */
import type { Finding } from '../causes/index.ts'
import type { Protocol } from '../values/protocol.ts'
import type { OpenSession } from './may-stay.ts'

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
  /** What the edge noticed and forgave, such as `tls-on-starttls-port`. */
  readonly notes?: readonly string[]
}

/** The mailbox that signed in, and the server that is its home. */
export interface SignedIn {
  readonly mailboxId: number
  readonly address: string
  readonly serverId: string
  /** What let it in, so that the session ends when that no longer does; left out, it never ends for that. */
  readonly by?: Pick<OpenSession, 'domainId' | 'version' | 'appPasswordId'>
}

export type SignInAnswer = { readonly verdict: 'accept'; readonly who: SignedIn } | { readonly verdict: 'refuse'; readonly finding: Finding; readonly ref: string }

/** An end without success that never came to a password. */
export interface Refusal {
  readonly connection: ConnectionFacts
  readonly finding: Finding
  readonly mechanism: string | null
  readonly login: string | null
  readonly clientName: string | null
  /** The evidence allows another cause as well. */
  readonly likely?: boolean
}
