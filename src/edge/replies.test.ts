/** What goes over the wire for every cause of the catalogue, in each protocol. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { causes, explain, kindOf, type CauseId, type Finding } from '../core/causes/index.ts'
import { sampleFindings } from '../core/causes/samples.ts'
import type { Protocol } from '../core/values/protocol.ts'
import { closingLine } from './closing-line.ts'
import { farewell, refusal as imapRefusal } from './imap/replies.ts'
import { refusal as popRefusal } from './pop3/replies.ts'
import { refusal as smtpRefusal, replyLines, statusOf } from './smtp/replies.ts'

const ref = 'K7Q2-9F'
const protocols: readonly Protocol[] = ['smtp', 'imap', 'pop3']
const lines: { readonly [P in Protocol]: (finding: Finding) => string } = {
  smtp: finding => smtpRefusal(finding, ref),
  imap: finding => imapRefusal('a', finding, ref),
  pop3: finding => popRefusal(finding, ref),
}
const neutral: { readonly [P in Protocol]: string } = {
  smtp: `535 5.7.8 Sign-in failed. Check the user name and the password. (ref ${ref})\r\n`,
  imap: `a NO [AUTHENTICATIONFAILED] Sign-in failed. Check the user name and the password. (ref ${ref})\r\n`,
  pop3: `-ERR [AUTH] Sign-in failed. Check the user name and the password. (ref ${ref})\r\n`,
}
const temporary: { readonly [P in Protocol]: RegExp } = { smtp: /^(454 4\.7\.0|421 4\.3\.0) /, imap: /^a NO \[UNAVAILABLE\] /, pop3: /^-ERR \[SYS\/TEMP\] / }
const found = (pattern: RegExp): Finding[] => sampleFindings.filter(({ id }) => pattern.test(id))

/** What depends on who exists here, on what the password is, or on a rule that its owner set. */
const secrets = found(/^(identity\.(?!no-domain)|credential\.(?!empty|app-password-required)|network\.\w+-blocked$)/)

test('there are secrets to keep', () => assert.ok(secrets.length >= 20, String(secrets.length)))

for (const protocol of protocols) {
  test(`${protocol}: a stranger cannot tell a wrong password from an unknown user, a blocked country, or an app password for something else`, () => {
    for (const finding of secrets) assert.equal(lines[protocol](finding), neutral[protocol], finding.id)
  })

  test(`${protocol}: our own fault is temporary and never a wrong password, and its reasons stay here`, () => {
    for (const finding of sampleFindings.filter(one => kindOf(one) === 'temporary')) {
      const line = lines[protocol](finding)
      assert.match(line, temporary[protocol], finding.id)
      assert.match(line, /A temporary fault of ours\. Try again later\. \(ref/, finding.id)
    }
  })

  test(`${protocol}: only what the client itself did is named`, () => {
    for (const finding of sampleFindings) {
      const { title, why, fix } = explain(finding, 'en')
      const line = lines[protocol](finding)
      if (causes[finding.id].tell === 'client') assert.ok(line.includes(title.replace(/[^\x20-\x7e]/g, '?')), finding.id)
      else for (const words of [title, why, fix]) assert.ok(!line.includes(words), finding.id)
    }
  })

  test(`${protocol}: one line of printable ASCII with the reference, of 512 octets at most, nothing cut off`, () => {
    for (const finding of sampleFindings) {
      for (const line of [lines[protocol](finding), closingLine(protocol, finding, ref), farewell(finding, ref)]) {
        assert.match(line, /^[\x20-\x7e]+ \(ref K7Q2-9F\)\r\n$/, finding.id)
        assert.ok(line.length <= 512, finding.id)
      }
      const { title, fix } = explain(finding, 'en')
      assert.ok(`${title}. ${fix}`.length <= 450 || causes[finding.id].tell !== 'client', `${finding.id} is longer than a line`)
    }
  })

  test(`${protocol}: what a client sent cannot break a line`, () => {
    const line = lines[protocol]({ id: 'mechanism.not-offered', facts: { mechanism: `X\r\n235 2.7.0 ${'豊'.repeat(1000)}` } })
    assert.match(line, /^[\x20-\x7e]+ \(ref K7Q2-9F\)\r\n$/)
    assert.ok(line.length <= 512)
  })
}

/** Where a kind's reply would be wrong, or where the exact one matters most. Null: as for the neutral ones. */
const exact: readonly (readonly [id: CauseId, smtp: string, imap: string, pop3: string])[] = [
  ['identity.no-domain', '535 5.7.8', 'NO [AUTHENTICATIONFAILED]', '[AUTH]'],
  ['credential.empty', '535 5.7.8', 'NO [AUTHENTICATIONFAILED]', '[AUTH]'],
  ['credential.app-password-required', '534 5.7.9', 'NO [ALERT]', '[AUTH]'],
  ['transport.tls-required', '538 5.7.11', 'NO [PRIVACYREQUIRED]', '[SYS/PERM]'],
  ['transport.starttls-not-used', '530 5.7.0', 'NO [PRIVACYREQUIRED]', '[SYS/PERM]'],
  ['mechanism.not-offered', '504 5.5.4', 'NO [ALERT]', '[SYS/PERM]'],
  ['mechanism.ntlm', '504 5.5.4', 'NO [ALERT]', '[SYS/PERM]'],
  ['mechanism.challenge-response', '504 5.5.4', 'NO [ALERT]', '[SYS/PERM]'],
  ['mechanism.oauth', '504 5.5.4', 'NO [ALERT]', '[SYS/PERM]'],
  ['mechanism.malformed', '501 5.5.2', 'BAD [CLIENTBUG]', '[SYS/PERM]'],
  ['mechanism.cancelled', '501 5.7.0', 'BAD [ALERT]', '[SYS/PERM]'],
  ['mechanism.another-identity', '535 5.7.8', 'NO [AUTHORIZATIONFAILED]', '[SYS/PERM]'],
  ['mechanism.no-sign-in', '530 5.7.0', 'NO [ALERT]', '[SYS/PERM]'],
  ['mechanism.pop-before-smtp', '530 5.7.0', 'NO [ALERT]', '[SYS/PERM]'],
  ['network.throttled', '454 4.7.0', 'NO [LIMIT]', '[SYS/TEMP]'],
  ['network.too-many-connections', '421 4.7.0', 'NO [LIMIT]', '[SYS/TEMP]'],
  ['network.too-slow', '421 4.4.2', 'NO [LIMIT]', '[SYS/TEMP]'],
  ['network.not-mail', '554 5.5.1', 'NO [ALERT]', '[SYS/PERM]'],
  ['network.spoke-first', '554 5.5.1', 'NO [ALERT]', '[SYS/PERM]'],
  ['ours.store-away', '454 4.7.0', 'NO [UNAVAILABLE]', '[SYS/TEMP]'],
]
for (const [id, smtp, imap, pop3] of exact) {
  test(`${id}: ${smtp}, ${imap}, ${pop3}`, () => {
    const [finding] = sampleFindings.filter(one => one.id === id)
    assert.ok(finding)
    assert.ok(lines.smtp(finding).startsWith(`${smtp} `), lines.smtp(finding))
    assert.ok(lines.imap(finding).startsWith(`a ${imap} `), lines.imap(finding))
    assert.ok(lines.pop3(finding).startsWith(`-ERR ${pop3} `), lines.pop3(finding))
  })
}

test('smtp: only codes that refuse, 334 never, each with an enhanced code of its own class (RFC 3463 2)', () => {
  for (const finding of sampleFindings) {
    const { code, enhanced } = statusOf(finding)
    assert.ok(code >= 400 && code <= 599, finding.id)
    assert.match(enhanced, /^[45]\.\d{1,3}\.\d{1,3}$/)
    assert.equal(Math.floor(code / 100), Number(enhanced[0]), finding.id)
  }
})

test('smtp: 535 is a fault in what the client sent or may do, never ours or the operator\'s', () => {
  for (const finding of sampleFindings.filter(one => statusOf(one).code === 535 && !one.id.startsWith('delivery.'))) {
    assert.ok(['user', 'owner'].includes(causes[finding.id].fixer), finding.id)
  }
})

test('smtp: what waiting mends is a 4xx, what waiting does not mend is a 5xx', () => {
  for (const finding of sampleFindings.filter(({ id }) => !id.startsWith('envelope.'))) {
    assert.equal(statusOf(finding).code < 500, ['temporary', 'too-many'].includes(kindOf(finding)), finding.id)
  }
})

test('a closing line closes: 421, BYE, -ERR', () => {
  for (const finding of sampleFindings) {
    assert.match(closingLine('smtp', finding, ref), /^421 4\.7\.0 /)
    assert.match(closingLine('imap', finding, ref), /^\* BYE \[[A-Z]+\] /)
    assert.match(closingLine('pop3', finding, ref), /^-ERR \[[A-Z/]+\] /)
  }
})

test('smtp: several lines, the last one marked', () => assert.equal(replyLines(250, ['a', 'b', 'c']), '250-a\r\n250-b\r\n250 c\r\n'))
