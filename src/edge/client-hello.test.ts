/** Hellos of a real client (Node's OpenSSL), and some put together by hand for what it does not send. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientHelloOf } from '../../test/client-hello.ts'
import { isWholeHello, mayBeHello, readHello } from './client-hello.ts'

const u8 = (value: number): Buffer => Buffer.from([value])
const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff])
const vector8 = (...parts: Buffer[]): Buffer => Buffer.concat([u8(Buffer.concat(parts).length), ...parts])
const vector16 = (...parts: Buffer[]): Buffer => Buffer.concat([u16(Buffer.concat(parts).length), ...parts])
const extension = (type: number, body: Buffer): Buffer => Buffer.concat([u16(type), vector16(body)])
const record = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([0x16, 3, 1]), vector16(bytes)])
const handshake = (body: Buffer): Buffer => Buffer.concat([Buffer.from([1, 0]), vector16(body)])
const bodyOf = (version: number, suites: readonly number[], extensions: Buffer | null): Buffer =>
  Buffer.concat([u16(version), Buffer.alloc(32), vector8(), vector16(...suites.map(u16)), vector8(u8(0)), extensions ?? Buffer.alloc(0)])
const helloOf = (...body: Parameters<typeof bodyOf>): Buffer => record(handshake(bodyOf(...body)))
const read = (bytes: Buffer) => {
  const found = readHello(bytes)
  assert.ok(found.is === 'hello', found.is)
  return found.hello
}

test('ClientHello of OpenSSL: versions, name, protocols; not of the kind that has one alert for all', async () => {
  const { suites, ...hello } = read(await clientHelloOf({ servername: 'mail.kaede.example', ALPNProtocols: ['imap', 'http/1.1'] }))
  assert.deepEqual(hello, { versions: [0x0304, 0x0303], serverName: 'mail.kaede.example', protocols: ['imap', 'http/1.1'], hasOneAlertForAll: false })
  assert.ok(suites.includes(0x1301) && suites.includes(0xc02b) && !suites.includes(0x00ff))
})
test('ClientHello of OpenSSL that offers TLS 1.2 at most, without a name', async () => {
  const { versions, serverName } = read(await clientHelloOf({ maxVersion: 'TLSv1.2' }))
  assert.deepEqual({ versions, serverName }, { versions: [0x0303], serverName: null })
})
test('ClientHello of TLS 1.0 without extensions', () => {
  assert.deepEqual(read(helloOf(0x0301, [0x0005, 0x000a, 0x00ff], null)), { versions: [0x0301], suites: [0x0005, 0x000a], serverName: null, protocols: [], hasOneAlertForAll: false })
})
test('ClientHello with GREASE: what means nothing is left out', () => {
  const versions = extension(43, vector8(u16(0x6a6a), u16(0x0304), u16(0x0303)))
  const { versions: offered, suites } = read(helloOf(0x0303, [0x2a2a, 0x1301, 0x5600], vector16(extension(0x4a4a, Buffer.alloc(0)), versions)))
  assert.deepEqual({ offered, suites }, { offered: [0x0304, 0x0303], suites: [0x1301] })
})
test('ClientHello of GnuTLS: AES-CCM and a record size limit', () => {
  assert.ok(read(helloOf(0x0303, [0x1302, 0x1304], vector16(extension(28, u16(0x4001))))).hasOneAlertForAll)
})
for (const [name, sent, kept] of [
  ['that is no name', 'a b<c>', null],
  ['in IPv6', '2001:db8::1', '2001:db8::1'],
  ['of no length', '', null],
] as const) {
  test(`ClientHello with a server name ${name}`, () => {
    const list = vector16(Buffer.concat([u8(0), vector16(Buffer.from(sent))]))
    assert.equal(read(helloOf(0x0303, [0x1301], vector16(extension(0, list)))).serverName, kept)
  })
}
test('ClientHello with a name of another type only', () => {
  assert.equal(read(helloOf(0x0303, [0x1301], vector16(extension(0, vector16(Buffer.concat([u8(7), vector16(Buffer.from('x'))])))))).serverName, null)
})
test('ClientHello in several records', () => {
  const whole = handshake(bodyOf(0x0303, [0x1301], null))
  const pieces = Buffer.concat([record(whole.subarray(0, 3)), record(whole.subarray(3, 20)), record(whole.subarray(20))])
  assert.deepEqual(read(pieces).suites, [0x1301])
  assert.equal(readHello(pieces.subarray(0, -1)).is, 'more')
})
test("ClientHello in SSL 2.0's form", () => {
  const body = Buffer.concat([u8(1), u16(0x0301), u16(6), u16(0), u16(16), Buffer.from([0, 0, 5, 0x01, 0, 0x80]), Buffer.alloc(16)])
  const bytes = Buffer.concat([u16(0x8000 | body.length), body])
  assert.deepEqual(read(bytes), { versions: [0x0301], suites: [0x0005, 0x010080], serverName: null, protocols: [], hasOneAlertForAll: false })
  for (let length = 0; length < bytes.length; length++) assert.equal(readHello(bytes.subarray(0, length)).is, 'more', `${length} bytes`)
})
for (const [name, bytes] of [
  ['a record of no length', Buffer.from([0x16, 3, 1, 0, 0])],
  ['a version that never was', Buffer.from([0x16, 9, 1, 0, 5, 1])],
  ['a ServerHello', record(Buffer.from([2, 0, 0, 1, 0]))],
  ['a hello beyond measure', record(Buffer.from([1, 0x10, 0, 0]))],
  ['a length that points outside', helloOf(0x0303, [0x1301], Buffer.from([0xff, 0xff, 0]))],
  ['a hello without a body', record(Buffer.from([1, 0, 0, 0]))],
  ['text', Buffer.from('EHLO x\r\n')],
  ['text of another script', Buffer.from('メール')],
  ["SSL 2.0's form without a body", Buffer.from([0x80, 3, 1])],
] as const) {
  test(`no ClientHello: ${name}`, () => assert.equal(readHello(bytes).is, 'bad'))
}
test('ClientHello: the first byte decides', () => {
  for (const [bytes, may] of [[[0x16], true], [[0x80], true], [[0x80, 0x2e, 1], true], [[0xe3, 0x83, 0xa1], false], [[0x45], false], [[], false]] as const) assert.equal(mayBeHello(Buffer.from(bytes)), may, bytes.join())
})
test('ClientHello: a first packet that has it whole needs no second look', async () => {
  const bytes = await clientHelloOf({ servername: 'mail.kaede.example' })
  assert.ok(isWholeHello(bytes))
  assert.ok(!isWholeHello(bytes.subarray(0, -1)))
  assert.ok(!isWholeHello(bytes.subarray(0, 8)))
  assert.ok(!isWholeHello(Buffer.from('EHLO laptop.local\r\n')))
})
