/** Replays a transcript on a real socket: what the client says goes out in random chunks, what the server says must be exactly what is written. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import type { Protocol } from '../../src/core/values/protocol.ts'
import { serveImap } from '../../src/edge/imap/session.ts'
import { connectionTaker, listenAt, type Door } from '../../src/edge/listener.ts'
import { servePop3 } from '../../src/edge/pop3/session.ts'
import { serveSmtp } from '../../src/edge/smtp/session.ts'
import { contextFor, upgradeWith } from '../../src/edge/tls.ts'
import { testKeyPair } from '../key-pair.ts'
import type { RandomSource } from '../random.ts'
import type { StandIns } from './stand-ins.ts'
import type { Transcript } from './transcript.ts'

/** Far more than anything here takes: only a server that says nothing at all comes to it. */
const patienceMs = 15_000

const ports: Readonly<Record<Protocol, readonly [tls: number, plain: number]>> = { smtp: [465, 587], imap: [993, 143], pop3: [995, 110] }

/** The client's ear: whole lines, in order. */
class Ear {
  #text = ''
  #isClosed = false
  #wake: () => void = () => {}

  listenTo(socket: Socket): void {
    socket.on('data', chunk => {
      this.#text += chunk.toString('latin1')
      this.#wake()
    })
    const close = (): void => {
      this.#isClosed = true
      this.#wake()
    }
    socket.on('close', close).on('error', () => {})
  }

  async #until(done: () => boolean, what: string): Promise<void> {
    const limit = setTimeout(() => this.#wake(), patienceMs)
    const begun = Date.now()
    while (!done()) {
      if (Date.now() - begun >= patienceMs) assert.fail(`waited for ${what}; unread: ${JSON.stringify(this.#text)}`)
      await new Promise<void>(resolve => (this.#wake = resolve))
    }
    clearTimeout(limit)
  }

  async line(wanted: string): Promise<void> {
    await this.#until(() => this.#isClosed || this.#text.includes('\r\n'), wanted)
    const at = this.#text.indexOf('\r\n')
    assert.ok(at >= 0, `closed instead of "${wanted}"; unread: ${JSON.stringify(this.#text)}`)
    assert.equal(this.#text.slice(0, at), wanted)
    this.#text = this.#text.slice(at + 2)
  }

  async close(): Promise<void> {
    await this.#until(() => this.#isClosed, 'the end')
    this.isSilent()
  }

  isSilent(): void {
    assert.equal(this.#text, '', 'nothing more was said')
  }
}

/** Sends bytes in chunks of at most `most` bytes, each in a packet of its own as far as the kernel lets it. */
const sendInChunks = async (socket: Socket, bytes: Buffer, random: RandomSource, most: number): Promise<void> => {
  for (let from = 0; from < bytes.length; ) {
    const length = 1 + random.int(most)
    socket.write(bytes.subarray(from, from + length))
    from += length
    await turn()
  }
}

const inTls = async (socket: Socket): Promise<Socket> => {
  const secure = connectTls({ socket, rejectUnauthorized: false })
  await once(secure, 'secureConnect')
  return secure
}

/** Opens a door for one transcript. */
const openDoor = async (protocol: Protocol, { tls, engineAway }: Transcript, standIns: StandIns, noted: string[], faults: unknown[]) => {
  const secure = contextFor(testKeyPair())
  const context = standIns.contextFor(noted, engineAway)
  const take = connectionTaker({
    context,
    upgrade: upgradeWith(() => secure, context.record),
    serve: { smtp: serveSmtp, imap: serveImap, pop3: servePop3 },
    proxyNetworks: [],
    connectionsPerAddress: 1000,
    onFault: error => faults.push(error),
  })
  const door: Door = { address: '127.0.0.1', port: ports[protocol][tls ? 0 : 1], protocol, implicitTls: tls }
  return listenAt({ ...door, port: 0 }, take(door))
}

/**
 * Replays it once.
 * @param most bytes in a chunk
 * @throws AssertionError at the first word that differs
 */
export const replay = async (protocol: Protocol, transcript: Transcript, standIns: StandIns, random: RandomSource, most: number): Promise<void> => {
  const noted: string[] = []
  const faults: unknown[] = []
  const server = await openDoor(protocol, transcript, standIns, noted, faults)
  const plain = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', noDelay: true })
  const ear = new Ear()
  try {
    await once(plain, 'connect')
    let socket = transcript.tls ? await inTls(plain) : plain
    ear.listenTo(socket)
    for (const act of transcript.acts) {
      if (act.is === 'send') await sendInChunks(socket, act.bytes, random, most)
      else if (act.is === 'hear') await ear.line(act.line)
      else if (act.is === 'closed') await ear.close()
      else if (act.is === 'recorded') assert.deepEqual(noted.splice(0), act.causes)
      else {
        ear.isSilent()
        plain.removeAllListeners('data').removeAllListeners('close')
        socket = await inTls(plain)
        ear.listenTo(socket)
      }
    }
    ear.isSilent()
    assert.deepEqual(noted, [], 'nothing else was recorded')
    assert.deepEqual(faults, [])
  } finally {
    plain.destroy()
    server.close()
  }
}
