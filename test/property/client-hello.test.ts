/** 200,000 broken ClientHellos: cut anywhere, split in records, with bytes changed; and bytes that never were one. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isWholeHello, mayBeHello, readHello } from '../../src/edge/client-hello.ts'
import { clientHelloOf } from '../client-hello.ts'
import { randomSource, type RandomSource } from '../random.ts'

const hellos = await Promise.all([
  clientHelloOf({ servername: 'mail.kaede.example', ALPNProtocols: ['imap'] }),
  clientHelloOf({ maxVersion: 'TLSv1.2' }),
  clientHelloOf({ servername: `${'a'.repeat(60)}.example.jp`, ciphers: 'ALL' }),
])

/** The same handshake in records of at most `most` bytes. */
const inRecords = (hello: Buffer, most: number): Buffer => {
  const records: Buffer[] = []
  for (let at = 5; at < hello.length; at += most) {
    const piece = hello.subarray(at, at + most)
    records.push(Buffer.from([0x16, 3, 1, piece.length >> 8, piece.length & 0xff]), piece)
  }
  return Buffer.concat(records)
}

test('a ClientHello cut at every byte is the beginning of one, in one record or many', () => {
  for (const hello of hellos) {
    for (const bytes of [hello, inRecords(hello, 1), inRecords(hello, 100)]) {
      for (let length = 0; length < bytes.length; length++) {
        assert.equal(readHello(bytes.subarray(0, length)).is, 'more', `${length} of ${bytes.length}`)
        assert.ok(!isWholeHello(bytes.subarray(0, length)))
      }
      assert.deepEqual(readHello(bytes), readHello(hello))
      assert.deepEqual(readHello(Buffer.concat([bytes, Buffer.from('what follows')])), readHello(hello))
    }
  }
})

const broken = (random: RandomSource): Buffer => {
  const kind = random.int(4)
  if (kind === 0) return random.bytes(random.int(300))
  if (kind === 1) return Buffer.concat([Buffer.from([0x16, 3, 1]), random.bytes(random.int(300))])
  const hello = inRecords(random.pick(hellos), 1 + random.int(400))
  return kind === 2 ? random.mutate(hello) : random.mutate(hello.subarray(0, random.int(hello.length)))
}

test('200,000 broken ClientHellos are read without a fault, and what is read is bounded', () => {
  const random = randomSource(20261124)
  const counted = { hello: 0, more: 0, bad: 0 }
  for (let at = 0; at < 200_000; at++) {
    const bytes = broken(random)
    const read = readHello(bytes)
    counted[read.is] += 1
    mayBeHello(bytes)
    isWholeHello(bytes)
    if (read.is !== 'hello') continue
    assert.ok(read.hello.versions.length > 0)
    assert.match(read.hello.serverName ?? 'a', /^[A-Za-z0-9._:-]{1,255}$/)
    for (const name of read.hello.protocols) assert.match(name, /^[\x21-\x7e]*$/)
  }
  for (const [is, count] of Object.entries(counted)) assert.ok(count > 1000, `${is}: ${count}`)
})
