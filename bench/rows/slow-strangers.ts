/**
 * `slow-strangers`: by how much 2,000 strangers slow a normal IMAP sign-in: its 99th percentile with them over that without.
 * A third open TCP and say nothing, a third send a byte of a TLS record and another each minute, a third shake hands and say nothing.
 */
import { type Hold, holdOpen } from '../load/held.ts'
import { runLoad } from '../load/run.ts'
import { percentile } from '../result.ts'
import type { Side } from '../side.ts'
import type { Row } from './row.ts'

const crowd: readonly Pick<Hold, 'kind' | 'connections' | 'network'>[] = [
  { kind: 'silent', connections: 667, network: 20 },
  { kind: 'dripping', connections: 667, network: 21 },
  { kind: 'greeted', connections: 666, network: 22 },
]

const targetOf = ({ address, ports }: Side): Hold['target'] => ({ address, port: ports.imaps })

/** 99th percentile of a sign-in, in ms, two at a time. */
const slowest = async (side: Side): Promise<number> => {
  const { turnMs } = await runLoad({ job: 'signIn', target: targetOf(side), users: side.users.unhashed, turns: 600, clients: 2, threads: 1 })
  return percentile(turnMs, 0.99)
}

export const slowStrangers: Row = {
  name: 'slow-strangers',
  unit: '× p99 of a sign-in',
  better: 'less',
  goal: 2,
  alone: true,
  prepare: async side => void (await slowest(side)),
  measure: async side => {
    const without = await slowest(side)
    const closes: (() => Promise<void>)[] = []
    for (const part of crowd) closes.push(await holdOpen({ ...part, target: targetOf(side) }))
    try {
      return { value: (await slowest(side)) / without, cpuMs: null }
    } finally {
      await Promise.all(closes.map(close => close()))
    }
  },
}
