import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomSource } from '../../test/random.ts'
import { parseProxyHeader } from './proxy-protocol.ts'

const v1 = (text: string): Buffer => Buffer.from(text, 'latin1')
const v2 = (command: number, family: number, body: Buffer): Buffer => {
  const head = Buffer.from('\r\n\r\n\0\r\nQUIT\n\0\0\0\0', 'latin1')
  head[12] = 0x20 | command
  head[13] = family
  head.writeUInt16BE(body.length, 14)
  return Buffer.concat([head, body])
}
const ipv4 = Buffer.from([192, 0, 2, 7, 198, 51, 100, 1, 0x30, 0x39, 0x01, 0xd1])
const ipv6 = Buffer.concat([Buffer.from('20010db8000000000000000000000007', 'hex'), Buffer.from('20010db8000000000000000000000001', 'hex'), Buffer.from([0x30, 0x39, 0x03, 0xe1])])

const good: readonly (readonly [name: string, header: Buffer, client: { address: string; port: number } | null])[] = [
  ['version 1, IPv4', v1('PROXY TCP4 192.0.2.7 198.51.100.1 12345 465\r\n'), { address: '192.0.2.7', port: 12345 }],
  ['version 1, IPv6', v1('PROXY TCP6 2001:db8::7 2001:db8::1 12345 993\r\n'), { address: '2001:db8::7', port: 12345 }],
  ['version 1, UNKNOWN', v1('PROXY UNKNOWN\r\n'), null],
  ['version 1, UNKNOWN with the longest tail', v1('PROXY UNKNOWN ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535\r\n'), null],
  ['version 2, IPv4', v2(1, 0x11, ipv4), { address: '192.0.2.7', port: 12345 }],
  ['version 2, IPv6', v2(1, 0x21, ipv6), { address: '2001:db8:0:0:0:0:0:7', port: 12345 }],
  ['version 2, IPv4 with TLVs behind', v2(1, 0x11, Buffer.concat([ipv4, Buffer.from([0x04, 0, 1, 0])])), { address: '192.0.2.7', port: 12345 }],
  ['version 2, LOCAL', v2(0, 0x00, Buffer.alloc(0)), null],
  ['version 2, UNSPEC', v2(1, 0x00, Buffer.alloc(4)), null],
]
for (const [name, header, client] of good) {
  test(`PROXY header: ${name}, cut anywhere`, () => {
    for (let cut = 0; cut < header.length; cut++) assert.deepEqual(parseProxyHeader(header.subarray(0, cut)), { state: 'more' }, `cut at ${cut}`)
    assert.deepEqual(parseProxyHeader(Buffer.concat([header, Buffer.from('EHLO x\r\n')])), { state: 'done', length: header.length, client })
  })
}

const refused: readonly (readonly [name: string, header: Buffer])[] = [
  ['a ClientHello', Buffer.from([0x16, 3, 1, 0, 5])],
  ['an EHLO', v1('EHLO example.jp\r\n')],
  ['version 1 without an end', v1(`PROXY TCP4 ${'1'.repeat(120)}`)],
  ['version 1 with the wrong family', v1('PROXY TCP4 2001:db8::7 2001:db8::1 1 2\r\n')],
  ['version 1 with a port too high', v1('PROXY TCP4 192.0.2.7 192.0.2.8 65536 25\r\n')],
  ['version 1 with a port in octal', v1('PROXY TCP4 192.0.2.7 192.0.2.8 0025 25\r\n')],
  ['version 1 with a word too many', v1('PROXY TCP4 192.0.2.7 192.0.2.8 1 2 3\r\n')],
  ['version 2 that is version 1', Buffer.concat([v2(1, 0x11, ipv4).subarray(0, 12), Buffer.from([0x11]), v2(1, 0x11, ipv4).subarray(13)])],
  ['version 2 with an unknown command', v2(5, 0x11, ipv4)],
  ['version 2 with too few bytes for its family', v2(1, 0x11, ipv4.subarray(0, 8))],
  ['version 2 over UDP', v2(1, 0x12, ipv4)],
  ['version 2 with a body that never ends', v2(1, 0x11, Buffer.alloc(60_000)).subarray(0, 20)],
]
for (const [name, header] of refused) test(`PROXY header refused: ${name}`, () => assert.equal(parseProxyHeader(header).state, 'bad'))

test('PROXY header: 200,000 generated inputs never throw, and "more" never lasts beyond the longest header', () => {
  const random = randomSource(20261124)
  const seeds = [...good.map(([, header]) => header), ...refused.map(([, header]) => header)]
  for (let i = 0; i < 200_000; i++) {
    const input = random.mutate(random.pick(seeds))
    const result = parseProxyHeader(input)
    if (result.state === 'done') assert.ok(result.length <= input.length)
    if (result.state === 'more') assert.ok(input.length < 16 + 2048)
  }
})
