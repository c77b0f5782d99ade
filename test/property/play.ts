/** Plays generated conversations against a protocol's session: in random chunks, cut anywhere, many at a time; each must come to its end. */
import assert from 'node:assert/strict'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Protocol } from '../../src/core/values/protocol.ts'
import type { ConnectionFacts, EdgeContext } from '../../src/edge/contract.ts'
import { Wire } from '../../src/edge/wire.ts'
import { type RandomSource, randomSource } from '../random.ts'
import { startEngine, type Behaviour, type EngineScript } from './engine.ts'
import { MemorySocket } from './memory-socket.ts'

export interface Played {
  /** How many signed in. */
  readonly admitted: number
  /** By how much the heap grew over the second half, in bytes. */
  readonly grownBy: number
  /** How often each cause was recorded. */
  readonly causes: Readonly<Record<string, number>>
}

export interface Play {
  readonly protocol: Protocol
  readonly serve: (wire: Wire, context: EdgeContext) => Promise<void>
  /** Pieces of the protocol, right and wrong, that conversations are made of. */
  readonly pieces: readonly string[]
  readonly engine: EngineScript | Behaviour
  /** Some clients talk before they are greeted. */
  readonly speaksFirst?: boolean
  /** Throws when what the server said is not the protocol. */
  readonly check: (heard: string) => void
}

/** With this password, and only in TLS, one gets in. */
export const rightPassword = 'kumo7'

const tls = { version: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384' }
const atOnce = 64
const stuckMs = 20_000

const scriptOf = (random: RandomSource, pieces: readonly string[]): Buffer[] => {
  let bytes: Buffer = Buffer.concat(Array.from({ length: 1 + random.int(6) }, () => (random.int(12) ? Buffer.from(random.pick(pieces), 'latin1') : random.bytes(random.int(200)))))
  if (random.int(2)) bytes = random.mutate(bytes)
  const chunks: Buffer[] = []
  const most = random.pick([1, 7, 60, 4000])
  for (let from = 0; from < bytes.length && chunks.length < 80; ) {
    const length = chunks.length === 79 ? bytes.length : 1 + random.int(most)
    chunks.push(bytes.subarray(from, from + length))
    from += length
  }
  return chunks
}

const heapAfterCollection = (): number => {
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
  return process.memoryUsage().heapUsed
}

/**
 * Plays `count` conversations.
 * @throws Error with the conversation that went wrong
 */
export const play = async ({ protocol, serve, pieces, engine, check, speaksFirst = false }: Play, count: number, seed: number): Promise<Played> => {
  const random = randomSource(seed)
  const { port, server } = await startEngine(engine, randomSource(seed + 1))
  let admitted = 0
  const counted: Record<string, number> = {}
  const context: EdgeContext = {
    hostName: 'sv0001.example.jp',
    authenticate: async ({ connection, login, password }) => {
      assert.ok(connection.tls, 'a password was looked at in the clear')
      assert.ok(login && password && !/\0/.test(login + password), 'an empty field or a NUL came through')
      if (password === rightPassword) return (admitted += 1), { verdict: 'accept', who: { mailboxId: 1, address: 'hana@example.jp', serverId: 'sv0001' } }
      return { verdict: 'refuse', finding: { id: 'credential.mismatch', facts: { mailbox: login } }, ref: 'K7Q2-9F' }
    },
    record: ({ finding }) => ((counted[finding.id] = (counted[finding.id] ?? 0) + 1), 'K7Q2-9F'),
    backendFor: () => ({ kind: 'tcp', host: '127.0.0.1', port, secret: 'secret' }),
    capabilities: { smtp: [], imap: ['IMAP4rev1', 'SASL-IR', 'LITERAL+'], pop3: ['TOP', 'UIDL'] },
    signInMs: 60_000,
    triesPerConnection: 3,
  }

  const one = async (number: number): Promise<void> => {
    const script = scriptOf(random, pieces)
    // A few stay connected and say nothing more: only the deadline ends them.
    const leaves = random.int(200) !== 0
    const first = speaksFirst && random.int(8) === 0 ? script.slice(0, 1) : []
    const socket = new MemorySocket(script.slice(first.length), leaves)
    const facts: ConnectionFacts = { protocol, port: 993, remoteAddress: '203.0.113.9', remotePort: 4321, tls: random.int(3) ? tls : null, sni: null }
    const wire = new Wire(socket.asSocket, facts, Buffer.concat(first), leaves ? 60_000 : 30, async (on, _first, known) =>
      random.int(4) ? { socket: on as never, facts: { ...known, tls }, judgeLeaving: () => null } : (on.destroy(), null),
    )
    const story = (): string => `seed ${seed}, conversation ${number}\nsent ${JSON.stringify(Buffer.concat(script).toString('latin1').slice(0, 700))}\nheard ${JSON.stringify(socket.heard.slice(0, 700))}`
    const closed = new Promise<void>(resolve => socket.once('close', resolve))
    // Signed in, it may stay as long as it likes.
    const leave = leaves ? undefined : setInterval(() => /Logged in|Signed in/.test(socket.heard) && socket.destroy(), 50)
    let watch: NodeJS.Timeout | undefined
    const stuck = new Promise<never>((_, reject) => (watch = setTimeout(() => reject(new Error(`stuck: ${story()}`)), stuckMs)))
    try {
      await Promise.race([Promise.all([serve(wire, context), closed]), stuck])
      check(socket.heard)
    } catch (error) {
      throw new Error(`${(error as Error).message}: ${story()}`, { cause: error })
    } finally {
      clearTimeout(watch)
      clearInterval(leave)
    }
  }

  let next = 0
  const runTo = (end: number): Promise<unknown> =>
    Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (next < end) await one(next++)
      }),
    )
  try {
    await runTo(Math.floor(count / 2))
    const before = heapAfterCollection()
    await runTo(count)
    return { admitted, grownBy: heapAfterCollection() - before, causes: counted }
  } finally {
    server.close()
  }
}
