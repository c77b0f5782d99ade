/** The hand-over to a Postfix that is scripted, on real sockets. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { after, test } from 'node:test'
import type { Backend } from '../contract.ts'
import { takeOver, xclientLine, type Client } from './backend.ts'
import { warmPool, type WarmPool } from './warm-pool.ts'

const client: Client = {
  connection: { protocol: 'smtp', port: 465, remoteAddress: '203.0.113.9', remotePort: 4321, tls: null, sni: null },
  clientName: 'laptop.local',
  extended: true,
  address: 'hana@example.jp',
}

test('xclientLine always replaces the name, marks IPv6, encodes what has a meaning', () => {
  assert.equal(xclientLine(client), 'XCLIENT NAME=[UNAVAILABLE] ADDR=203.0.113.9 PORT=4321 PROTO=ESMTP HELO=laptop.local LOGIN=hana@example.jp\r\n')
  const other = { ...client, connection: { ...client.connection, remoteAddress: '2001:db8::9' }, extended: false, clientName: '[IPv6:2001:db8::7]', address: 'a+b=c d豊@example.jp' }
  assert.equal(
    xclientLine(other),
    'XCLIENT NAME=[UNAVAILABLE] ADDR=IPV6:2001:db8::9 PORT=4321 PROTO=SMTP HELO=[IPv6:2001:db8::7] LOGIN=a+2Bb+3Dc+20d+E8+B1+8A@example.jp\r\n',
  )
})

/** A server whose connections behave as `script` says; keeps what each heard. */
const engine = async (script: (socket: Socket, heard: (line: RegExp) => Promise<void>, number: number) => Promise<void>): Promise<{ backend: Backend; sockets: Socket[]; server: Server }> => {
  const sockets: Socket[] = []
  const server = createServer(socket => {
    sockets.push(socket.on('error', () => {}))
    let text = ''
    let wake = (): void => {}
    socket.on('data', chunk => {
      text += chunk.toString()
      wake()
    })
    const heard = async (line: RegExp): Promise<void> => {
      while (!line.test(text)) await new Promise<void>(resolve => (wake = resolve))
      text = ''
    }
    void script(socket, heard, sockets.length)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { backend: { kind: 'tcp', host: '127.0.0.1', port: (server.address() as AddressInfo).port, secret: '' }, sockets, server }
}

const goodPostfix = async (socket: Socket, heard: (line: RegExp) => Promise<void>): Promise<void> => {
  socket.write('220 postfix\r\n')
  await heard(/^XCLIENT .*\r\n$/)
  socket.write('220 postfix\r\n')
  await heard(/^(EHLO|HELO) laptop\.local\r\n$/)
  socket.write('250-postfix\r\n250 PIPELINING\r\n')
}

test('takeOver: the socket comes with nothing of the introduction left in it', async () => {
  const { backend, sockets } = await engine(goodPostfix)
  const taken = await takeOver(backend, client)
  assert.ok('socket' in taken)
  sockets[0]!.write('250 mine\r\n')
  const [chunk] = await once(taken.socket.resume(), 'data')
  assert.equal(String(chunk), '250 mine\r\n')
  taken.socket.destroy()
})

const failures: [name: string, script: Parameters<typeof engine>[0], why: RegExp][] = [
  ['it is closed before its greeting', async socket => void socket.end(), /closed the connection/],
  ['it greets with 421', async socket => void socket.end('421 4.3.2 busy\r\n'), /^421 4\.3\.2 busy$/],
  [
    'XCLIENT is refused',
    async (socket, heard) => {
      socket.write('220 postfix\r\n')
      await heard(/XCLIENT/)
      socket.write('550 5.7.0 insufficient authorization\r\n')
    },
    /^XCLIENT: 550 5\.7\.0 insufficient authorization$/,
  ],
  [
    'EHLO is refused',
    async (socket, heard) => {
      socket.write('220 postfix\r\n')
      await heard(/XCLIENT/)
      socket.write('220 postfix\r\n')
      await heard(/EHLO/)
      socket.write('501 5.5.4 no\r\n')
    },
    /^EHLO: 501 5\.5\.4 no$/,
  ],
  ['its reply never ends', async socket => void socket.write('x'.repeat(70_000)), /never ends/],
]
for (const [name, script, why] of failures) {
  test(`takeOver: ${name}`, async () => {
    const { backend } = await engine(script)
    const taken = await takeOver(backend, client)
    assert.ok('why' in taken)
    assert.match(taken.why, why)
  })
}
test('takeOver: nobody listens', async () => {
  const taken = await takeOver({ kind: 'unix', path: '/nowhere/submission' }, client)
  assert.ok('why' in taken && /ENOENT/.test(taken.why))
})
test('takeOver: a warm connection that died in the meantime is replaced unseen', async () => {
  // The second connection greets, and is gone once it hears XCLIENT.
  const { backend } = await engine(async (socket, heard, number) => {
    if (number !== 2) return goodPostfix(socket, heard)
    socket.write('220 postfix\r\n')
    await heard(/XCLIENT/)
    socket.destroy()
  })
  const first = await takeOver(backend, client)
  assert.ok('socket' in first)
  // The first sign-in made the pool open a second connection, which is the bad one.
  await new Promise(resolve => setTimeout(resolve, 50))
  const second = await takeOver(backend, client)
  assert.ok('socket' in second)
  for (const { socket } of [first, second] as { socket: Socket }[]) socket.destroy()
})

const until = async (pool: WarmPool, size: number): Promise<void> => {
  while (pool.size !== size) await new Promise(resolve => setImmediate(resolve))
}

test('warmPool: empty until somebody comes, then ahead of the next, and without what has died', async () => {
  const { backend, sockets } = await engine(async socket => void socket.write('220 postfix\r\n'))
  const pool = warmPool(backend)
  assert.equal(pool.size, 0)
  const first = await pool.take()
  assert.equal(first.warm, false)
  await until(pool, 1)
  const second = await pool.take()
  assert.equal(second.warm, true)
  await until(pool, 1)
  // Postfix is reloaded: what waits is closed, and the next client gets a new one.
  const waiting = sockets.at(-1)!
  waiting.end()
  await once(waiting, 'close').catch(() => {})
  await new Promise(resolve => setImmediate(resolve))
  const third = await pool.take()
  assert.equal(third.warm, false)
  for (const { line } of [first, second, third]) line.drop()
  pool.clear()
  assert.equal(pool.size, 0)
})

test('warmPool: what is kept is given back when a client has to wait', async () => {
  // Two processes: the third connection is greeted when one of the others ends.
  const waiting: Socket[] = []
  const { backend, sockets } = await engine(async (socket, _, number) => {
    if (number <= 2) {
      socket.write('220 postfix\r\n')
      socket.once('close', () => waiting.shift()?.write('220 postfix\r\n'))
    } else waiting.push(socket)
  })
  const pool = warmPool(backend)
  const { line } = await pool.take()
  await until(pool, 1)
  const second = await pool.fresh()
  assert.equal(sockets.length >= 3, true)
  assert.equal(pool.size, 0)
  for (const one of [line, second]) one.drop()
  pool.clear()
})
