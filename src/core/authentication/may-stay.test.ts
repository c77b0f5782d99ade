import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayStay, type OpenSession, type StandingAccount } from './may-stay.ts'

const byMain: OpenSession = { mailboxId: 7, address: 'hana@example.jp', domainId: 3, protocol: 'imap', remoteAddress: '203.0.113.7', version: 2, appPasswordId: null }
const byApp: OpenSession = { ...byMain, protocol: 'smtp', appPasswordId: 5 }
const account: StandingAccount = {
  mailboxId: 7,
  version: 2,
  smtpEnabled: true,
  imapEnabled: true,
  pop3Enabled: true,
  appPasswordRequired: false,
  appPasswords: [{ id: 4 }, { id: 5 }],
  mailboxSuspended: false,
  domainSuspended: false,
  domainProven: true,
  blocks: [],
}

const judged: readonly (readonly [what: string, change: Partial<StandingAccount> | null, main: boolean, app: boolean])[] = [
  ['nothing', {}, true, true],
  ['the mailbox is gone', null, false, false],
  ['the mailbox was made anew', { mailboxId: 8 }, false, false],
  ['the password', { version: 3 }, false, true],
  ['only app passwords are taken', { appPasswordRequired: true }, false, true],
  ['the app password was revoked', { appPasswords: [{ id: 4 }] }, true, false],
  ['IMAP is off', { imapEnabled: false }, false, true],
  ['SMTP is off', { smtpEnabled: false }, true, false],
  ['POP is off', { pop3Enabled: false }, true, true],
  ['the mailbox is suspended', { mailboxSuspended: true }, false, false],
  ['the domain is suspended', { domainSuspended: true }, false, false],
  ['the domain is not proven', { domainProven: false }, false, false],
  ['its network is blocked', { blocks: ['203.0.113.0/24'] }, false, false],
  ['another network is blocked', { blocks: ['192.0.2.0/24'] }, true, true],
]
for (const [what, change, main, app] of judged) {
  test(`what changed: ${what}`, () => {
    const now = change && { ...account, ...change }
    assert.deepEqual([mayStay(byMain, now), mayStay(byApp, now)], [main, app])
  })
}
