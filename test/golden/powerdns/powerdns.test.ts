/** What PowerDNS is given on Debian 12 (4.7) and 13 (4.9). */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { type PowerdnsFacts, versionIn } from '../../../src/engines/powerdns/read.ts'
import { renderPowerdns } from '../../../src/engines/powerdns/render.ts'
import { assertGolden, goldenSettings } from '../compare.ts'

const debian12: PowerdnsFacts = { version: [4, 7, 3], hasIpv6: true }
const debian13: PowerdnsFacts = { version: [4, 9, 4], hasIpv6: true }
const golden = (name: string): string => join(import.meta.dirname, name)
const named = { dns: { name_servers: ['ns1.example.jp', 'ns2.example.jp'] } }

for (const facts of [debian12, debian13]) {
  const version = facts.version.join('.')
  test(`powerdns ${version}, defaults`, () => {
    const settings = goldenSettings(named)
    assertGolden(golden('defaults'), settings.home.engine('powerdns'), renderPowerdns(settings, facts))
  })

  test(`powerdns ${version}, other addresses, secondaries, a database elsewhere, no IPv6`, () => {
    const settings = goldenSettings({
      listen: { dns: ['192.0.2.53:53', '[2001:db8::53]:53'] },
      behind: { powerdns: '127.0.0.2:20053' },
      dns: { ...named.dns, secondaries: ['198.51.100.53', '2001:db8:1::53'] },
      database: { url: 'postgresql://mail:owner%20secret@db.example.jp:5433/todoku?sslmode=verify-full' },
    })
    assertGolden(golden('addressed'), settings.home.engine('powerdns'), renderPowerdns(settings, { ...facts, hasIpv6: false }))
  })

  test(`powerdns ${version}: no setting has a name of before 4.5, which 4.9 refuses`, () => {
    const [file] = renderPowerdns(goldenSettings(named), facts)
    assert.doesNotMatch(file!.content, /^(master|slave|superslave|slave-\S+|domain-metadata-cache-ttl|allow-unsigned-supermaster)=/m)
  })
}

test('powerdns: only root and PowerDNS read its password and key, and nobody else\'s are there', () => {
  for (const { content, mode, owner } of renderPowerdns(goldenSettings(named), debian12)) {
    assert.doesNotMatch(content, /(?:owner|postfix|dovecot|master|edge)-secret/)
    assert.deepEqual([mode, owner], [0o640, { user: 'root', group: 'pdns' }])
  }
})

test('powerdns: the version is found in what the program says', () => {
  assert.deepEqual(versionIn('Nov 24 22:16:36 PowerDNS Authoritative Server 4.7.3 (C) 2001-2022 PowerDNS.COM BV'), [4, 7, 3])
  assert.deepEqual(versionIn('Jul 01 10:00:00 PowerDNS Authoritative Server 4.9.7 (C) PowerDNS.COM BV'), [4, 9, 7])
  assert.equal(versionIn('no such program'), null)
})
