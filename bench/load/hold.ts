/** A thread that holds connections open: idle ones of good clients, or strangers who say nothing or a byte a minute. */
import { connect, type Socket } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { setTimeout as pause } from 'node:timers/promises'
import type { Hold } from './held.ts'
import { oneLine, open, type Target } from './wire.ts'

const hold = workerData as Hold
const sockets = new Set<{ destroy(): unknown }>()

// A byte that a TLS record may begin with, then the rest of its header: the server has to wait for more.
const trickle = Buffer.from([0x16, 0x03, 0x01, 0x00, 0xc8, 0x01])
const everyMs = 60_000

const silent = (target: Target): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: target.address, port: target.port, localAddress: target.from }, () => resolve(socket))
    socket.on('error', reject)
  })

const dripping = async (target: Target): Promise<Socket> => {
  const socket = await silent(target)
  let sent = 0
  const drip = (): void => void (sent < trickle.length && socket.write(trickle.subarray(sent, ++sent)))
  drip()
  const timer = setInterval(drip, everyMs)
  socket.on('close', () => clearInterval(timer))
  return socket
}

const greeted = async (target: Target): Promise<{ destroy(): unknown }> => {
  const wire = await open(target)
  await wire.reply(oneLine, '')
  wire.socket.removeAllListeners('close')
  return wire.socket
}

const kinds = { silent, dripping, greeted } satisfies Record<Hold['kind'], (target: Target) => Promise<{ destroy(): unknown }>>

// Sources of their own, forty connections each: no limit by address is to be met.
const sourceOf = (index: number): string => `127.${hold.network}.${Math.trunc(index / 40 / 250)}.${(Math.trunc(index / 40) % 250) + 1}`

const openAll = async (): Promise<void> => {
  let next = 0
  const opener = async (): Promise<void> => {
    while (next < hold.connections) {
      const index = next++
      sockets.add(await kinds[hold.kind]({ ...hold.target, from: sourceOf(index) }))
    }
  }
  await Promise.all(Array.from({ length: 32 }, opener))
}

parentPort!.once('message', async () => {
  for (const socket of sockets) socket.destroy()
  await pause(200)
  process.exit(0)
})
await openAll()
parentPort!.postMessage('held')
