/** What Postfix is given, on Debian 12 (3.7.11) and 13 (3.10): the same text, which both take (the live tests run it). */
import { join } from 'node:path'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PostfixFacts } from '../../../src/engines/postfix/read.ts'
import { renderPostfix } from '../../../src/engines/postfix/render.ts'
import { assertGolden, goldenSettings } from '../compare.ts'

const daemonDirectory = '/usr/lib/postfix/sbin'
const debian12: PostfixFacts = { version: [3, 7, 11], daemonDirectory, hasIpv6: true }
const debian13: PostfixFacts = { version: [3, 10, 13], daemonDirectory, hasIpv6: true }
const golden = (name: string): string => join(import.meta.dirname, name)

for (const [name, facts] of Object.entries({ debian12, debian13 })) {
  test(`postfix, defaults, ${name}`, () => {
    const settings = goldenSettings({})
    assertGolden(golden('defaults'), settings.home.engine('postfix'), renderPostfix(settings, facts))
  })

  test(`postfix, own addresses and a database elsewhere, ${name}`, () => {
    const settings = goldenSettings({
      listen: { smtp: ['192.0.2.10:25', '[2001:db8::10]:25'] },
      behind: { reinjection: '127.0.0.2:10026' },
      limits: { message_megabytes: 20 },
      database: { url: 'postgresql://mail:owner%20secret@db.example.jp:5433/todoku?sslmode=verify-full' },
    })
    assertGolden(golden('addressed'), settings.home.engine('postfix'), renderPostfix(settings, facts))
  })
}

test('postfix without IPv6 does not listen on [::]', () => {
  const master = renderPostfix(goldenSettings({}), { ...debian12, hasIpv6: false }).find(({ path }) => path.endsWith('/master.cf'))
  assert.match(master?.content ?? '', /^0\.0\.0\.0:25 inet/m)
  assert.doesNotMatch(master?.content ?? '', /\[::\]:25/)
})

test('postfix: only Postfix reads the password, and the owner of the database appears nowhere', () => {
  const files = renderPostfix(goldenSettings({}), debian12)
  for (const { path, content, mode } of files) {
    assert.ok(!content.includes('owner-secret') && !content.includes('dovecot-secret'), path)
    if (content.includes('postfix-secret')) assert.equal(mode, 0o640, path)
  }
})
