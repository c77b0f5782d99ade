/** The edge with nothing behind it, for clients that never come to a sign-in: what it recorded, once it is at rest. */
import type { AddressInfo, Server } from 'node:net'
import type { Protocol } from '../../src/core/values/protocol.ts'
import type { EdgeContext, Refusal } from '../../src/edge/contract.ts'
import { serveImap } from '../../src/edge/imap/session.ts'
import { connectionTaker, listenAt } from '../../src/edge/listener.ts'
import { servePop3 } from '../../src/edge/pop3/session.ts'
import { serveSmtp } from '../../src/edge/smtp/session.ts'
import { contextFor, upgradeWith, type Shown } from '../../src/edge/tls.ts'
import type { KeyPair } from '../../src/edge/tls.ts'

export interface EdgeAlone {
  /** Shows this certificate from the next connection on. */
  show(keyPair: KeyPair): void
  /** Opens a port. @param port that the records name */
  open(protocol: Protocol, port: number, implicitTls: boolean): Promise<number>
  /** What was recorded since the last time, when no connection is left. @throws Error when one stays */
  settled(): Promise<readonly Refusal[]>
  close(): void
}

/** A connection that is there this long after its client has ended is stuck. */
const stuckMs = 20_000

/** Starts it. @param hostName that apps should use */
export const startEdgeAlone = (hostName: string, change: Partial<EdgeContext> = {}): EdgeAlone => {
  let refusals: Refusal[] = []
  let shown: Shown | undefined
  const servers: Server[] = []
  const context: EdgeContext = {
    hostName,
    authenticate: async ({ login }) => ({ verdict: 'refuse', finding: { id: 'credential.mismatch', facts: { mailbox: login } }, ref: 'K7Q2-9F' }),
    record: refusal => {
      refusals.push(refusal)
      return 'K7Q2-9F'
    },
    backendFor: () => ({ kind: 'tcp', host: '127.0.0.1', port: 1, secret: '' }),
    capabilities: { smtp: ['PIPELINING'], imap: ['IMAP4rev1'], pop3: ['TOP'] },
    signInMs: 10_000,
    triesPerConnection: 3,
    ...change,
  }
  const take = connectionTaker({
    context,
    upgrade: upgradeWith(() => shown!, context.record),
    serve: { smtp: serveSmtp, imap: serveImap, pop3: servePop3 },
    proxyNetworks: [],
    connectionsPerAddress: 1000,
    onFault: error => {
      throw error
    },
  })
  const connections = async (): Promise<number> => {
    const counts = await Promise.all(servers.map(server => new Promise<number>((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count))))))
    return counts.reduce((sum, count) => sum + count, 0)
  }
  return {
    show: keyPair => {
      shown = contextFor(keyPair, hostName)
    },
    open: async (protocol, port, implicitTls) => {
      const server = await listenAt({ address: '127.0.0.1', port: 0, protocol, implicitTls }, take({ address: '127.0.0.1', port, protocol, implicitTls }))
      servers.push(server)
      return (server.address() as AddressInfo).port
    },
    settled: async () => {
      for (const until = Date.now() + stuckMs; await connections(); ) {
        if (Date.now() > until) throw new Error('a connection is stuck')
        await new Promise(resolve => setTimeout(resolve, 20))
      }
      return [refusals, (refusals = [])][0]!
    },
    close: () => {
      for (const server of servers) server.close()
    },
  }
}
