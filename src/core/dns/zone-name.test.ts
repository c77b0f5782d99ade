import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainZoneName, readTarget, readZoneName, shortZoneName } from './zone-name.ts'

const zone = 'kaede.example'
const long = `${'a'.repeat(63)}.`

test('names are read as people type them', () => {
  const cases: readonly (readonly [typed: string, name: string])[] = [
    ['', zone],
    ['@', zone],
    [zone, zone],
    ['kaede.example.', zone],
    ['www', 'www.kaede.example'],
    [' WWW ', 'www.kaede.example'],
    ['www.kaede.example', 'www.kaede.example'],
    ['www.kaede.example.', 'www.kaede.example'],
    ['a.b', 'a.b.kaede.example'],
    ['*', '*.kaede.example'],
    ['*.office', '*.office.kaede.example'],
    ['_dmarc', '_dmarc.kaede.example'],
    ['_25._tcp', '_25._tcp.kaede.example'],
    ['todoku1._domainkey', 'todoku1._domainkey.kaede.example'],
    ['お店', 'xn--t8jz70l.kaede.example'],
    ['お店。kaede。example', 'xn--t8jz70l.kaede.example'],
    ['mykaede.example', 'mykaede.example.kaede.example'],
    // Whoever ends it with a dot means it.
    ['www.kaede.example.kaede.example.', 'www.kaede.example.kaede.example'],
  ]
  for (const [typed, name] of cases) assert.deepEqual(readZoneName(typed, zone), { ok: true, value: name }, typed)
})

test('names that cannot be meant are refused with the reason', () => {
  const cases: readonly (readonly [typed: string, id: string])[] = [
    ['www.kaede.example.kaede.example', 'zone.name-twice'],
    ['kaede.example.kaede.example', 'zone.name-twice'],
    ['www.other.example.', 'zone.outside-zone'],
    ['example.', 'zone.outside-zone'],
    ['www shop', 'zone.bad-name'],
    ['www..shop', 'zone.bad-name'],
    ['-www', 'zone.bad-name'],
    ['www.*', 'zone.bad-name'],
    ['**', 'zone.bad-name'],
    ['http://www', 'zone.bad-name'],
    ['お店 ', 'ok'],
    ['お/店', 'zone.bad-name'],
    ['お[店', 'zone.bad-name'],
    ['\u0301店', 'zone.bad-name'],
    ['a'.repeat(64), 'zone.bad-name'],
    [long.repeat(3) + 'a'.repeat(61), 'zone.bad-name'],
    [long.repeat(5), 'zone.bad-name'],
    ['.', 'zone.bad-name'],
  ]
  for (const [typed, id] of cases) {
    const read = readZoneName(typed, zone)
    assert.equal(read.ok ? 'ok' : read.why.id, id, typed)
  }
})

test('targets: a name with a dot is whole, a single one is within the zone', () => {
  const cases: readonly (readonly [typed: string, target: string | null])[] = [
    ['mail', 'mail.kaede.example'],
    ['@', zone],
    ['mail.other.example', 'mail.other.example'],
    ['Mail.Other.Example.', 'mail.other.example'],
    ['localhost.', 'localhost'],
    ['*.kaede.example', null],
    ['192.0.2.1', null],
    ['http://x', null],
  ]
  for (const [typed, target] of cases) assert.equal(readTarget(typed, zone), target, typed)
})

test('a name is shown as it is typed', () => {
  assert.equal(shortZoneName(zone, zone), '@')
  assert.equal(shortZoneName('www.kaede.example', zone), 'www')
  assert.equal(plainZoneName('WWW.Kaede.Example.'), 'www.kaede.example')
})
