/** What a zone says, as a name server is given it: one set for each name and type (RFC 2181, 5). */

export interface RrSet {
  /** Full name, A-labels in lower case, without a final dot. */
  readonly name: string
  readonly type: string
  /** Seconds. */
  readonly ttl: number
  /** Values in the form of a zone file, every name whole and with its final dot; none means that there is no such set any more. */
  readonly contents: readonly string[]
}
