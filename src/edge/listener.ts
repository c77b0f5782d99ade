/** Takes connections in: who is it, may it, TLS or not; then hands a Wire to the protocol's session. */
import { createServer, type Server, type Socket } from 'node:net'
import type { Endpoint } from '../base/config.ts'
import type { Finding } from '../core/causes/index.ts'
import { parseNetwork } from '../core/values/network.ts'
import type { Protocol } from '../core/values/protocol.ts'
import type { ConnectionFacts, EdgeContext } from './contract.ts'
import { closingLine } from './closing-line.ts'
import { foreignOpening } from './foreign-protocol.ts'
import { networkSet, plainAddress } from './networks.ts'
import { openingOf, readProxyHeader } from './opening.ts'
import type { UpgradeToTls } from './tls.ts'
import { Wire } from './wire.ts'

/** A port of the edge. */
export interface Door extends Endpoint {
  readonly protocol: Protocol
  /** Implicit TLS: the client starts it with its first byte. */
  readonly implicitTls: boolean
}

export interface ListenerSettings {
  readonly context: EdgeContext
  readonly upgrade: UpgradeToTls
  readonly serve: { readonly [P in Protocol]: (wire: Wire, context: EdgeContext) => Promise<void> }
  readonly proxyNetworks: readonly string[]
  readonly connectionsPerAddress: number
  /** A fault of ours, for the log. */
  readonly onFault: (error: unknown, facts: ConnectionFacts) => void
}

/** On 465/993/995 an app in the wrong mode waits for a banner; after this long we tell it (apps give up after 10 s and more). */
const silenceOnTlsPortMs = 2000
/** On 587/143/110 the banner waits this long for a ClientHello: an app in the wrong mode just works, a right one pays 250 ms at most. */
const helloOnPlainPortMs = 250

const nothing = Buffer.alloc(0)

/** What it means that a port for TLS got something else, or nothing. */
const unencrypted = (port: number, first: Buffer): Finding => {
  const said = foreignOpening(first)
  if (said) return { id: 'network.not-mail', facts: { said } }
  return { id: first.length ? 'transport.plain-on-tls-port' : 'transport.silent-on-tls-port', facts: { port } }
}

/** Who is counted: an address, or of IPv6 the /64 that any one machine has to choose from (RFC 6177). */
const counterOf = (address: string): string => (address.includes(':') ? (parseNetwork(`${address}/64`) ?? address) : address)

/** Counts connections by address. */
const tally = (most: number) => {
  const counts = new Map<string, number>()
  return {
    enter: (address: string): boolean => {
      const now = counts.get(address) ?? 0
      if (now >= most) return false
      counts.set(address, now + 1)
      return true
    },
    leave: (address: string): void => {
      const now = (counts.get(address) ?? 1) - 1
      if (now) counts.set(address, now)
      else counts.delete(address)
    },
  }
}

/** Everything that listeners of one process share. */
export const connectionTaker = (settings: ListenerSettings) => {
  const isProxy = networkSet(settings.proxyNetworks)
  const addresses = tally(settings.connectionsPerAddress)
  const { context } = settings

  const turnAway = (socket: Socket, facts: ConnectionFacts, finding: Finding): void => {
    const ref = context.record({ connection: facts, finding, mechanism: null, login: null, clientName: null })
    socket.end(closingLine(facts.protocol, finding, ref))
    setTimeout(() => socket.destroy(), 1000).unref()
    socket.resume()
  }

  const greet = async (socket: Socket, door: Door, facts: ConnectionFacts, ahead: Buffer): Promise<void> => {
    const opening = await openingOf(socket, ahead, door.implicitTls ? silenceOnTlsPortMs : helloOnPlainPortMs)
    if (opening.is === 'gone') return void socket.destroy()
    if (opening.is === 'tls') {
      const secured = await settings.upgrade(socket, opening.first, facts, context.signInMs)
      if (!secured) return
      const wire = new Wire(secured.socket, secured.facts, nothing, context.signInMs, settings.upgrade, secured)
      if (!door.implicitTls) wire.notes = ['tls-on-starttls-port']
      return settings.serve[door.protocol](wire, context)
    }
    const first = opening.is === 'text' ? opening.first : nothing
    if (door.implicitTls) return turnAway(socket, facts, unencrypted(door.port, first))
    return settings.serve[door.protocol](new Wire(socket, facts, first, context.signInMs, settings.upgrade), context)
  }

  const identify = async (socket: Socket, door: Door): Promise<void> => {
    const peer = plainAddress(socket.remoteAddress ?? '')
    const factsOf = (remoteAddress: string, remotePort: number): ConnectionFacts => ({ protocol: door.protocol, port: door.port, remoteAddress, remotePort, tls: null, sni: null })
    let facts = factsOf(peer, socket.remotePort ?? 0)
    let ahead: Buffer = Buffer.alloc(0)
    if (isProxy(peer)) {
      const header = await readProxyHeader(socket)
      if ('bad' in header) {
        context.record({ connection: facts, finding: { id: 'network.proxy-header', facts: { why: header.bad } }, mechanism: null, login: null, clientName: null })
        return void socket.destroy()
      }
      ahead = header.rest
      if (header.client) facts = factsOf(plainAddress(header.client.address), header.client.port)
    }
    const address = facts.remoteAddress
    const counter = counterOf(address)
    if (!addresses.enter(counter)) {
      return turnAway(socket, facts, { id: 'network.too-many-connections', facts: { address, limit: settings.connectionsPerAddress } })
    }
    socket.once('close', () => addresses.leave(counter))
    if (socket.closed) addresses.leave(counter)
    await greet(socket, door, facts, ahead).catch((error: unknown) => {
      settings.onFault(error, facts)
      socket.destroy()
    })
  }

  return (door: Door) =>
    (socket: Socket): void => {
      socket.setNoDelay(true)
      socket.setKeepAlive(true, 120_000)
      // Every later owner of the socket listens for itself; this one only keeps an early reset from being an uncaught exception.
      socket.on('error', () => {})
      if (socket.remoteAddress === undefined) return void socket.destroy()
      void identify(socket, door)
    }
}

/** Opens a port. @throws Error (EADDRINUSE, EACCES …) */
export const listenAt = (door: Door, take: (socket: Socket) => void): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer({ pauseOnConnect: true }, take)
    server.once('error', reject)
    server.listen({ host: door.address, port: door.port, backlog: 4096, ipv6Only: door.address.includes(':') }, () => resolve(server.off('error', reject)))
  })
