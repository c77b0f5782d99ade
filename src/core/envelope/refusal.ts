/** What the mail server refused, as data: its log says it, whichever server that is. */

/** Who may knock there: mail apps behind a sign-in, or other mail servers. */
export type EnvelopeService = 'submission' | 'strangers'

export type EnvelopeRefusalKind =
  | 'sender-not-owned'
  | 'relay'
  | 'recipient-unknown'
  | 'mailbox-full'
  | 'message-too-big'
  | 'unicode-address'
  | 'bad-helo'
  /** Proven here, and its mail goes elsewhere still. */
  | 'domain-moving-in'

/** One refusal after the sign-in, or on the port for strangers. */
export interface EnvelopeRefusal {
  readonly kind: EnvelopeRefusalKind
  readonly at: Date
  readonly service: EnvelopeService
  /** The client's IP address; behind the edge the one that the edge saw. */
  readonly client: string
  /** Its forward-confirmed reverse name. */
  readonly clientName: string | null
  readonly helo: string | null
  readonly sender: string | null
  readonly recipient: string | null
  /** Who had signed in, where the log says it. */
  readonly login: string | null
  /** What was answered, or would have been. */
  readonly reply: string
}
