import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Account } from '../store/credentials.ts'
import type { DeviceUse } from '../store/known-devices.ts'
import { deviceNotes, type KnownNetwork } from './note-devices.ts'

const network = '192.0.2.0/24'
const account = { mailboxId: 7, devices: [{ network: '198.51.100.0/24', client: 'iPhone Mail', country: 'JP', lastAt: new Date(0) }], passes: [] as Account['passes'] } as unknown as Account
const signIn = { mailboxId: 7, network, clientName: 'laptop.local', country: 'JP' }

const notes = () => {
  const state = { now: 1_000_000, written: [] as DeviceUse[], told: [] as KnownNetwork[] }
  return { state, devices: deviceNotes(use => state.written.push(use), known => state.told.push(known), () => state.now) }
}

test('devices: written once an hour, by the name that tells something', () => {
  const { state, devices } = notes()
  devices.note(signIn)
  devices.note(signIn)
  devices.note({ ...signIn, clientName: '[10.0.0.2]' })
  state.now += 3_600_000
  devices.note(signIn)
  assert.deepEqual(
    state.written.map(({ client, at }) => [client, at.getTime()]),
    [
      ['laptop.local', 1_000_000],
      ['', 1_000_000],
      ['laptop.local', 4_600_000],
    ],
  )
})

test('devices: a network is known from the store, from a sign-in here, or by a pass that is open', () => {
  const { state, devices } = notes()
  assert.equal(devices.isKnown(account, '198.51.100.0/24', '198.51.100.9'), true)
  assert.equal(devices.isKnown(account, network, '192.0.2.9'), false)
  const pass = (until: number): Account => ({ ...account, passes: [{ kind: 'network', value: '192.0.2.0/28', until: new Date(until) }] })
  assert.equal(devices.isKnown(pass(state.now + 1), network, '192.0.2.9'), true)
  assert.equal(devices.isKnown(pass(state.now + 1), network, '192.0.2.99'), false)
  assert.equal(devices.isKnown(pass(state.now), network, '192.0.2.9'), false)
  devices.note(signIn)
  assert.equal(devices.isKnown(account, network, '192.0.2.9'), true)
  assert.equal(devices.isKnown({ ...account, mailboxId: 8, devices: [] }, network, '192.0.2.9'), false)
})

test('devices: memory is bounded', () => {
  const { devices } = notes()
  devices.note(signIn)
  for (let i = 0; i < 50_000; i++) devices.note({ ...signIn, network: `n${i}` })
  assert.equal(devices.isKnown(account, network, '192.0.2.9'), false)
})

test('devices: what one worker saw, the others know', () => {
  const [one, other] = [notes(), notes()]
  one.devices.note(signIn)
  one.devices.note(signIn)
  assert.deepEqual(one.state.told, [{ mailboxId: 7, network }])
  one.state.told.forEach(other.devices.hear)
  assert.equal(other.devices.isKnown(account, network, '192.0.2.9'), true)
  assert.deepEqual(other.state.written, [])
})
