import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { chmodSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { mmdb } from '../../../test/mmdb.ts'
import { checkConfig, type Config } from '../../base/config.ts'
import type { CountryTableStatus } from '../../core/authentication/country-table.ts'
import { openCountries, reportCountryTable } from './countries.ts'

const settingsOf = (country: object): Config['country'] => {
  const checked = checkConfig({ country })
  assert.ok('config' in checked, JSON.stringify(checked))
  return checked.config.country
}
const complaintsOf = (country: object): string[] => {
  const checked = checkConfig({ country })
  return 'complaints' in checked ? checked.complaints.map(({ key, message }) => `${key}: ${message}`) : []
}
const directory = mkdtempSync(join(tmpdir(), 'todoku-country-'))
chmodSync(directory, 0o755)
test.after(() => rmSync(directory, { recursive: true }))
const fileOf = (name: string, content: string | Buffer, mode = 0o644): string => {
  const path = join(directory, name)
  writeFileSync(path, content)
  chmodSync(path, mode)
  return path
}
/** Only root is told of what others may not read. */
const isRoot = process.getuid?.() === 0
const madeAt = Date.UTC(2026, 10, 1) / 1000

const shipped = openCountries(settingsOf({}))
const known: readonly (readonly [string, string | null, boolean])[] = [
  ['8.8.8.8', 'US', false],
  ['::ffff:8.8.8.8', 'US', false],
  ['64:ff9b::8.8.8.8', 'US', false],
  ['2002:808:808::1', 'US', false],
  ['133.242.0.3', 'JP', false],
  ['2001:240::1', 'JP', false],
  ['10.0.0.1', null, true],
  ['127.0.0.1', null, true],
  ['::1', null, true],
  ['fe80::1%lo', null, true],
  ['198.51.100.200', null, true],
  ['no address', null, false],
]
for (const [address, country, isPrivate] of known) test(`the shipped table: ${address}`, () => assert.deepEqual(shipped.placeOf(address), { country, isPrivate }))

test('the shipped table says when it was made', () => {
  const { status, line, warnings } = reportCountryTable(settingsOf({}), new Date('2026-11-24T00:00:00Z'), 'en')
  assert.equal(status.source, 'shipped')
  assert.match(status.date ?? '', /^\d{4}-\d\d-\d\d$/)
  assert.equal(status.trouble, null)
  assert.ok(line.includes(status.date ?? '?'))
  assert.deepEqual(warnings, [])
})

const shapes: readonly (readonly [string, Parameters<typeof mmdb>[0][string], string | null])[] = [
  ['ip-location-db', { country_code: 'FR' }, 'FR'],
  ['GeoLite2, DB-IP', { country: { iso_code: 'FR', names: { en: 'France' } }, registered_country: { iso_code: 'US' } }, 'FR'],
  ['GeoLite2 of a network that is in many places', { registered_country: { iso_code: 'US' } }, 'US'],
  ['IPinfo', { country: 'FR', continent: 'EU' }, 'FR'],
  ['IPinfo Lite', { country: 'France', country_code: 'FR' }, 'FR'],
  ['a row that says unknown', { country_code: 'ZZ' }, null],
  ['a row that says nothing', { asn: 'AS64500' }, null],
]
for (const [name, row, wanted] of shapes) {
  test(`an operator's own table in the shape of ${name}`, () => {
    const table = fileOf('shape.mmdb', mmdb({ '8.0.0.0/8': { country_code: 'US' }, '91.0.0.0/16': row, '2a01:cb00::/24': row }, madeAt))
    const countries = openCountries(settingsOf({ table }))
    assert.deepEqual(countries.status(), { source: 'own', date: '2026-11-01', trouble: null })
    for (const address of ['91.0.2.3', '::ffff:91.0.2.3', '2a01:cb01::5']) assert.equal(countries.countryOf(address), wanted, address)
    assert.equal(countries.countryOf('92.0.0.1'), null)
    countries.close()
  })
}

test('a table of IPv4 alone knows no IPv6, and does not fail', () => {
  const countries = openCountries(settingsOf({ table: fileOf('four.mmdb', mmdb({ '8.0.0.0/8': { country_code: 'US' } }, madeAt, 4)) }))
  assert.equal(countries.countryOf('8.1.2.3'), 'US')
  assert.equal(countries.countryOf('2001:240::1'), null)
  countries.close()
})

const whole = mmdb({ '8.0.0.0/8': { country_code: 'US' } }, madeAt)
const broken: readonly (readonly [string, () => string, string])[] = [
  ['is missing', () => join(directory, 'absent.mmdb'), 'missing'],
  ['is below a file', () => join(fileOf('file', ''), 'x.mmdb'), 'missing'],
  ['may not be read by others', () => fileOf('secret.mmdb', whole, 0o600), 'unreadable'],
  [
    'lies in a closed directory',
    () => {
      const closed = mkdtempSync(join(directory, 'closed-'))
      writeFileSync(join(closed, 'x.mmdb'), whole, { mode: 0o644 })
      symlinkSync(join(closed, 'x.mmdb'), join(directory, 'link.mmdb'))
      return join(directory, 'link.mmdb')
    },
    'unreadable',
  ],
  ['is text', () => fileOf('text.mmdb', 'network,country\n'), 'not-a-table'],
  ['is empty', () => fileOf('empty.mmdb', ''), 'not-a-table'],
  ['is cut off', () => fileOf('cut.mmdb', whole.subarray(0, whole.length - 20)), 'not-a-table'],
  ['is a directory', () => import.meta.dirname, 'not-a-table'],
  ['has no countries', () => fileOf('asn.mmdb', mmdb({ '8.0.0.0/8': { asn: 'AS15169' } }, madeAt)), 'no-countries'],
]
for (const [what, make, kind] of broken) {
  test(`an operator's table that ${what}: the shipped one serves, and the trouble is told`, { skip: kind === 'unreadable' && !isRoot }, () => {
    const table = make()
    const countries = openCountries(settingsOf({ table }))
    const { source, trouble } = countries.status()
    assert.equal(source, 'shipped')
    assert.equal(trouble?.kind, kind, trouble?.why)
    assert.equal(trouble.path, table)
    assert.equal(countries.countryOf('8.8.8.8'), 'US')
    countries.close()
  })
}

test('a damaged row costs its own answer, not the sign-in', () => {
  const table = Buffer.from(mmdb({ '8.0.0.0/8': { country_code: 'US' }, '91.0.0.0/8': { country_code: 'FR' } }, madeAt))
  // The second row's first byte says: a map.
  const at = table.indexOf('FR') - 'country_code'.length - 3
  assert.equal(table[at], (7 << 5) | 1)
  table[at] = 0x00
  const countries = openCountries(settingsOf({ table: fileOf('damaged.mmdb', table) }))
  assert.equal(countries.countryOf('8.8.8.8'), 'US')
  assert.equal(countries.countryOf('91.1.1.1'), null)
  countries.close()
})

test('the overlay says what it says, longest prefix first, and only then the table speaks', () => {
  const countries = openCountries(
    settingsOf({ overlay: { '198.51.100.0/24': 'US', '198.51.100.128/25': 'FR', '198.51.100.200': 'JP', '2001:db8:51::/48': 'BR', '10.9.0.0/16': 'DE' }, own_networks: ['10.9.1.0/24', '133.242.0.0/16'] }),
  )
  const wanted = { '198.51.100.1': 'US', '198.51.100.129': 'FR', '198.51.100.200': 'JP', '::ffff:198.51.100.1': 'US', '2001:db8:51::200': 'BR', '2001:db8:52::1': null, '10.9.2.2': 'DE', '8.8.8.8': 'US' }
  for (const [address, country] of Object.entries(wanted)) assert.equal(countries.countryOf(address), country, address)
  assert.deepEqual(countries.placeOf('10.9.2.2'), { country: 'DE', isPrivate: false })
  assert.deepEqual(countries.placeOf('10.9.1.2'), { country: 'DE', isPrivate: true })
  assert.equal(countries.placeOf('133.242.0.3').isPrivate, true)
  countries.close()
})

test('a changed file is read again; a broken one leaves the table as it was', async () => {
  const table = fileOf('live.mmdb', whole)
  const seen = new EventEmitter()
  const countries = openCountries(settingsOf({ table }), status => seen.emit('read', status), 20)
  const replace = async (content: string | Buffer): Promise<CountryTableStatus> => {
    const read = once(seen, 'read')
    renameSync(fileOf('live.new', content), table)
    return (await read)[0] as CountryTableStatus
  }
  assert.equal(countries.countryOf('91.1.1.1'), null)
  assert.deepEqual(await replace(mmdb({ '8.0.0.0/8': { country_code: 'US' }, '91.0.0.0/8': { country_code: 'FR' } }, madeAt + 86_400)), { source: 'own', date: '2026-11-02', trouble: null })
  assert.equal(countries.countryOf('91.1.1.1'), 'FR')
  const after = await replace('half a file')
  assert.equal(after.source, 'own')
  assert.equal(after.date, '2026-11-02')
  assert.equal(after.trouble?.kind, 'not-a-table')
  assert.equal(countries.countryOf('91.1.1.1'), 'FR')
  assert.deepEqual(await replace(whole), { source: 'own', date: '2026-11-01', trouble: null })
  countries.close()
})

test('a file that comes later is taken up', async () => {
  const table = join(directory, 'later.mmdb')
  const seen = new EventEmitter()
  const countries = openCountries(settingsOf({ table }), status => seen.emit('read', status), 20)
  assert.equal(countries.status().trouble?.kind, 'missing')
  const read = once(seen, 'read')
  renameSync(fileOf('later.new', whole), table)
  assert.deepEqual((await read)[0], { source: 'own', date: '2026-11-01', trouble: null })
  countries.close()
})

test('a file whose permissions are put right is taken up', { skip: !isRoot }, async () => {
  const table = fileOf('closed.mmdb', whole, 0o600)
  const seen = new EventEmitter()
  const countries = openCountries(settingsOf({ table }), status => seen.emit('read', status), 20)
  assert.equal(countries.status().trouble?.kind, 'unreadable')
  const read = once(seen, 'read')
  chmodSync(table, 0o644)
  assert.deepEqual((await read)[0], { source: 'own', date: '2026-11-01', trouble: null })
  countries.close()
})

test('settings are checked, each with its fix', () => {
  assert.deepEqual(complaintsOf({ table: 'GeoLite2.mmdb', home: [], overlay: { '192.0.2.0/24': 'japon' }, own_networks: ['office'] }), [
    'country.table: must be an absolute path, such as "/var/lib/GeoIP/GeoLite2-Country.mmdb"',
    'country.overlay.192.0.2.0/24: "japon" is not a country; write its two letters of ISO 3166, such as "JP"',
    'country.home: must name one country at least; country.smtp = false turns the rule off',
    'country.own_networks[0]: is not a network; write "192.0.2.0/24" or "2001:db8::/32"',
  ])
  assert.deepEqual(complaintsOf({ overlay: { 'the office': 'JP' } }), ['country.overlay.the office: is not a network; write "192.0.2.0/24" or "2001:db8::/32"'])
  assert.deepEqual(settingsOf({ home: ['jp', 'UK', 'アメリカ合衆国'] }).home, ['JP', 'GB', 'US'])
  assert.deepEqual(complaintsOf({ home: ['JP', 'US'], smtp: false, retrieval: true, unknown: 'refuse' }), [])
})
