/**
 * Proof by a web page (mission S1): what fetching `webauth.html` came to, over http and over https.
 * The shell that fetches is `engines/web/fetch`.
 */

import type { CertificateFault } from '../causes/ownership-web.ts'

/** What TLS said of the server: over plain http there is none. With a wrong one the connection was made all the same: the content proves, the certificate is told. */
export type Certificate = 'none' | 'good' | { readonly why: CertificateFault; /** That the certificate is for. */ readonly names: readonly string[] }

/** Why there is no answer. */
export type FetchFailure =
  | 'no-address'
  | 'dns'
  | 'forbidden-address'
  | 'refused'
  | 'timeout'
  | 'reset'
  | 'cut'
  | 'tls'
  | 'too-many-redirects'
  | 'redirect-elsewhere'
  | 'bad-redirect'
  | 'too-big'
  | 'not-http'
  /** There is no way there from this machine (no IPv6 here). */
  | 'no-route'

/** A server that answered, whatever it said. */
export interface WebAnswer {
  readonly state: 'answered'
  /** The last one, after redirects. */
  readonly url: string
  /** The URLs that led there, the first one first; empty without a redirect. */
  readonly hops: readonly string[]
  readonly status: number
  readonly contentType: string | null
  /** Its Server header. */
  readonly server: string | null
  /** At most 64 KB, as text. */
  readonly body: string
  readonly address: string
  readonly certificate: Certificate
}

/** No answer, and how that came. */
export interface WebFailure {
  readonly state: 'failed'
  /** That failed. */
  readonly url: string
  readonly hops: readonly string[]
  readonly why: FetchFailure
  /** Where a redirect leads, or what the machine said. */
  readonly detail: string
  readonly address: string | null
}

/** What one fetch came to. */
export type WebFetch = WebAnswer | WebFailure
