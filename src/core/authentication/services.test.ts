import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseNetwork } from '../values/network.ts'
import { cloudServices, parseServiceId, serviceName, serviceOfAddress, serviceOfName } from './services.ts'

const names: readonly (readonly [string, string | null])[] = [
  ['mail-lf1-f52.google.com', 'gmail'],
  ['mail-wr1-x42b.google.com', 'gmail'],
  ['mail-eastusazon11020095.outbound.protection.outlook.com', 'outlook'],
  ['sonic305-21.consmr.mail.ir2.yahoo.com', 'yahoo'],
  ['sender-of-o51.zoho.in', 'zoho'],
  ['fhigh-b8-smtp.messagingengine.com', 'fastmail'],
  // Rented by anybody.
  ['5.6.7.8.bc.googleusercontent.com', null],
  ['ec2-203-0-113-9.ap-northeast-1.compute.amazonaws.com', null],
  ['vm.japaneast.cloudapp.azure.com', null],
  // Look-alikes.
  ['google.com', null],
  ['mail.notgoogle.com', null],
  ['mail-lf1-f52.google.com.example.net', null],
  ['', null],
]
for (const [name, wanted] of names) test(`services: the name ${JSON.stringify(name)} is ${wanted}`, () => assert.equal(serviceOfName(name), wanted))

const addresses: readonly (readonly [string, string | null])[] = [
  ['52.125.138.9', 'outlook'],
  ['::ffff:52.125.138.9', 'outlook'],
  ['2603:1026:c03::5', 'outlook'],
  ['52.125.144.1', null],
  ['20.43.64.1', null],
  ['209.85.167.52', null],
  ['no address', null],
]
for (const [address, wanted] of addresses) test(`services: the address ${address} is ${wanted}`, () => assert.equal(serviceOfAddress(address), wanted))

test('services: an id is read as people type it', () => {
  assert.equal(parseServiceId(' Gmail '), 'gmail')
  assert.equal(parseServiceId('aol'), null)
  assert.equal(serviceName('fastmail'), 'Fastmail')
  assert.equal(serviceName('other'), 'other')
})

test('services: endings begin with a dot, networks are in normal form, ids are unique', () => {
  for (const { suffixes, networks } of cloudServices) {
    for (const suffix of suffixes) assert.match(suffix, /^\.[a-z0-9.-]+\.[a-z]+$/)
    for (const network of networks) assert.equal(parseNetwork(network), network)
  }
  assert.equal(new Set(cloudServices.map(({ id }) => id)).size, cloudServices.length)
})
