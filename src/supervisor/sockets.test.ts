import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createSocket } from 'node:dgram'
import { createServer, type AddressInfo } from 'node:net'
import { test } from 'node:test'
import { holderOf, listening } from './sockets.ts'

test('who listens on a port is found by its process', async t => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  t.after(() => server.close())
  assert.ok(listening().some(socket => socket.port === port))
  assert.equal(holderOf(port)?.pid, process.pid)
})

test('who takes datagrams at a port is found by its process, and listens on no TCP port', async t => {
  const socket = createSocket('udp4')
  t.after(() => socket.close())
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  assert.equal(holderOf(port, '127.0.0.1', 'udp')?.pid, process.pid)
  assert.ok(!listening().some(({ address, port: other }) => address === '7f000001' && other === port))
})

test('a port that nobody has, has no holder', () => {
  assert.equal(holderOf(1), null)
})
