/** Whether a session that is open may go on, after something of its account has changed. */
import { isInNetwork } from '../values/network.ts'
import type { Protocol } from '../values/protocol.ts'

/** A session as it was let in. */
export interface OpenSession {
  readonly mailboxId: number
  readonly address: string
  readonly domainId: number
  readonly protocol: Protocol
  /** The client's. */
  readonly remoteAddress: string
  /** Of the credential, when the main password let it in. */
  readonly version: number
  /** The app password that let it in; null: the main password. */
  readonly appPasswordId: number | null
}

/** What is known of the account now. */
export interface StandingAccount {
  readonly mailboxId: number
  readonly version: number
  readonly smtpEnabled: boolean
  readonly imapEnabled: boolean
  readonly pop3Enabled: boolean
  readonly appPasswordRequired: boolean
  readonly appPasswords: readonly { readonly id: number }[]
  readonly mailboxSuspended: boolean
  readonly domainSuspended: boolean
  readonly domainProven: boolean
  readonly blocks: readonly string[]
}

const isSecretGood = ({ version, appPasswordId }: OpenSession, account: StandingAccount): boolean =>
  appPasswordId === null ? version === account.version && !account.appPasswordRequired : account.appPasswords.some(({ id }) => id === appPasswordId)

const isInService = ({ protocol }: OpenSession, { smtpEnabled, imapEnabled, pop3Enabled, ...account }: StandingAccount): boolean =>
  ({ smtp: smtpEnabled, imap: imapEnabled, pop3: pop3Enabled })[protocol] && !account.mailboxSuspended && !account.domainSuspended && account.domainProven

/**
 * Judges an open session.
 * @param account null: it is gone
 * @returns false when the secret that let it in does so no more, the account is not in service, or its network is blocked
 */
export const mayStay = (session: OpenSession, account: StandingAccount | null): boolean =>
  account !== null &&
  account.mailboxId === session.mailboxId &&
  isSecretGood(session, account) &&
  isInService(session, account) &&
  !account.blocks.some(network => isInNetwork(session.remoteAddress, network))
