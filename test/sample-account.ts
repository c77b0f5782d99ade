/** A mailbox as a sign-in sees it, for tests: in service, with nothing special about it. */
import type { Account } from '../src/store/credentials.ts'

export const hana: Account = {
  mailboxId: 7,
  address: 'hana@example.jp',
  domainId: 3,
  ownerId: 2,
  ownerLanguage: 'ja',
  serverId: 'sv0001',
  hash: '$argon2id$…',
  previousHash: null,
  changedAt: null,
  grade: 4,
  version: 1,
  smtpEnabled: true,
  imapEnabled: true,
  pop3Enabled: true,
  appPasswordRequired: false,
  appPasswords: [],
  devices: [],
  countryRules: [],
  passes: [],
  blocks: [],
  mailboxSuspended: false,
  domainSuspended: false,
  domainProven: true,
}
