import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MailTarget } from './verdict.ts'
import { wantedRecords } from './wanted.ts'
import { fixZone } from './zone-fix.ts'
import type { ZoneRecord, ZoneType } from './zone-record.ts'

const zone = 'kaede.example'
const hostName = 'sv0001.todoku.test'
const wanted = wantedRecords({ name: zone, hostName, dkimKeys: [{ selector: 'todoku1', algorithm: 'rsa', publicKey: 'MIIB' }] })
const old: MailTarget = { name: 'mx.old.example', alias: null, addresses: ['198.51.100.30'] }

const record = (name: string, type: ZoneType, value: string, ttl = 3600): ZoneRecord => ({ name, type, ttl, value })
const website = record(`www.${zone}`, 'A', '203.0.113.7')
const good = wanted.map(({ name, type, value }) => record(name, type, value))
const fixed = (records: readonly ZoneRecord[], withMx = false) => {
  const { records: all, left } = fixZone({ zone, records, wanted, hostName, ourAddresses: ['192.0.2.10'], targets: [old] }, withMx)
  return { lines: all.map(({ name, type, ttl, value }) => `${name} ${ttl} ${type} ${value}`).toSorted(), left: left.map(verdict => `${verdict.wanted.purpose} ${verdict.state}`) }
}
const lines = (...records: readonly ZoneRecord[]): string[] => records.map(({ name, type, ttl, value }) => `${name} ${ttl} ${type} ${value}`).toSorted()

test('nothing changes where all is right', () => {
  assert.deepEqual(fixed([website, ...good]), { lines: lines(website, ...good), left: [] })
})

test('an empty zone is filled, and what else is there stays', () => {
  assert.deepEqual(fixed([website]), { lines: lines(website, ...good), left: [] })
})

test('other senders and other texts stay; the TTL is that of the set', () => {
  const others = [record(zone, 'TXT', 'google-site-verification=x', 300), record(zone, 'TXT', 'v=spf1 include:a.example -all', 300), record(zone, 'TXT', 'v=spf1 mx ~all', 300)]
  const { lines: after } = fixed([...good.filter(({ name, type }) => !(name === zone && type === 'TXT')), ...others])
  assert.deepEqual(after.filter(line => line.startsWith(`${zone} 300 TXT`)), [`${zone} 300 TXT google-site-verification=x`, `${zone} 300 TXT v=spf1 include:a.example mx +a:${hostName} ~all`])
})

test('mail that goes elsewhere is left alone, unless that is wanted', () => {
  const elsewhere = [...good.filter(({ type }) => type !== 'MX'), record(zone, 'MX', '10 mx.old.example')]
  assert.deepEqual(fixed(elsewhere), { lines: lines(...elsewhere), left: ['mx differs'] })
  assert.deepEqual(fixed(elsewhere, true), { lines: lines(...good), left: [] })
})

test('what nobody could tell is left alone', () => {
  const dark = [...good.filter(({ type }) => type !== 'MX'), record(zone, 'MX', '10 dark.example')]
  assert.deepEqual(fixed(dark, true), { lines: lines(...dark), left: ['mx unknown'] })
})

test('a key that was spoilt, and a record whose name was typed with the zone', () => {
  const spoilt = good.map(each => (each.value.startsWith('v=DKIM1') ? { ...each, value: `"${each.value}"` } : each.name.startsWith('_dmarc') ? { ...each, name: `${each.name}.${zone}`, value: 'v=DMARC1; p=reject' } : each))
  const meant = good.map(each => (each.name.startsWith('_dmarc') ? { ...each, value: 'v=DMARC1; p=reject' } : each))
  assert.deepEqual(fixed(spoilt).lines, lines(...meant))
})
