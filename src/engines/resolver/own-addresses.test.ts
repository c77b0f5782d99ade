import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkConfig, type Config } from '../../base/config.ts'
import { ownAddresses, ownWithoutNameServers } from './own-addresses.ts'

const machine = (): string[] => ['127.0.0.1', '::ffff:5.9.0.1', '2A01::1', 'fe80::1%eth0']

const configured = (listen: Readonly<Record<string, readonly string[]>>, nameServers: readonly string[] = []): Config => {
  const everywhere = Object.fromEntries(['smtp', 'submissions', 'submission', 'imaps', 'pop3s', 'api'].map((name, i) => [name, [`5.9.0.1:${1000 + i}`]]))
  const checked = checkConfig({ listen: { ...everywhere, ...listen }, dns: { name_servers: nameServers } })
  assert.ok('config' in checked, JSON.stringify(checked))
  return checked.config
}

test('own addresses are those that are listened at; the wildcard of a name service that is off says nothing', () => {
  assert.deepEqual([...ownAddresses(configured({ imap: ['[2a01:0::2]:143'] }), machine)], ['5.9.0.1', '2a01::2'])
})

test('whoever listens everywhere owns all addresses of the machine', () => {
  assert.deepEqual([...ownAddresses(configured({ smtp: ['0.0.0.0:25'] }), machine)].toSorted(), ['127.0.0.1', '2a01::1', '5.9.0.1', 'fe80::1'])
})

test('our own name servers may be asked where they answer, and only there', () => {
  const config = configured({ dns: ['5.9.0.2:53'], imap: ['5.9.0.3:143'] }, ['ns1.example.jp'])
  assert.deepEqual([...ownAddresses(config, machine)].toSorted(), ['5.9.0.1', '5.9.0.2', '5.9.0.3'])
  assert.deepEqual([...ownWithoutNameServers(config, machine)].toSorted(), ['5.9.0.1', '5.9.0.3'])
  assert.deepEqual([...ownWithoutNameServers(configured({ dns: ['0.0.0.0:53'] }, ['ns1.example.jp']), machine)], [])
  assert.deepEqual([...ownWithoutNameServers(configured({}), machine)], ['5.9.0.1'])
})

test("without being told, the machine's own addresses are looked up", () => {
  assert.ok(ownAddresses(configured({ smtp: ['[::]:25'] })).has('127.0.0.1'))
})
