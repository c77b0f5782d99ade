import assert from 'node:assert/strict'
import { once } from 'node:events'
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

test('a port that nobody has, has no holder', () => {
  assert.equal(holderOf(1), null)
})
