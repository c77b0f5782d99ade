/** Real sockets on loopback: what each kind of first byte leads to. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect as connectTcp, type AddressInfo, type Socket } from 'node:net'
import { after, test } from 'node:test'
import { connect as connectTls } from 'node:tls'
import { testKeyPair } from '../../test/key-pair.ts'
import type { EdgeContext, Refusal } from './contract.ts'
import { connectionTaker, listenAt, type Door, type ListenerSettings } from './listener.ts'
import { contextFor, upgradeWith } from './tls.ts'
import type { Wire } from './wire.ts'

const refusals: Refusal[] = []
const context: EdgeContext = {
  hostName: 'sv0001.example.jp',
  authenticate: () => assert.fail('not asked here'),
  record: refusal => {
    refusals.push(refusal)
    return 'K7Q2-9F'
  },
  backendFor: () => assert.fail('not asked here'),
  capabilities: { smtp: [], imap: [], pop3: [] },
  signInMs: 1500,
  triesPerConnection: 3,
}
const secure = contextFor(testKeyPair())
/** A session that says what it was given and repeats the first line. */
const echo = async (wire: Wire): Promise<void> => {
  const { tls, sni, remoteAddress, remotePort } = wire.facts
  await wire.write(`hello ${tls ? 'tls' : 'clear'} ${sni ?? '-'} ${remoteAddress} ${remotePort}\n`)
  wire.close(`${(await wire.readLine(100)).toString()}\n`)
}
const open = async (door: Pick<Door, 'implicitTls'> & Partial<Door>, change: Partial<ListenerSettings> = {}): Promise<number> => {
  const take = connectionTaker({
    context,
    upgrade: upgradeWith(() => secure, context.record),
    serve: { smtp: echo, imap: echo, pop3: echo },
    proxyNetworks: [],
    connectionsPerAddress: 100,
    onFault: () => {},
    ...change,
  })
  const server = await listenAt({ address: '127.0.0.1', port: 0, protocol: 'smtp', ...door }, take({ address: '127.0.0.1', port: 465, protocol: 'smtp', ...door }))
  after(() => server.close())
  return (server.address() as AddressInfo).port
}
const readAll = (socket: Socket): Promise<string> =>
  new Promise(resolve => {
    let text = ''
    socket.on('data', chunk => (text += chunk)).on('close', () => resolve(text)).on('error', () => {})
  })
const tlsTo = (port: number, first = ''): Promise<string> => {
  const socket = connectTls({ host: '127.0.0.1', port, servername: 'mail.example.jp', rejectUnauthorized: false }, () => socket.write(`${first}hi\n`))
  return readAll(socket)
}
const textTo = (port: number, text: string): Promise<string> => {
  const socket = connectTcp(port, '127.0.0.1', () => socket.write(text))
  return readAll(socket)
}

test('listener: TLS on an implicit port, with the name that was asked for', async () => {
  assert.match(await tlsTo(await open({ implicitTls: true })), /^hello tls mail\.example\.jp 127\.0\.0\.1 \d+\nhi\n$/)
})
test('listener: TLS on a STARTTLS port just works', async () => {
  assert.match(await tlsTo(await open({ implicitTls: false })), /^hello tls mail\.example\.jp/)
})
test('listener: TLS on a STARTTLS port is noted, where it belongs it is not', async () => {
  const noted: (readonly string[])[] = []
  const serve = async (wire: Wire): Promise<void> => {
    noted.push(wire.notes)
    wire.close('bye\n')
  }
  for (const implicitTls of [false, true]) await tlsTo(await open({ implicitTls }, { serve: { smtp: serve, imap: serve, pop3: serve } }))
  assert.deepEqual(noted, [['tls-on-starttls-port'], []])
})
test('listener: bytes that are neither TLS nor text, and HTTP, are no mail app', async () => {
  for (const [bytes, said] of [['\x03\x00\x00\x13', 'RDP'], ['GET / HTTP/1.1\r\n', 'HTTP'], ['\xff\xfe\xfd', 'bytes that are neither TLS nor text']] as const) {
    await readAll(connectTcp(await open({ implicitTls: true }), '127.0.0.1', function (this: Socket) {
      this.write(Buffer.from(bytes, 'latin1'))
    }))
    assert.deepEqual(refusals.at(-1)?.finding, { id: 'network.not-mail', facts: { said } })
  }
})
test('listener: text on a STARTTLS port', async () => {
  assert.match(await textTo(await open({ implicitTls: false }), 'hi\n'), /^hello clear - 127\.0\.0\.1 \d+\nhi\n$/)
})
test('listener: silence on a STARTTLS port gets a greeting', async () => {
  const socket = connectTcp(await open({ implicitTls: false }), '127.0.0.1')
  const [greeting] = await new Promise<[Buffer]>(resolve => socket.once('data', chunk => resolve([chunk])))
  assert.match(greeting.toString(), /^hello clear/)
  socket.destroy()
})
for (const [protocol, line] of [
  ['smtp', /^421 4\.7\.0 The mail app did not start SSL\/TLS\. Choose "SSL\/TLS" for port 465 .* \(ref K7Q2-9F\)\r\n$/],
  ['imap', /^\* BYE \[ALERT\] .*\(ref K7Q2-9F\)\r\n$/],
  ['pop3', /^-ERR \[SYS\/PERM\] .*\(ref K7Q2-9F\)\r\n$/],
] as const) {
  test(`listener: silence on an implicit port is explained in band (${protocol})`, async () => {
    assert.match(await readAll(connectTcp(await open({ implicitTls: true, protocol }), '127.0.0.1')), line)
    assert.equal(refusals.at(-1)?.finding.id, 'transport.silent-on-tls-port')
  })
}
test('listener: plain text on an implicit port is explained in band', async () => {
  assert.match(await textTo(await open({ implicitTls: true }), 'EHLO x\r\n'), /^421 4\.7\.0 Plain text on an SSL\/TLS port/)
})
test('listener: what only begins like TLS is no mail app, and the socket closes', async () => {
  assert.doesNotMatch(await textTo(await open({ implicitTls: true }), '\x16\x03\x01\x00\x05hello'), /hello/)
  assert.deepEqual(refusals.at(-1)?.finding, { id: 'network.not-mail', facts: { said: 'bytes that only begin like TLS' } })
})
test('listener: a ClientHello that never ends is given up', async () => {
  const port = await open({ implicitTls: true })
  await textTo(port, '\x16\x03\x01\x02')
  assert.deepEqual(refusals.at(-1)?.finding, { id: 'transport.tls-failed', facts: { port: 465, code: 'timeout' } })
})
test('listener: PROXY from a trusted network names the client', async () => {
  const port = await open({ implicitTls: false }, { proxyNetworks: ['127.0.0.0/8'] })
  assert.equal(await textTo(port, 'PROXY TCP4 203.0.113.9 192.0.2.1 4321 465\r\nhi\n'), 'hello clear - 203.0.113.9 4321\nhi\n')
})
test('listener: a trusted network that sends no PROXY header is cut', async () => {
  assert.equal(await textTo(await open({ implicitTls: false }, { proxyNetworks: ['127.0.0.0/8'] }), 'hi\n'), '')
  assert.equal(refusals.at(-1)?.finding.id, 'network.proxy-header')
})
test('listener: PROXY from a stranger is only text', async () => {
  assert.match(await textTo(await open({ implicitTls: false }), 'PROXY TCP4 203.0.113.9 192.0.2.1 4321 465\r\nhi\n'), /^hello clear - 127\.0\.0\.1 \d+\nPROXY/)
})
test('listener: an address that holds too many connections is told so, and its place comes back', async () => {
  const port = await open({ implicitTls: false }, { connectionsPerAddress: 1 })
  const first = connectTcp(port, '127.0.0.1')
  await new Promise(resolve => first.once('data', resolve))
  assert.match(await textTo(port, ''), /^421 4\.7\.0 Too many connections/)
  const closed = new Promise(resolve => first.once('close', resolve))
  first.end('bye\n')
  await closed
  await new Promise(resolve => setTimeout(resolve, 50))
  assert.match(await textTo(port, 'hi\n'), /^hello clear/)
})

test('listener: one machine does not take all places by going through the addresses of its /64', async () => {
  const port = await open({ implicitTls: false }, { connectionsPerAddress: 1, proxyNetworks: ['127.0.0.0/8'] })
  const from = (address: string, text = ''): Promise<string> => textTo(port, `PROXY TCP6 ${address} 2001:db8:ffff::1 5000 587\r\n${text}`)
  const held = connectTcp(port, '127.0.0.1', () => held.write('PROXY TCP6 2001:db8::1 2001:db8:ffff::1 5000 587\r\n'))
  const answered = readAll(held)
  await once(held, 'data')
  assert.match(await from('2001:db8::2'), /^421 /)
  assert.match(await from('2001:db8:0:1::1', 'hi\n'), /^hello clear - 2001:db8:0:1::1 5000/)
  held.end('bye\n')
  await answered
})
