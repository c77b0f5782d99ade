/** The DNS records that a domain should publish so that its mail arrives here and what it sends is believed. */

export interface WantedRecord {
  readonly purpose: 'mx' | 'spf' | 'dkim' | 'dmarc'
  readonly type: 'MX' | 'TXT'
  /** Full name, without a final dot. */
  readonly name: string
  /** As a DNS panel takes it: for MX `10 host`, for TXT the text without quotes. */
  readonly value: string
}

/** What the records depend on. */
export interface MailDomain {
  readonly name: string
  /** Host name of the server where the domain lives. */
  readonly hostName: string
  readonly dkimKeys: readonly { readonly selector: string; readonly algorithm: 'rsa' | 'ed25519'; readonly publicKey: string }[]
}

/**
 * The records, in the order in which a person adds them. SPF ends softly and DMARC begins with `none`:
 * what is tightened before the reports are read loses mail (guide S9, S11).
 */
export const wantedRecords = ({ name, hostName, dkimKeys }: MailDomain): readonly WantedRecord[] => [
  { purpose: 'mx', type: 'MX', name, value: `10 ${hostName}` },
  { purpose: 'spf', type: 'TXT', name, value: `v=spf1 +a:${hostName} ~all` },
  ...dkimKeys.map(({ selector, algorithm, publicKey }): WantedRecord => ({ purpose: 'dkim', type: 'TXT', name: `${selector}._domainkey.${name}`, value: `v=DKIM1; k=${algorithm}; p=${publicKey}` })),
  { purpose: 'dmarc', type: 'TXT', name: `_dmarc.${name}`, value: `v=DMARC1; p=none` },
]
