/** What Dovecot is given on Debian 12 (2.3.19) and 13 (2.4.1), whose configuration languages differ. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { DovecotFacts } from '../../../src/engines/dovecot/read.ts'
import { renderDovecot } from '../../../src/engines/dovecot/render.ts'
import { assertGolden, goldenSettings } from '../compare.ts'

const debian12: DovecotFacts = { version: [2, 3, 19], mailUid: 8, mailGid: 8 }
const debian13: DovecotFacts = { version: [2, 4, 1], mailUid: 8, mailGid: 8 }
const golden = (name: string): string => join(import.meta.dirname, name)

for (const [name, facts] of Object.entries({ debian12, debian13 })) {
  test(`dovecot, defaults, ${name}`, () => {
    const settings = goldenSettings({})
    assertGolden(golden(`${name}-defaults`), settings.home.engine('dovecot'), renderDovecot(settings, facts))
  })

  test(`dovecot, other ports and a database elsewhere, ${name}`, () => {
    const settings = goldenSettings({
      behind: { imap: '127.0.0.2:20143', pop3: '127.0.0.2:20110', reinjection: '127.0.0.2:20025' },
      database: { url: 'postgresql://mail:owner%20secret@db.example.jp:5433/todoku?sslmode=verify-full' },
    })
    assertGolden(golden(`${name}-addressed`), settings.home.engine('dovecot'), renderDovecot(settings, facts))
  })

  test(`dovecot: only root reads a secret, and only Dovecot's own are there, ${name}`, () => {
    for (const { path, content, mode } of renderDovecot(goldenSettings({}), facts)) {
      assert.doesNotMatch(content, /(?:owner|postfix|master)-secret/, path)
      if (content.includes('-secret')) assert.equal(mode, 0o600, path)
    }
  })
}
